"""Job openings and board meetings."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_MOMENT, _WORDS = sqlmodel.sql.sqltypes.UTCDateTime, sqlmodel.sql.sqltypes.AutoString
_INDEXES = (
    ("job_opening", "municipality_id"),
    ("job_opening_version", "opening_id"),
    ("job_opening_version", "company_id"),
    ("job_opening_citizen", "opening_id"),
    ("job_opening_citizen", "citizen_id"),
    ("board_meeting", "municipality_id"),
    ("meeting_entry", "meeting_id"),
    ("meeting_entry", "action_by"),
    ("meeting_entry", "citizen_id"),
    ("action_outcome", "entry_id"),
    ("action_outcome", "meeting_id"),
)
_TABLES = (
    "action_outcome",
    "meeting_entry",
    "board_meeting",
    "job_opening_citizen",
    "job_opening_version",
    "job_opening",
)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    _make_openings()
    _make_meetings()
    for table, column in _INDEXES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _make_openings() -> None:
    op.create_table(
        "job_opening",
        _id(),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("created_at", _MOMENT(), nullable=False),
        _to("job_opening", "municipality_id", "municipality"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_opening")),
    )
    op.create_table(
        "job_opening_version",
        _id(),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("contact_person", _WORDS(), nullable=False),
        sa.Column("tasks", sa.Text(), nullable=False),
        sa.Column("minutes_from", sa.Integer(), nullable=True),
        sa.Column("minutes_to", sa.Integer(), nullable=True),
        sa.Column("positions", sa.Integer(), nullable=False),
        sa.Column("found_by", sa.Integer(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("apply_by", sa.Date(), nullable=True),
        sa.Column("state", _WORDS(), nullable=False),
        sa.Column("filled_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", _MOMENT(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        _to("job_opening_version", "opening_id", "job_opening"),
        _to("job_opening_version", "company_id", "company"),
        _to("job_opening_version", "found_by", "staff"),
        _to("job_opening_version", "filled_by", "citizen"),
        _to("job_opening_version", "recorded_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_opening_version")),
    )
    op.create_table(
        "job_opening_citizen",
        _id(),
        sa.Column("opening_id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", _MOMENT(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", _MOMENT(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        _to("job_opening_citizen", "opening_id", "job_opening"),
        _to("job_opening_citizen", "citizen_id", "citizen"),
        _to("job_opening_citizen", "recorded_by", "staff"),
        _to("job_opening_citizen", "withdrawn_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_opening_citizen")),
    )


def _make_meetings() -> None:
    op.create_table(
        "board_meeting",
        _id(),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("begun_at", _MOMENT(), nullable=False),
        sa.Column("begun_by", sa.Integer(), nullable=False),
        sa.Column("ended_at", _MOMENT(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        _to("board_meeting", "municipality_id", "municipality"),
        _to("board_meeting", "team_id", "team"),
        _to("board_meeting", "begun_by", "staff"),
        _to("board_meeting", "ended_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_meeting")),
    )
    op.create_table(
        "meeting_entry",
        _id(),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("point", _WORDS(), nullable=False),
        sa.Column("kind", _WORDS(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("action_by", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("citizen_id", sa.Integer(), nullable=True),
        sa.Column("opening_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", _MOMENT(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", _MOMENT(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        _to("meeting_entry", "meeting_id", "board_meeting"),
        _to("meeting_entry", "action_by", "staff"),
        _to("meeting_entry", "citizen_id", "citizen"),
        _to("meeting_entry", "opening_id", "job_opening"),
        _to("meeting_entry", "author_id", "staff"),
        _to("meeting_entry", "recorded_by", "staff"),
        _to("meeting_entry", "withdrawn_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_entry")),
    )
    op.create_table(
        "action_outcome",
        _id(),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("state", _WORDS(), nullable=False),
        sa.Column("recorded_at", _MOMENT(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        _to("action_outcome", "entry_id", "meeting_entry"),
        _to("action_outcome", "meeting_id", "board_meeting"),
        _to("action_outcome", "recorded_by", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_outcome")),
    )


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
