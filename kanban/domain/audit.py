"""The audit trail: every use of personal data, one row each, never changed or deleted by the product.

Source: Datatilsynet, logging of users' use of personal data: read, add, search (with its criterion),
change, extract and delete are all uses, and each is tied to one person.
"""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel


class AuditAction(StrEnum):
    """What was done; the value is stored."""

    LOGIN = "login"
    LOGIN_FAILED = "login_failed"
    LOGOUT = "logout"
    BOARD_SEARCHED = "board_searched"
    CASE_OPENED = "case_opened"
    CITIZEN_MOVED = "citizen_moved"
    MOVE_ANNULLED = "move_annulled"
    FACT_RECORDED = "fact_recorded"
    FACT_WITHDRAWN = "fact_withdrawn"
    TALK_RECORDED = "talk_recorded"
    TALK_PRINTED = "talk_printed"
    FOLLOW_UP_RECORDED = "follow_up_recorded"
    STEP_CONFIRMED = "step_confirmed"
    CASE_ASSIGNED = "case_assigned"
    CASES_REVIEWED = "cases_reviewed"
    TODAY_OPENED = "today_opened"
    CASELOADS_OPENED = "caseloads_opened"
    FIGURE_OPENED = "figure_opened"
    OVERVIEW_OPENED = "overview_opened"
    COMPANY_CHANGED = "company_changed"
    OPENING_CHANGED = "opening_changed"
    OPENING_CITIZENS_CHANGED = "opening_citizens_changed"
    MEETING_BEGUN = "meeting_begun"
    MEETING_RECORDED = "meeting_recorded"
    MEETING_WITHDRAWN = "meeting_withdrawn"
    MEETING_NAMES_SHOWN = "meeting_names_shown"
    MEETING_ENDED = "meeting_ended"
    MEETING_PRINTED = "meeting_printed"
    ACTION_SETTLED = "action_settled"
    RULES_CHANGED = "rules_changed"
    PROGRAMMES_CHANGED = "programmes_changed"
    PROGRAMME_GIVEN = "programme_given"
    TARGETS_CHANGED = "targets_changed"
    MILESTONES_CHANGED = "milestones_changed"
    WALL_MADE = "wall_made"
    WALL_REVOKED = "wall_revoked"
    IMPORTED = "imported"
    EXPORTED = "exported"
    STAFF_ADDED = "staff_added"
    STAFF_DISABLED = "staff_disabled"
    PASSWORD_SET = "password_set"  # noqa: S105 - the name of an action, not a password


class AuditEvent(SQLModel, table=True):
    """One use. ``detail`` never holds a CPR number; ``staff_id`` is None for the command line."""

    __tablename__ = "audit_event"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    municipality_id: int | None = Field(default=None, foreign_key="municipality.id", index=True)
    staff_id: int | None = Field(default=None, foreign_key="staff.id", index=True)
    citizen_id: int | None = Field(default=None, foreign_key="citizen.id", index=True)
    action: str
    detail: str = ""
