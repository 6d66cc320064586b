"""The workbook's layout: one map of headings and fields, used for reading and for writing.

Headings are Danish whatever the screen's language: they are a file format that other tools know.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from kanban.domain.progression import DEFAULT_TEMPLATE
from kanban.excel import words
from kanban.excel.words import Words


class Kind(StrEnum):
    """How a column's cells are read and written."""

    CPR = "cpr"
    NAME = "name"
    TEXT = "text"
    LONG_TEXT = "long_text"
    EMAIL = "email"
    PAST_DATE = "past_date"
    DATE = "date"
    MONTH = "month"
    HOURS = "hours"
    STEP = "step"
    GROUP = "group"
    LEVEL = "level"
    YES_NO = "yes_no"
    WORD = "word"
    CVR = "cvr"
    LIST = "list"
    ONLY_WRITTEN = "only_written"


@dataclass(frozen=True)
class Column:
    """A column: heading, the name of the row's field, and how wide it is written (in characters)."""

    heading: str
    name: str
    kind: Kind
    required: bool = False
    width: int = 16
    words: Words = field(default_factory=lambda: Words({}))


@dataclass(frozen=True)
class Sheet:
    """A sheet with its columns in the order in which they are written."""

    title: str
    columns: tuple[Column, ...]

    def heading(self, name: str) -> str:
        """The heading over a field. Raises ``KeyError`` for a field without a column."""
        return {column.name: column.heading for column in self.columns}[name]


