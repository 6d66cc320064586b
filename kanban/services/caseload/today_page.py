"""The today page: what a broker's own caseload asks for, today and this week (R-DASH-13, R-MON-12)."""

from sqlmodel import Session

from kanban.domain.agenda import NEW_FOR, Case
from kanban.domain.audit import AuditAction
from kanban.domain.day_words import greeting, weekday
from kanban.domain.messages import Message, say, say_count
from kanban.domain.permissions import Permission, require
from kanban.domain.staff import Actor
from kanban.domain.steps import STEPS
from kanban.domain.views.today import NewsView, SectionView, StepBar, TodayView, Who, norm
from kanban.services.caseload.day import Day, read_day
from kanban.services.caseload.today_tasks import sections
from kanban.services.meetings.agreed_actions import my_actions
from kanban.services.rules.local_rules import local_rules
from kanban.services.runtime import Runtime
from kanban.services.targets.milestones_now import milestones_now
from kanban.store import audit
from kanban.store import caseload as caseload_store
from kanban.store.flow_scope import FlowScope


def today_page(runtime: Runtime, actor: Actor) -> TodayView:
    """The actor's day, read in a fixed number of statements; opening it is written to the audit trail."""
    require(actor, Permission.OWN_CASELOAD)
    today = runtime.clock.today()
    with runtime.database.read() as session:
        day = read_day(session, actor, today)
        rules = local_rules(session, actor.municipality_id)
        news = _news(session, actor, day)
        milestones = milestones_now(session, FlowScope(actor.municipality_id, broker_id=actor.id), today)
        agreed = my_actions(session, actor, today)
    _audit(runtime, actor, len(day.cases))
    found = sections(day)
    return TodayView(
        greeting=greeting(runtime.clock.local(runtime.clock.now()).hour, actor.name.split()[0]),
        weekday=weekday(today),
        today=today,
        week=today.isocalendar().week,
        summary=_summary(found),
        sections=tuple(section for section in found if section.tasks),
        bars=_bars(day.cases),
        unplaced=sum(case.step is None for case in day.cases),
        norm=norm(len(day.cases), rules),
        news=news,
        milestones=milestones,
        actions=agreed,
    )


def _audit(runtime: Runtime, actor: Actor, number: int) -> None:
    with runtime.database.write() as session:
        audit.write(session, runtime.clock, AuditAction.TODAY_OPENED, actor, detail=f"citizens={number}")


def _summary(found: tuple[SectionView, ...]) -> Message:
    """The day in one sentence: what is overdue, and what waits."""
    late, week = (len(section.tasks) for section in found[:2])
    passed = say_count("%(count)s deadline has passed", "%(count)s deadlines have passed", late)
    waiting = say_count("%(count)s task waits this week", "%(count)s tasks wait this week", week)
    if late and week:
        return say("%(passed)s, and %(waiting)s", passed=passed, waiting=waiting)
    if week:
        return say("No deadline has passed, and %(waiting)s", waiting=waiting)
    return passed if late else say("No deadline has passed, and nothing is due this week")


def _bars(cases: list[Case]) -> tuple[StepBar, ...]:
    counts = {step.number: sum(case.step == step.number for case in cases) for step in STEPS}
    most = max(counts.values(), default=0) or 1
    return tuple(StepBar(step, counts[step.number], counts[step.number] / most) for step in STEPS)


NEWS = {
    3: say("has begun in paid hours"),
    2: say("has got more paid hours"),
    1: say("has begun in job or education"),
}


def _news(session: Session, actor: Actor, day: Day) -> tuple[NewsView, ...]:
    rows = caseload_store.news(session, actor.municipality_id, actor.team_id, day.today - NEW_FOR)
    latest = {row.citizen_id: row for row in reversed(rows)}
    return tuple(
        NewsView(
            who=Who(row.public_id, row.name, row.name_protected, row.step),
            message=NEWS[row.step],
            by=day.people[row.broker_id].name.split()[0] if row.broker_id in day.people else "",
            on=row.enter_date,
        )
        for row in sorted(latest.values(), key=lambda row: row.enter_date, reverse=True)
    )
