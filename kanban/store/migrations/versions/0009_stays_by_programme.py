"""Stays know their citizen's programme: its figures are answered by the indexes that answer the municipality's."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_BEFORE = {
    "flow": ("enter_date", "prev_step", "step", "best_before", "is_first", "team_id", "citizen_id"),
    "stay": ("step", "days", "enter_date", "leave_date", "team_id"),
    "open": ("step", "leave_date", "enter_date", "begun_on", "best_before", "spell", "team_id", "citizen_id"),
    "left": ("prev_step", "age_days", "enter_date", "left_again_on", "team_id"),
    "reach": ("spell", "begun_on", "enter_date", "age_days", "best_before", "step"),
}
_REFERENCE = "CONSTRAINT fk_step_visit_programme_id_programme REFERENCES programme (id)"


def upgrade() -> None:
    """Not in a batch: SQLite would build the table anew."""
    _drop_indexes()
    op.execute(f"ALTER TABLE step_visit ADD COLUMN programme_id INTEGER {_REFERENCE}")
    op.execute(
        "UPDATE step_visit SET programme_id ="
        " (SELECT citizen.programme_id FROM citizen WHERE citizen.id = step_visit.citizen_id)"
    )
    for name, columns in _BEFORE.items():
        owner = ("citizen_id",) if name == "reach" else ()
        _create_index(name, *columns, *owner, "programme_id")


def _drop_indexes() -> None:
    for name in _BEFORE:
        op.drop_index(f"ix_step_visit_{name}", "step_visit")


def _create_index(name: str, *columns: str) -> None:
    op.create_index(f"ix_step_visit_{name}", "step_visit", ["municipality_id", *columns], unique=False)


def downgrade() -> None:
    _drop_indexes()
    op.drop_column("step_visit", "programme_id")
    for name, columns in _BEFORE.items():
        _create_index(name, *columns)
