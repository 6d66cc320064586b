"""Wall screens and the citizens' case codes."""

import secrets

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LETTERS = "CDFHJKLMNPRTVWX34679"
PORTION = 1_000


def upgrade() -> None:
    """Not in a batch: SQLite would build the citizens' table anew, and drop one that others refer to."""
    _make_walls()
    code: sa.Column[str] = sa.Column("case_code", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
    op.add_column("citizen", code)
    _give_codes()
    op.create_index("ix_citizen_case_code", "citizen", ["municipality_id", "case_code"], unique=True)


def _make_walls() -> None:
    op.create_table(
        "wall",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("label", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("theme", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("made_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.Column("last_seen", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["staff.id"], name=op.f("fk_wall_made_by_staff")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_wall_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["revoked_by"], ["staff.id"], name=op.f("fk_wall_revoked_by_staff")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_wall_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wall")),
        sa.UniqueConstraint("public_id", name=op.f("uq_wall_public_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_wall_token_hash")),
    )
    with op.batch_alter_table("wall", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_wall_municipality_id"), ["municipality_id"], unique=False)


def _give_codes() -> None:
    """Every citizen gets a code drawn at random and used once; a letter more where there are very many citizens."""
    citizen = sa.table("citizen", sa.column("id", sa.Integer()), sa.column("case_code", sa.String()))
    connection = op.get_bind()
    ids = list(connection.execute(sa.select(citizen.c.id)).scalars())
    length = 4 if len(ids) * 4 < len(LETTERS) ** 4 else 5
    codes: dict[str, None] = {}
    while len(codes) < len(ids):
        code = "".join(secrets.choice(LETTERS) for _ in range(length))
        codes |= {} if code.isdigit() else {code: None}
    update = citizen.update().where(citizen.c.id == sa.bindparam("owner")).values(case_code=sa.bindparam("code"))
    pairs = [{"owner": owner, "code": code} for owner, code in zip(ids, codes, strict=True)]
    for start in range(0, len(pairs), PORTION):
        connection.execute(update, pairs[start : start + PORTION])


def downgrade() -> None:
    op.drop_index("ix_citizen_case_code", "citizen")
    op.drop_column("citizen", "case_code")
    op.drop_table("wall")
