"""The case review: one citizen after another, the most urgent first (R-CAD-5, R-STEP-11)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kanban.domain.citizen import is_public_id
from kanban.domain.danish import sort_key
from kanban.domain.errors import ConflictError, DomainError, NotFoundError
from kanban.domain.permissions import Permission, require
from kanban.domain.review_queue import Place, Queue
from kanban.domain.since_last import begins, since_last
from kanban.domain.staff import Actor, Role, Staff
from kanban.domain.steps import is_step
from kanban.domain.views.panel import PanelView
from kanban.domain.views.review import BrokerChoice, ChoiceView, QueueLine, ReviewView
from kanban.domain.views.today import Who
from kanban.services.case.citizen_panel import citizen_panel
from kanban.services.caseload.review_decision import decide_view
from kanban.services.caseload.review_reading import Reading, read_review
from kanban.services.caseload.review_words import line_icon, line_words, outcome_words
from kanban.services.runtime import Runtime
from kanban.store import caseload as caseload_store
from kanban.store import organisation
from kanban.store import staff as staff_store


@dataclass(frozen=True)
class ReviewRequest:
    """Whose caseload (empty: the reader's own), which citizen (empty: the first who waits), and a refused decision."""

    broker: str = ""
    at: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    refusal: DomainError | None = None


def review_page(runtime: Runtime, actor: Actor, wanted: ReviewRequest) -> ReviewView | ChoiceView:
    """The case to show now, or the choice of a caseload when there is none. Looking is written to the audit trail.

    Raises :class:`NotFoundError` for a citizen outside the caseload and :class:`ForbiddenError` for a colleague's.
    """
    require(actor, Permission.REVIEW)
    if not wanted.broker and actor.role == Role.LEADER:
        return _choice(runtime, actor)
    with runtime.database.read() as session:
        reading = read_review(session, runtime, actor, wanted.broker)
    if isinstance(wanted.refusal, ConflictError) and reading.queue.index(wanted.at) is None:
        wanted = replace(wanted, at="", typed={})
    index = _index(reading.queue, wanted.at)
    if index is None:
        return _choice(runtime, actor, reading.broker)
    panel = citizen_panel(runtime, actor, reading.queue.places[index].case.public_id)
    return _view(runtime, actor, reading, index, panel, wanted)


def _index(queue: Queue, at: str) -> int | None:
    """Where in the queue; None when it is empty. Raises :class:`NotFoundError` for a citizen who is not in it."""
    if not at:
        return queue.first() if queue.places else None
    index = queue.index(at) if is_public_id(at) else None
    if index is None:
        raise NotFoundError
    return index


def _view(
    runtime: Runtime, actor: Actor, reading: Reading, index: int, panel: PanelView, wanted: ReviewRequest
) -> ReviewView:
    queue, review, today = reading.queue, reading.review, runtime.clock.today()
    began = runtime.clock.local(review.started_at).date() if review else today
    pace = reading.paces.get(panel.step.number) if panel.step and is_step(panel.step.number) else None
    here = queue.places[index]
    return ReviewView(
        broker=reading.broker.name,
        broker_key="" if reading.broker.id == actor.id else str(reading.broker.id),
        review_id=review.id if review else None,
        earlier=began if began < today else None,
        position=index + 1,
        total=len(queue.places),
        decided=queue.decided,
        queue=tuple(QueueLine(_who(p), p.outcome, line_icon(p, today), line_words(p, today)) for p in queue.places),
        panel=panel,
        since_last=since_last(panel),
        since=begins(panel),
        typical=pace.median_days if pace else None,
        decide=decide_view(actor, reading.people, panel, outcome_words(here), wanted.typed, wanted.refusal),
        previous=_maybe(queue.at(index - 1)),
        following=_maybe(queue.at(index + 1)),
    )


def _choice(runtime: Runtime, actor: Actor, broker: Staff | None = None) -> ChoiceView:
    """Whose caseload the reader may go through, by name."""
    if actor.role == Role.BROKER:
        return ChoiceView(broker.name if broker else "", ())
    today = runtime.clock.today()
    with runtime.database.read() as session:
        loads = caseload_store.loads(session, actor.municipality_id, today, today)
        people = staff_store.of_municipality(session, actor.municipality_id)
        teams = {team.id: team.name for team in organisation.teams(session, actor.municipality_id)}
    people = sorted((person for person in people if person.id in loads), key=lambda person: sort_key(person.name))
    choices = [
        BrokerChoice(str(person.id), person.name, teams.get(person.team_id, ""), loads[person.id].total)
        for person in people
    ]
    return ChoiceView(broker.name if broker else "", tuple(choices))


def _maybe(place: Place | None) -> Who | None:
    return _who(place) if place else None


def _who(place: Place) -> Who:
    case = place.case
    return Who(case.public_id, case.name, case.name_protected, case.step)
