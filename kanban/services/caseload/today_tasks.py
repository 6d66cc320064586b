"""The lines of the today page."""

from datetime import date

from kanban.domain.agenda import NEW_FOR, Case, Task, overdue, standing_still, this_week
from kanban.domain.day_words import as_it_is, days_over, short, what, when_due
from kanban.domain.messages import Message, mark, say, say_count
from kanban.domain.readiness import urgency, view
from kanban.domain.remedies import Remedy, RemedyForm, remedy
from kanban.domain.sign import CitizenSign
from kanban.domain.suggestion import suggested_step
from kanban.domain.tenure import Tenure, tenures
from kanban.domain.views.board import SignKind
from kanban.domain.views.today import Button, SectionView, TaskView, When, Who
from kanban.services.caseload.broker_history import came_from
from kanban.services.caseload.day import Day

_IN_DIALOG = frozenset({RemedyForm.TALK, RemedyForm.FOLLOW_UP, RemedyForm.AFTERCARE, RemedyForm.MOVE})
_PLAN = Remedy(RemedyForm.FACT, mark("Plan the next step"), "actions")


def sections(day: Day) -> tuple[SectionView, ...]:
    """Overdue, this week, standing still, new: always four, some perhaps without lines."""
    today = day.today
    still = standing_still(day.cases, day.limits, today)
    return (
        SectionView("overdue", say("Overdue"), None, tuple(_due(day, task) for task in overdue(day.cases, today))),
        SectionView(
            "week",
            say("Today and the rest of the week"),
            None,
            tuple(_due(day, t) for t in this_week(day.cases, today)),
        ),
        SectionView(
            "still",
            say("At a halt"),
            say("Longer on the step than 85 %% usually are"),
            tuple(_still(day, c) for c in still),
        ),
        SectionView("new", say("New with you"), None, tuple(_new(day, *found) for found in _newcomers(day))),
    )


def _due(day: Day, task: Task) -> TaskView:
    case, sign = task
    found, number = remedy(sign.code, case.step), suggested_step(sign.code)
    label = say("Move to step %(step)s …", step=number) if number else say(found.label)
    words = what(case, sign, day.actions.get(case.id, ""))
    return TaskView(_who(case), words, _when(day, sign.due_on, number), _button(found, label))


def _when(day: Day, due_on: date | None, number: int | None) -> When:
    if due_on is None:
        return When(say("Suggestion"), say("step %(step)s", step=number or 0))
    if due_on < day.today:
        return When(days_over(due_on, day.today), say("due %(day)s", day=short(due_on)), late=True)
    return When(when_due(due_on, day.today), as_it_is(short(due_on)) if due_on != day.today else None)


def _still(day: Day, case: Case) -> TaskView:
    days, typical = case.days(day.today) or 0, day.paces[case.step or 0].median_days
    found = [
        sign for sign in case.counting(day.today) if sign.kind == SignKind.MISSING and sign.code != "step_unconfirmed"
    ]
    first = min(found, key=lambda sign: urgency(sign.code, sign.due_on), default=None)
    way = remedy(first.code, case.step) if first else _PLAN
    note = say("typically %(days)s", days=typical) if typical is not None else None
    when = When(say_count("%(count)s day", "%(count)s days", days), note)
    return TaskView(_who(case), _still_words(day, case, first), when, _button(way, say(way.label)))


def _still_words(day: Day, case: Case, missing: CitizenSign | None) -> Message:
    """Where the case is and what it lacks."""
    said = view(missing.code, missing.kind, None, day.today).message if missing else None
    context = "" if case.name_protected else case.context
    if said and context:
        return say("%(context)s. %(missing)s", context=context, missing=said)
    if said or context:
        return said or as_it_is(context)
    return say("Nothing is missing. Agree on what comes next")


def _newcomers(day: Day) -> list[tuple[Case, Tenure]]:
    """Those assigned lately, the latest first."""
    found = [(case, tenures(day.assignments.get(case.id, ()))) for case in day.cases]
    recent = [(case, known[-1]) for case, known in found if known and _is_recent(known[-1], day.today)]
    return sorted(recent, key=lambda pair: (pair[1].begins or day.today, pair[0].sort_name), reverse=True)


def _is_recent(tenure: Tenure, today: date) -> bool:
    return tenure.begins is not None and tenure.begins >= today - NEW_FOR


def _new(day: Day, case: Case, tenure: Tenure) -> TaskView:
    note, talk = "" if case.name_protected else tenure.note, remedy("talk")
    button = Button(say("Open the case"), "", in_dialog=False) if note else _button(talk, say(talk.label))
    when = When(say("Since"), as_it_is(short(tenure.begins or day.today)))
    return TaskView(_who(case), came_from(day.assignments[case.id], day.people, day.teams), when, button, note)


def _who(case: Case) -> Who:
    return Who(case.public_id, case.name, case.name_protected, case.step)


def _button(found: Remedy, label: Message) -> Button:
    return Button(label, found.path, in_dialog=found.form in _IN_DIALOG)
