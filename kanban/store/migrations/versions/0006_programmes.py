"""Programmes citizens take part in: everybody known takes part in one."""

from datetime import UTC, datetime

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NAME = "Flere skal med"


def upgrade() -> None:
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("about", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_programme_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["staff.id"], name=op.f("fk_programme_recorded_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("municipality_id", "name_key", name=op.f("uq_programme_municipality_id_name_key")),
    )
    for table in ("citizen", "target"):
        _add_programme(table)
    op.create_index("ix_citizen_programme", "citizen", ["municipality_id", "programme_id", "id"], unique=False)
    _put_everybody_into_one()


def _add_programme(table: str) -> None:
    """Not in a batch: SQLite would build the table anew, and drop one that others refer to."""
    reference = f"CONSTRAINT fk_{table}_programme_id_programme REFERENCES programme (id)"
    op.execute(f"ALTER TABLE {table} ADD COLUMN programme_id INTEGER {reference}")


def _put_everybody_into_one() -> None:
    """Municipalities without citizens get theirs with the first citizen."""
    connection = op.get_bind()
    programme = sa.table(
        "programme",
        *map(sa.column, ("municipality_id", "name", "name_key", "about", "version")),
        sa.column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime()),
    )
    citizen = sa.table("citizen", sa.column("municipality_id"), sa.column("programme_id"))
    places = connection.execute(sa.select(citizen.c.municipality_id).distinct()).scalars().all()
    row = {"name": NAME, "name_key": NAME.casefold(), "about": "", "version": 1, "recorded_at": datetime.now(UTC)}
    if places:
        connection.execute(programme.insert(), [{**row, "municipality_id": place} for place in places])
    op.execute(
        "UPDATE citizen SET programme_id ="
        " (SELECT programme.id FROM programme WHERE programme.municipality_id = citizen.municipality_id)"
    )


def downgrade() -> None:
    op.drop_index("ix_citizen_programme", "citizen")
    for table in ("target", "citizen"):
        op.drop_column(table, "programme_id")
    op.drop_table("programme")
