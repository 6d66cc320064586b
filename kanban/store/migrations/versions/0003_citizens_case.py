"""The citizen's case: facts that can be corrected, talks, follow-ups, reviews, and a register of companies."""

from itertools import groupby

import sqlalchemy as sa
import sqlmodel
import sqlmodel.sql.sqltypes
from alembic import op

from kanban.domain.company import words_of
from kanban.domain.course import Course, courses

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

VISIT_INDEXES = {
    "flow": ("enter_date", "prev_step", "step", "best_before", "is_first", "team_id", "citizen_id"),
    "stay": ("step", "days", "enter_date", "leave_date", "team_id"),
    "open": ("step", "leave_date", "enter_date", "begun_on", "best_before", "spell", "team_id", "citizen_id"),
    "left": ("prev_step", "age_days", "enter_date", "left_again_on", "team_id"),
    "reach": ("spell", "begun_on", "enter_date", "age_days", "best_before", "step"),
}


def upgrade() -> None:
    with op.batch_alter_table("company", schema=None) as batch_op:
        batch_op.create_index("ix_company_cvr", ["municipality_id", "cvr"], unique=False)

    op.create_table(
        "company_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("search_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("title", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_company_person_company_id_company")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_person")),
    )
    with op.batch_alter_table("company_person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_company_person_company_id"), ["company_id"], unique=False)

    op.create_table(
        "company_word",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_company_word_company_id_company")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_company_word_municipality_id_municipality")
        ),
        sa.PrimaryKeyConstraint("company_id", "word", name=op.f("pk_company_word")),
    )
    with op.batch_alter_table("company_word", schema=None) as batch_op:
        batch_op.create_index("ix_company_word_word", ["municipality_id", "word", "company_id"], unique=False)

    op.create_table(
        "case_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("broker_id", sa.Integer(), nullable=False),
        sa.Column("started_by", sa.Integer(), nullable=False),
        sa.Column("started_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("finished_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["broker_id"], ["staff.id"], name=op.f("fk_case_review_broker_id_staff")),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_case_review_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["started_by"], ["staff.id"], name=op.f("fk_case_review_started_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_review")),
    )
    with op.batch_alter_table("case_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_review_broker_id"), ["broker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_review_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "local_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("value", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_local_rule_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["staff.id"], name=op.f("fk_local_rule_recorded_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_rule")),
    )
    with op.batch_alter_table("local_rule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_local_rule_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "progression_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["municipality_id"], ["municipality.id"], name=op.f("fk_progression_template_municipality_id_municipality")
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["staff.id"], name=op.f("fk_progression_template_recorded_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progression_template")),
    )
    with op.batch_alter_table("progression_template", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_progression_template_municipality_id"), ["municipality_id"], unique=False)

    op.create_table(
        "case_review_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("outcome", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("detail", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("decided_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizen.id"], name=op.f("fk_case_review_entry_citizen_id_citizen")),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_case_review_entry_decided_by_staff")),
        sa.ForeignKeyConstraint(
            ["review_id"], ["case_review.id"], name=op.f("fk_case_review_entry_review_id_case_review")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_review_entry")),
        sa.UniqueConstraint("review_id", "citizen_id", name=op.f("uq_case_review_entry_review_id_citizen_id")),
    )
    with op.batch_alter_table("case_review_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_review_entry_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_review_entry_review_id"), ["review_id"], unique=False)

    op.create_table(
        "agreed_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("transition_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_version", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("action", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("action_by", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["action_by"], ["staff.id"], name=op.f("fk_agreed_action_action_by_staff")),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizen.id"], name=op.f("fk_agreed_action_citizen_id_citizen")),
        sa.ForeignKeyConstraint(["recorded_by"], ["staff.id"], name=op.f("fk_agreed_action_recorded_by_staff")),
        sa.ForeignKeyConstraint(
            ["transition_id"], ["step_transition.id"], name=op.f("fk_agreed_action_transition_id_step_transition")
        ),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["staff.id"], name=op.f("fk_agreed_action_withdrawn_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_action")),
    )
    with op.batch_alter_table("agreed_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreed_action_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreed_action_transition_id"), ["transition_id"], unique=False)

    op.create_table(
        "benefit_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("transition_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_version", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("benefit", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizen.id"], name=op.f("fk_benefit_period_citizen_id_citizen")),
        sa.ForeignKeyConstraint(["recorded_by"], ["staff.id"], name=op.f("fk_benefit_period_recorded_by_staff")),
        sa.ForeignKeyConstraint(
            ["transition_id"], ["step_transition.id"], name=op.f("fk_benefit_period_transition_id_step_transition")
        ),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["staff.id"], name=op.f("fk_benefit_period_withdrawn_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_benefit_period")),
    )
    with op.batch_alter_table("benefit_period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_benefit_period_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_benefit_period_transition_id"), ["transition_id"], unique=False)

    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("transition_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_version", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("placement", sa.Integer(), nullable=True),
        sa.Column("follow_up_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("participants", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("goal_still_right", sa.Boolean(), nullable=True),
        sa.Column("goal_note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("next_sub_goal", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("supplementary_offers", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("paid_hours_note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("development_note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("absence_cause", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("absence_handling", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("next_follow_up_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizen.id"], name=op.f("fk_follow_up_citizen_id_citizen")),
        sa.ForeignKeyConstraint(["recorded_by"], ["staff.id"], name=op.f("fk_follow_up_recorded_by_staff")),
        sa.ForeignKeyConstraint(
            ["transition_id"], ["step_transition.id"], name=op.f("fk_follow_up_transition_id_step_transition")
        ),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["staff.id"], name=op.f("fk_follow_up_withdrawn_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_up_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_follow_up_transition_id"), ["transition_id"], unique=False)

    op.create_table(
        "group_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("transition_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_version", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("target_group", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizen.id"], name=op.f("fk_group_period_citizen_id_citizen")),
        sa.ForeignKeyConstraint(["recorded_by"], ["staff.id"], name=op.f("fk_group_period_recorded_by_staff")),
        sa.ForeignKeyConstraint(
            ["transition_id"], ["step_transition.id"], name=op.f("fk_group_period_transition_id_step_transition")
        ),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["staff.id"], name=op.f("fk_group_period_withdrawn_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_period")),
    )
    with op.batch_alter_table("group_period", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_period_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_period_transition_id"), ["transition_id"], unique=False)

    op.create_table(
        "payslip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("transition_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_version", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("no_pay", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizen.id"], name=op.f("fk_payslip_citizen_id_citizen")),
        sa.ForeignKeyConstraint(["recorded_by"], ["staff.id"], name=op.f("fk_payslip_recorded_by_staff")),
        sa.ForeignKeyConstraint(
            ["transition_id"], ["step_transition.id"], name=op.f("fk_payslip_transition_id_step_transition")
        ),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["staff.id"], name=op.f("fk_payslip_withdrawn_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payslip")),
    )
    with op.batch_alter_table("payslip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_payslip_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_payslip_transition_id"), ["transition_id"], unique=False)

    op.create_table(
        "talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("transition_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_version", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("talk_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("talk_place", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("participants", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("resources", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("challenges", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("step_confirmed", sa.Boolean(), nullable=False),
        sa.Column("next_talk_on", sa.Date(), nullable=True),
        sa.Column("template_id", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizen.id"], name=op.f("fk_talk_citizen_id_citizen")),
        sa.ForeignKeyConstraint(["recorded_by"], ["staff.id"], name=op.f("fk_talk_recorded_by_staff")),
        sa.ForeignKeyConstraint(
            ["template_id"], ["progression_template.id"], name=op.f("fk_talk_template_id_progression_template")
        ),
        sa.ForeignKeyConstraint(
            ["transition_id"], ["step_transition.id"], name=op.f("fk_talk_transition_id_step_transition")
        ),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["staff.id"], name=op.f("fk_talk_withdrawn_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk")),
    )
    with op.batch_alter_table("talk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index("ix_talk_replaces", ["citizen_id", "replaces_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_talk_transition_id"), ["transition_id"], unique=False)

    op.create_table(
        "step_confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=False),
        sa.Column("transition_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=True),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_version", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizen.id"], name=op.f("fk_step_confirmation_citizen_id_citizen")),
        sa.ForeignKeyConstraint(["recorded_by"], ["staff.id"], name=op.f("fk_step_confirmation_recorded_by_staff")),
        sa.ForeignKeyConstraint(["talk_id"], ["talk.id"], name=op.f("fk_step_confirmation_talk_id_talk")),
        sa.ForeignKeyConstraint(
            ["transition_id"], ["step_transition.id"], name=op.f("fk_step_confirmation_transition_id_step_transition")
        ),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["staff.id"], name=op.f("fk_step_confirmation_withdrawn_by_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_confirmation")),
    )
    with op.batch_alter_table("step_confirmation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_confirmation_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_step_confirmation_transition_id"), ["transition_id"], unique=False)

    op.create_table(
        "talk_score",
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("theme", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["talk_id"], ["talk.id"], name=op.f("fk_talk_score_talk_id_talk")),
        sa.PrimaryKeyConstraint("talk_id", "theme", name=op.f("pk_talk_score")),
    )
    with op.batch_alter_table("broker_assignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("base_version", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_version", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("from_team_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("to_team_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("handover_note", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.create_foreign_key(batch_op.f("fk_broker_assignment_to_team_id_team"), "team", ["to_team_id"], ["id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_broker_assignment_withdrawn_by_staff"), "staff", ["withdrawn_by"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_broker_assignment_from_team_id_team"), "team", ["from_team_id"], ["id"]
        )

    with op.batch_alter_table("closing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("base_version", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_version", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.create_foreign_key(batch_op.f("fk_closing_withdrawn_by_staff"), "staff", ["withdrawn_by"], ["id"])

    with op.batch_alter_table("company_contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("base_version", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_version", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("company_tasks", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("citizen_resources", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("company_motivation", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("contact_outcome", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("asked_about_paid_hours", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("match_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(
            sa.Column("match_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_company_contact_withdrawn_by_staff"), "staff", ["withdrawn_by"], ["id"]
        )

    with op.batch_alter_table("cv", schema=None) as batch_op:
        batch_op.add_column(sa.Column("base_version", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_version", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("cv_made_with", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.create_foreign_key(batch_op.f("fk_cv_withdrawn_by_staff"), "staff", ["withdrawn_by"], ["id"])

    with op.batch_alter_table("hours_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("base_version", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_version", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.create_foreign_key(batch_op.f("fk_hours_entry_withdrawn_by_staff"), "staff", ["withdrawn_by"], ["id"])

    with op.batch_alter_table("job_goals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("base_version", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_version", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("goal_workplaces", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("measures_purpose", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("development_goal", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("sub_goals", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.create_foreign_key(batch_op.f("fk_job_goals_withdrawn_by_staff"), "staff", ["withdrawn_by"], ["id"])

    with op.batch_alter_table("marking", schema=None) as batch_op:
        batch_op.add_column(sa.Column("base_version", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_version", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("exemption_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_marking_withdrawn_by_staff"), "staff", ["withdrawn_by"], ["id"])

    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.add_column(sa.Column("base_version", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_version", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.create_foreign_key(batch_op.f("fk_outcome_withdrawn_by_staff"), "staff", ["withdrawn_by"], ["id"])

    with op.batch_alter_table("work_agreement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("base_version", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_version", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("withdrawn_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("placement", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(
            sa.Column("job_title", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("agreement_form", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        batch_op.add_column(
            sa.Column("follow_up_plan", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("aids", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("support_needs", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("ended_reason", sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default="")
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_work_agreement_withdrawn_by_staff"), "staff", ["withdrawn_by"], ["id"]
        )

    with op.batch_alter_table("step_visit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("begun_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("age_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("spell", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("spell_days", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("best_before", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("is_first", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column("left_again_on", sa.Date(), nullable=True))
    _courses_of_known_stays()
    with op.batch_alter_table("step_visit", schema=None) as batch_op:
        for name in ("flow", "open", "stay"):
            batch_op.drop_index(f"ix_step_visit_{name}")
        for name, columns in VISIT_INDEXES.items():
            batch_op.create_index(f"ix_step_visit_{name}", ["municipality_id", *columns], unique=False)
    op.create_index("ix_citizen_arrival", "citizen", ["municipality_id", "created_at"], unique=False)

    _words_of_known_companies()


def _courses_of_known_stays() -> None:
    """Stays stored before say where they stand in the citizen's course, too."""
    connection = op.get_bind()
    dates = {"enter_date", "begun_on", "left_again_on"}
    names = ("citizen_id", "seq", "step", "enter_date", *Course.__dataclass_fields__)
    visit = sa.table("step_visit", *(sa.column(name, sa.Date() if name in dates else None) for name in names))
    stays = connection.execute(
        sa.select(visit.c.citizen_id, visit.c.seq, visit.c.step, visit.c.enter_date).order_by("citizen_id", "seq")
    )
    rows = []
    for citizen_id, group in groupby(stays, key=lambda stay: stay.citizen_id):
        own = list(group)
        found = courses([(stay.step, stay.enter_date) for stay in own])
        rows += [
            {"owner": citizen_id, "place": stay.seq, **vars(course)} for stay, course in zip(own, found, strict=True)
        ]
    if rows:
        this = sa.and_(visit.c.citizen_id == sa.bindparam("owner"), visit.c.seq == sa.bindparam("place"))
        connection.execute(visit.update().where(this), rows)


def _words_of_known_companies() -> None:
    """Companies registered before are found as one types, too."""
    connection = op.get_bind()
    company = sa.table("company", sa.column("id"), sa.column("municipality_id"), sa.column("name"))
    word = sa.table("company_word", sa.column("company_id"), sa.column("municipality_id"), sa.column("word"))
    rows = [
        {"company_id": each.id, "municipality_id": each.municipality_id, "word": found}
        for each in connection.execute(sa.select(company))
        for found in words_of(each.name)
    ]
    if rows:
        connection.execute(word.insert(), rows)


def downgrade() -> None:
    op.drop_index("ix_citizen_arrival", "citizen")
    op.execute("DELETE FROM setting WHERE name = 'derived_by_version'")
    with op.batch_alter_table("step_visit", schema=None) as batch_op:
        for name in VISIT_INDEXES:
            batch_op.drop_index(f"ix_step_visit_{name}")
        for name in Course.__dataclass_fields__:
            batch_op.drop_column(name)
        batch_op.create_index("ix_step_visit_flow", ["municipality_id", "enter_date", "prev_step", "step"])
        batch_op.create_index("ix_step_visit_stay", ["municipality_id", "step", "days"])
        batch_op.create_index("ix_step_visit_open", ["municipality_id", "step", "leave_date", "enter_date"])

    with op.batch_alter_table("work_agreement", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_work_agreement_withdrawn_by_staff"), type_="foreignkey")
        batch_op.drop_column("ended_reason")
        batch_op.drop_column("support_needs")
        batch_op.drop_column("aids")
        batch_op.drop_column("follow_up_plan")
        batch_op.drop_column("agreement_form")
        batch_op.drop_column("job_title")
        batch_op.drop_column("placement")
        batch_op.drop_column("withdrawn_reason")
        batch_op.drop_column("withdrawn_version")
        batch_op.drop_column("withdrawn_by")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("base_version")

    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_outcome_withdrawn_by_staff"), type_="foreignkey")
        batch_op.drop_column("withdrawn_reason")
        batch_op.drop_column("withdrawn_version")
        batch_op.drop_column("withdrawn_by")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("base_version")

    with op.batch_alter_table("marking", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_marking_withdrawn_by_staff"), type_="foreignkey")
        batch_op.drop_column("exemption_kind")
        batch_op.drop_column("withdrawn_reason")
        batch_op.drop_column("withdrawn_version")
        batch_op.drop_column("withdrawn_by")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("base_version")

    with op.batch_alter_table("job_goals", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_job_goals_withdrawn_by_staff"), type_="foreignkey")
        batch_op.drop_column("sub_goals")
        batch_op.drop_column("development_goal")
        batch_op.drop_column("measures_purpose")
        batch_op.drop_column("goal_workplaces")
        batch_op.drop_column("withdrawn_reason")
        batch_op.drop_column("withdrawn_version")
        batch_op.drop_column("withdrawn_by")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("base_version")

    with op.batch_alter_table("hours_entry", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_hours_entry_withdrawn_by_staff"), type_="foreignkey")
        batch_op.drop_column("withdrawn_reason")
        batch_op.drop_column("withdrawn_version")
        batch_op.drop_column("withdrawn_by")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("base_version")

    with op.batch_alter_table("cv", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_cv_withdrawn_by_staff"), type_="foreignkey")
        batch_op.drop_column("cv_made_with")
        batch_op.drop_column("withdrawn_reason")
        batch_op.drop_column("withdrawn_version")
        batch_op.drop_column("withdrawn_by")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("base_version")

    with op.batch_alter_table("company_contact", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_company_contact_withdrawn_by_staff"), type_="foreignkey")
        batch_op.drop_column("match_reason")
        batch_op.drop_column("match_kind")
        batch_op.drop_column("asked_about_paid_hours")
        batch_op.drop_column("contact_outcome")
        batch_op.drop_column("company_motivation")
        batch_op.drop_column("citizen_resources")
        batch_op.drop_column("company_tasks")
        batch_op.drop_column("withdrawn_reason")
        batch_op.drop_column("withdrawn_version")
        batch_op.drop_column("withdrawn_by")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("base_version")

    with op.batch_alter_table("closing", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_closing_withdrawn_by_staff"), type_="foreignkey")
        batch_op.drop_column("withdrawn_reason")
        batch_op.drop_column("withdrawn_version")
        batch_op.drop_column("withdrawn_by")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("base_version")

    with op.batch_alter_table("broker_assignment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_broker_assignment_from_team_id_team"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_broker_assignment_withdrawn_by_staff"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_broker_assignment_to_team_id_team"), type_="foreignkey")
        batch_op.drop_column("handover_note")
        batch_op.drop_column("to_team_id")
        batch_op.drop_column("from_team_id")
        batch_op.drop_column("withdrawn_reason")
        batch_op.drop_column("withdrawn_version")
        batch_op.drop_column("withdrawn_by")
        batch_op.drop_column("replaces_id")
        batch_op.drop_column("base_version")

    op.drop_table("talk_score")
    with op.batch_alter_table("step_confirmation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_confirmation_transition_id"))
        batch_op.drop_index(batch_op.f("ix_step_confirmation_citizen_id"))

    op.drop_table("step_confirmation")
    with op.batch_alter_table("talk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talk_transition_id"))
        batch_op.drop_index("ix_talk_replaces")
        batch_op.drop_index(batch_op.f("ix_talk_citizen_id"))

    op.drop_table("talk")
    with op.batch_alter_table("payslip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_payslip_transition_id"))
        batch_op.drop_index(batch_op.f("ix_payslip_citizen_id"))

    op.drop_table("payslip")
    with op.batch_alter_table("group_period", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_group_period_transition_id"))
        batch_op.drop_index(batch_op.f("ix_group_period_citizen_id"))

    op.drop_table("group_period")
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_follow_up_transition_id"))
        batch_op.drop_index(batch_op.f("ix_follow_up_citizen_id"))

    op.drop_table("follow_up")
    with op.batch_alter_table("benefit_period", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_benefit_period_transition_id"))
        batch_op.drop_index(batch_op.f("ix_benefit_period_citizen_id"))

    op.drop_table("benefit_period")
    with op.batch_alter_table("agreed_action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreed_action_transition_id"))
        batch_op.drop_index(batch_op.f("ix_agreed_action_citizen_id"))

    op.drop_table("agreed_action")
    with op.batch_alter_table("case_review_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_review_entry_review_id"))
        batch_op.drop_index(batch_op.f("ix_case_review_entry_citizen_id"))

    op.drop_table("case_review_entry")
    with op.batch_alter_table("progression_template", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_progression_template_municipality_id"))

    op.drop_table("progression_template")
    with op.batch_alter_table("local_rule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_local_rule_municipality_id"))

    op.drop_table("local_rule")
    with op.batch_alter_table("case_review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_review_municipality_id"))
        batch_op.drop_index(batch_op.f("ix_case_review_broker_id"))

    op.drop_table("case_review")
    with op.batch_alter_table("company_word", schema=None) as batch_op:
        batch_op.drop_index("ix_company_word_word")

    op.drop_table("company_word")
    with op.batch_alter_table("company_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_company_person_company_id"))

    op.drop_table("company_person")
    with op.batch_alter_table("company", schema=None) as batch_op:
        batch_op.drop_index("ix_company_cvr")
