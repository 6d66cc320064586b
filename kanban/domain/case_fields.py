"""The fields of a case's own forms, beside those it shares with moves: facts, talks and follow-ups."""

from kanban.domain.choices import (
    AGREEMENT_FORMS,
    EXEMPTION_KINDS,
    FOLLOW_UP_KINDS,
    MATCH_KINDS,
    TALK_KINDS,
    TARGET_GROUPS,
)
from kanban.domain.field_spec import LONG, FieldKind, FieldSpec
from kanban.domain.messages import mark

_TEXT, _LONG, _DATE = FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.DATE
_CHOICE, _YES_NO = FieldKind.CHOICE, FieldKind.YES_NO


def _long(name: str, label: str, hint: str = "") -> FieldSpec:
    return FieldSpec(name, label, _LONG, hint=hint, max_length=LONG)


CASE_FIELDS: tuple[FieldSpec, ...] = (
    FieldSpec("cv_made_with", mark("Made together with"), _TEXT),
    _long("goal_workplaces", mark("Workplaces, tasks and functions"), mark("Not only job titles")),
    _long("measures_purpose", mark("Purpose of each measure"), mark("Why it leads towards the job goals")),
    _long("development_goal", mark("Development goal"), mark("When a job goal can't be set yet")),
    _long("sub_goals", mark("Sub-goals in the plan"), mark("How the competences are gained")),
    _long("citizen_resources", mark("The citizen's resources"), mark("What the citizen brings, then what is hard")),
    _long("company_tasks", mark("The company's tasks"), mark("Which tasks, and who does them today")),
    _long("company_motivation", mark("The company's motivation"), mark("Reasons, and earlier experience")),
    _long("contact_outcome", mark("What came of it")),
    FieldSpec("asked_about_paid_hours", mark("Was the company asked about paid hours?"), _YES_NO),
    FieldSpec("match_kind", mark("Kind of match"), _CHOICE, MATCH_KINDS),
    FieldSpec("match_reason", mark("Why this match"), _TEXT),
    FieldSpec("job_title", mark("Job title"), _TEXT),
    FieldSpec("agreement_form", mark("Form of the agreement"), _CHOICE, AGREEMENT_FORMS),
    _long("follow_up_plan", mark("Plan for follow-up"), mark("Who, how often, and how to get in touch in between")),
    _long("aids", mark("Aids")),
    _long("support_needs", mark("Room and support"), mark("Who does what, and what the citizen needs")),
    FieldSpec("ended_reason", mark("Why the placement ended"), _TEXT),
    FieldSpec("valid_from", mark("From"), _DATE),
    FieldSpec("valid_to", mark("Until"), _DATE, hint=mark("The first day it no longer counts")),
    FieldSpec("marking", mark("Marking"), _TEXT, suggest="marking"),
    FieldSpec(
        "exemption_kind",
        mark("Kind of exemption"),
        _CHOICE,
        EXEMPTION_KINDS,
        hint=mark("Seen only by those with the case"),
    ),
    FieldSpec("benefit", mark("Benefit"), _TEXT, suggest="benefit"),
    FieldSpec("target_group", mark("Target group"), _CHOICE, TARGET_GROUPS),
    FieldSpec("month", mark("Month"), FieldKind.MONTH),
    FieldSpec("received_on", mark("Received on"), _DATE, past_only=True),
    FieldSpec("no_pay", mark("No pay this month"), _YES_NO),
    FieldSpec("action", mark("Next agreed step"), _TEXT, max_length=1000),
    FieldSpec("action_by", mark("Who"), FieldKind.STAFF),
    FieldSpec("due_on", mark("By"), _DATE),
    FieldSpec("done_on", mark("Done on"), _DATE, past_only=True),
    FieldSpec("assigned_on", mark("From"), _DATE, past_only=True),
    _long("handover_note", mark("Handed over"), mark("What the next broker should know, resources first")),
    FieldSpec("held_on", mark("Held on"), _DATE, past_only=True),
    FieldSpec("talk_kind", mark("Kind of talk"), _CHOICE, TALK_KINDS),
    FieldSpec("talk_place", mark("Place"), _TEXT, hint=mark("For example the office, a walk, the library")),
    FieldSpec("participants", mark("Others present"), _TEXT),
    _long("resources", mark("What is going well"), mark("Resources before challenges")),
    _long("challenges", mark("What is hard")),
    FieldSpec("step_confirmed", mark("Is the step right?"), _YES_NO),
    FieldSpec("next_talk_on", mark("Next talk"), _DATE),
    FieldSpec("follow_up_kind", mark("With whom"), _CHOICE, FOLLOW_UP_KINDS),
    FieldSpec("goal_still_right", mark("Is the goal still right?"), _YES_NO),
    _long("goal_note", mark("About the goal")),
    _long("next_sub_goal", mark("Sub-goal until next time")),
    _long("supplementary_offers", mark("Need for other offers"), mark("For example a mentor or a health offer")),
    _long("paid_hours_note", mark("Paid hours"), mark("Whether and when they can begin or grow")),
    _long("development_note", mark("How the citizen is developing"), mark("In words")),
    _long("absence_cause", mark("Cause of absence"), mark("Seen only by those with the case")),
    _long("absence_handling", mark("How absence is handled")),
    FieldSpec("next_follow_up_on", mark("Next follow-up"), _DATE),
)