CITIZENS = Sheet(
    "Borgere",
    (
        Column("CPR-nr.", "cpr", Kind.CPR, required=True),
        Column("Navn", "name", Kind.NAME, required=True, width=28),
        Column("Team", "team", Kind.TEXT),
        Column("Jobformidler", "broker_email", Kind.EMAIL, width=28),
        Column("Sagsbehandler", "caseworker_email", Kind.EMAIL, width=28),
        Column("Ydelse", "benefit", Kind.TEXT, width=22),
        Column("Herkomst", "origin", Kind.TEXT),
        Column("Målgruppe", "target_group", Kind.GROUP, width=11),
        Column("Indsats start", "started_on", Kind.PAST_DATE, required=True),
        Column("Trin", "step", Kind.STEP, width=6),
        Column("Trin siden", "step_since", Kind.PAST_DATE),
        Column("Markeringer", "markings", Kind.LIST, width=28),
        Column("CV dato", "cv_prepared_on", Kind.PAST_DATE),
        Column("CV type", "cv_kind", Kind.WORD, words=words.CV_KINDS),
        Column("CV godkendt", "cv_approved", Kind.YES_NO, width=12),
        Column("Jobmål A", "goal_a", Kind.TEXT, width=24),
        Column("Jobmål B", "goal_b", Kind.TEXT, width=24),
        Column("Jobmål C", "goal_c", Kind.TEXT, width=24),
        Column("Jobmål dato", "goal_registered_on", Kind.PAST_DATE),
        Column("Virksomhed", "company", Kind.TEXT, width=28),
        Column("CVR-nr.", "company_cvr", Kind.CVR, width=11),
        Column("Kontaktperson", "contact_person", Kind.TEXT, width=24),
        Column("Aftaletype", "agreement_kind", Kind.WORD, width=20, words=words.AGREEMENT_KINDS),
        Column("Aftale start", "starts_on", Kind.DATE),
        Column("Aftale slut", "ends_on", Kind.DATE),
        Column("Praktiktimer", "internship_hours", Kind.HOURS, width=12),
        Column("Lønnede timer", "paid_hours", Kind.HOURS, width=14),
        Column("Arbejdsopgaver", "tasks", Kind.LONG_TEXT, width=36),
        Column("Delmål", "milestone", Kind.LONG_TEXT, width=36),
        Column("Næste opfølgning", "follow_up_on", Kind.DATE, width=17),
        Column("Afslutningsårsag", "closing_reason", Kind.WORD, width=17, words=words.CLOSING_REASONS),
        Column("Afslutningsdato", "closed_on", Kind.PAST_DATE),
        Column("Kontaktform", "contact_kind", Kind.WORD, width=12, words=words.CONTACT_KINDS),
        Column("Kontaktdato", "contacted_on", Kind.PAST_DATE),
        Column("Udsigt til løn", "paid_hours_outlook", Kind.WORD, width=14, words=words.OUTLOOKS),
        Column("Løn fra", "paid_hours_from", Kind.DATE),
        Column("Aftale justeret", "adjusted_on", Kind.PAST_DATE),
        Column("Mentor", "mentor", Kind.TEXT, width=24),
        Column("Navn beskyttet", "name_protected", Kind.YES_NO, width=14),
        Column("Profil peger mod jobmål", "cv_profile_job_directed", Kind.YES_NO),
        Column("Kvalifikationer udfyldt", "cv_qualifications_filled", Kind.YES_NO),
        Column("Jobmål bygger på borgeren", "goal_grounded_in_citizen", Kind.YES_NO),
        Column("Jobmål bygger på arbejdsmarkedet", "goal_grounded_in_market", Kind.YES_NO),
        Column("Aftalt jobsøgning", "search_activities", Kind.LONG_TEXT, width=36),
        Column("Formål med indsatser", "measures_purpose", Kind.LONG_TEXT, width=36),
        Column("SMART-aftale", "smart_agreement", Kind.LONG_TEXT, width=36),
        Column("Udviklingsmål", "development_goal", Kind.LONG_TEXT, width=36),
        Column("Aftaleform", "agreement_form", Kind.WORD, words=words.AGREEMENT_FORMS),
        Column("Aftale afsluttet", "ended_reason", Kind.TEXT, width=24),
        Column("Trin bekræftet", "confirmed_on", Kind.PAST_DATE),
        Column("Aftalt skridt", "action", Kind.LONG_TEXT, width=36),
        Column("Aftalt skridt senest", "action_due_on", Kind.DATE),
        Column("Lønsedler til og med", "payslips_until", Kind.MONTH),
        Column("På tavlen siden", "arrived_on", Kind.PAST_DATE),
        Column("Indsats", "programme", Kind.TEXT, width=24),
    ),
)
HISTORY = Sheet(
    "Trinhistorik",
    (
        Column("CPR-nr.", "cpr", Kind.CPR, required=True),
        Column("Dato", "effective_on", Kind.PAST_DATE, required=True),
        Column("Fra trin", "from_step", Kind.STEP, width=9),
        Column("Til trin", "to_step", Kind.STEP, required=True, width=9),
        Column("Registreret af", "recorded_by", Kind.TEXT, width=28),
        Column("Årsag", "reason", Kind.LONG_TEXT, width=36),
        Column("Bemærkning", "note", Kind.LONG_TEXT, width=36),
    ),
)
TALKS = Sheet(
    "Samtaler",
    (
        Column("CPR-nr.", "cpr", Kind.CPR, required=True),
        Column("Dato", "held_on", Kind.PAST_DATE, required=True),
        Column("Art", "talk_kind", Kind.WORD, words=words.TALK_KINDS),
        Column("Sted", "talk_place", Kind.TEXT, width=20),
        Column("Deltagere", "participants", Kind.TEXT, width=24),
        Column("Går godt", "resources", Kind.LONG_TEXT, width=36),
        Column("Udfordringer", "challenges", Kind.LONG_TEXT, width=36),
        Column("Bemærkning", "note", Kind.LONG_TEXT, width=36),
        Column("Trin bekræftet", "step_confirmed", Kind.YES_NO, width=14),
        Column("Næste samtale", "next_talk_on", Kind.DATE),
        Column("Registreret af", "recorded_by", Kind.EMAIL, width=28),
        *(Column(f"Progression: {theme.name}", theme.field, Kind.LEVEL) for theme in DEFAULT_TEMPLATE.themes),
    ),
)
HOURS = Sheet(
    "Timer",
    (
        Column("CPR-nr.", "cpr", Kind.CPR, required=True),
        Column("Fra", "valid_from", Kind.DATE, required=True),
        Column("Lønnede timer", "paid_hours", Kind.HOURS),
        Column("Praktiktimer", "internship_hours", Kind.HOURS),
    ),
)
STAFF = Sheet(
    "Medarbejdere",
    (
        Column("E-mail", "email", Kind.EMAIL, required=True, width=28),
        Column("Navn", "name", Kind.NAME, required=True, width=28),
        Column("Initialer", "initials", Kind.TEXT, width=9),
        Column("Rolle", "role", Kind.ONLY_WRITTEN, width=14, words=words.ROLES),
        Column("Team", "team", Kind.TEXT),
    ),
)
LAYOUTS = (CITIZENS, HISTORY, TALKS, HOURS, STAFF)
"""All sheets, in the order in which they are written."""
