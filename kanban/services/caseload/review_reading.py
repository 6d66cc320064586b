"""Reading where a case review stands: the stored one, or the one that would begin now.

Nothing is stored by looking. A review that nobody has decided anything in yet counts what has been recorded since
midnight, or since the last review was finished: whoever was talked with this morning need not be gone through again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlmodel import Session

from kanban.domain.agenda import Case, in_review_order
from kanban.domain.errors import ForbiddenError, NotFoundError
from kanban.domain.messages import say
from kanban.domain.review import CaseReview, CaseReviewEntry, ReviewOutcome
from kanban.domain.review_queue import Place, Queue
from kanban.domain.staff import Actor, Role, Staff
from kanban.domain.steps import OUT
from kanban.domain.transition import StepTransition
from kanban.flow.kaplan_meier import Pace
from kanban.services.board.step_pace import stall_limits, step_pace
from kanban.services.runtime import Runtime
from kanban.store import caseload as caseload_store
from kanban.store import reviews
from kanban.store import staff as staff_store


@dataclass(frozen=True)
class Reading:
    """A review as it stands; ``review`` is None while nothing has been decided in it."""

    broker: Staff
    people: list[Staff]
    review: CaseReview | None
    last: CaseReview | None
    entries: Mapping[int, CaseReviewEntry]
    queue: Queue
    paces: Mapping[int, Pace]
    recorded: Mapping[int, datetime]


def whose(people: list[Staff], actor: Actor, key: str) -> Staff:
    """Whose caseload is gone through: the actor's own, or for leaders and superusers anybody's (R-CAD-5).

    Raises :class:`NotFoundError` for an unknown employee and :class:`ForbiddenError` for a colleague's caseload.
    """
    wanted = str(actor.id) if key in {"", "me"} else key
    found = next((person for person in people if str(person.id) == wanted), None)
    if found is None:
        raise NotFoundError
    check_reader(actor, found.id)
    return found


def check_reader(actor: Actor, broker_id: int | None) -> None:
    """Raise :class:`ForbiddenError` when a broker asks for a colleague's review."""
    if actor.role == Role.BROKER and broker_id != actor.id:
        raise ForbiddenError(say("A review of a colleague's citizens is begun by the leader"))


def read_review(session: Session, runtime: Runtime, actor: Actor, key: str, *, lock: bool = False) -> Reading:
    """Where the review of a caseload stands, in a number of statements that does not depend on its size.

    With ``lock`` nobody else decides in it meanwhile.
    """
    people = staff_store.of_municipality(session, actor.municipality_id)
    broker, today = whose(people, actor, key), runtime.clock.today()
    if lock:
        reviews.take_turns(session, broker.id)
    last = reviews.newest(session, actor.municipality_id, broker.id or 0)
    review = last if last and last.finished_at is None else None
    entries = {entry.citizen_id: entry for entry in reviews.entries(session, review.id)} if review else {}
    where = caseload_store.in_caseload(actor.municipality_id, broker.id)
    everyone = where | reviews.of_review(actor.municipality_id, review.id) if review else where
    cases = caseload_store.cases(session, everyone)
    paces = step_pace(session, actor.municipality_id, today)
    ordered = in_review_order(cases, stall_limits(paces), today)
    done = _done_since(session, everyone, _since(runtime, review, last))
    queue = Queue(tuple(_places(ordered, entries, done, broker.id)))
    recorded = {citizen_id: at for citizen_id, (_, _, at) in done.items()}
    return Reading(broker, people, review, last, entries, queue, paces, recorded)


def _since(runtime: Runtime, review: CaseReview | None, last: CaseReview | None) -> datetime:
    if review is not None:
        return review.started_at
    midnight = datetime.combine(runtime.clock.today(), time(), ZoneInfo(runtime.clock.timezone))
    return max(midnight, last.finished_at) if last and last.finished_at else midnight


_Done = tuple[ReviewOutcome, str, datetime]


def _done_since(session: Session, where: ColumnElement[bool], moment: datetime) -> dict[int, _Done]:
    """What has been recorded about each citizen since then; a move says more than a confirmation."""
    moves = reviews.moved_since(session, where, moment)
    confirmed = reviews.confirmed_since(session, where, moment)
    found: dict[int, _Done] = {citizen_id: (ReviewOutcome.CONFIRMED, "", at) for citizen_id, at in confirmed.items()}
    return found | {citizen_id: _moved(move) for citizen_id, move in moves.items()}


def _moved(move: StepTransition) -> _Done:
    return ReviewOutcome.MOVED, str(move.to_step), move.recorded_at


def _places(
    ordered: list[Case], entries: Mapping[int, CaseReviewEntry], done: Mapping[int, _Done], broker_id: int | None
) -> list[Place]:
    """The stored order first, then those who have come to the caseload since; who has left undecided is left out."""
    places = [_place(case, entries.get(case.id), done.get(case.id)) for case in ordered]
    stays = [place for place in places if place.outcome or _is_here(place.case, broker_id)]
    last = len(entries) + 1
    return sorted(stays, key=lambda place: entries[place.case.id].position if place.case.id in entries else last)


def _is_here(case: Case, broker_id: int | None) -> bool:
    return case.broker_id == broker_id and case.step != OUT


def _place(case: Case, entry: CaseReviewEntry | None, done: _Done | None) -> Place:
    """What the review says, unless something has been recorded since.

    An entry with a time and no outcome was decided on before the review was begun anew: what led to it has been used.
    """
    if entry is not None and (entry.outcome or entry.decided_at) and not _is_newer(done, entry):
        return Place(case, ReviewOutcome(entry.outcome) if entry.outcome else None, entry.detail)
    return Place(case, done[0], done[1]) if done else Place(case)


def _is_newer(done: _Done | None, entry: CaseReviewEntry) -> bool:
    """Whether something was recorded after the decision: a citizen postponed first and moved afterwards is moved."""
    return done is not None and entry.decided_at is not None and done[2] > entry.decided_at
