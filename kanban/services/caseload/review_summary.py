"""What came of a case review: moved, confirmed, postponed, and what was agreed with whom by when."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session

from kanban.domain.agenda import Case
from kanban.domain.day_words import as_it_is
from kanban.domain.follow_up import AgreedAction
from kanban.domain.gathering import standing_facts
from kanban.domain.messages import Message
from kanban.domain.permissions import Permission, may, require
from kanban.domain.review import CaseReview, CaseReviewEntry, ReviewOutcome
from kanban.domain.review_queue import Place, Queue
from kanban.domain.staff import Actor, Staff
from kanban.domain.views.review import AgreedLine, SummaryLine, SummaryView
from kanban.domain.views.today import Who
from kanban.services.caseload.review_reading import check_reader, read_review
from kanban.services.caseload.review_words import line_words
from kanban.services.runtime import Runtime
from kanban.store import caseload as caseload_store
from kanban.store import reviews
from kanban.store import staff as staff_store


def review_summary(runtime: Runtime, actor: Actor, review_id: int) -> SummaryView:
    """The summary. Raises :class:`NotFoundError` and :class:`ForbiddenError`."""
    require(actor, Permission.REVIEW)
    with runtime.database.read() as session:
        review = reviews.get(session, actor, review_id)
        check_reader(actor, review.broker_id)
        people = {each.id: each for each in staff_store.of_municipality(session, actor.municipality_id) if each.id}
        queue = _queue(session, runtime, actor, review)
        agreed = _agreed(session, review, queue, people)
    return _view(runtime, actor, review, people, queue, agreed)


def _queue(session: Session, runtime: Runtime, actor: Actor, review: CaseReview) -> Queue:
    """An open review as it stands now, a finished one as it stood then."""
    if review.finished_at is None:
        return read_review(session, runtime, actor, str(review.broker_id)).queue
    cases = {
        case.id: case for case in caseload_store.cases(session, reviews.of_review(actor.municipality_id, review.id))
    }
    entries = reviews.entries(session, review.id)
    return Queue(tuple(_place(entry, cases[entry.citizen_id]) for entry in entries))


def _place(entry: CaseReviewEntry, case: Case) -> Place:
    return Place(case, ReviewOutcome(entry.outcome) if entry.outcome else None, entry.detail)


def _agreed(session: Session, review: CaseReview, queue: Queue, people: Mapping[int, Staff]) -> tuple[AgreedLine, ...]:
    cases = {place.case.id: place.case for place in queue.places}
    found = reviews.actions_since(session, review.id or 0, review.started_at, review.finished_at)
    standing = [fact for fact in standing_facts(found) if isinstance(fact, AgreedAction)]
    return tuple(_line(fact, cases[fact.citizen_id], people) for fact in standing if fact.citizen_id in cases)


def _line(fact: AgreedAction, case: Case, people: Mapping[int, Staff]) -> AgreedLine:
    who = people.get(fact.action_by or 0)
    return AgreedLine(_who(case), fact.action, who.name if who else "", fact.due_on, fact.done_on is not None)


def _view(
    runtime: Runtime,
    actor: Actor,
    review: CaseReview,
    people: Mapping[int, Staff],
    queue: Queue,
    agreed: tuple[AgreedLine, ...],
) -> SummaryView:
    lines = {outcome: _lines(runtime, queue, outcome) for outcome in (*ReviewOutcome, None)}
    broker = people.get(review.broker_id)
    return SummaryView(
        review_id=review.id or 0,
        broker=broker.name if broker else "",
        broker_key="" if review.broker_id == actor.id else str(review.broker_id),
        started_at=review.started_at,
        finished_at=review.finished_at,
        moved=lines[ReviewOutcome.MOVED],
        confirmed=lines[ReviewOutcome.CONFIRMED],
        postponed=lines[ReviewOutcome.POSTPONED],
        waiting=lines[None],
        agreed=agreed,
        can_finish=review.finished_at is None and may(actor, Permission.EDIT_CASE),
    )


def _lines(runtime: Runtime, queue: Queue, outcome: ReviewOutcome | None) -> tuple[SummaryLine, ...]:
    today = runtime.clock.today()
    found = [place for place in queue.places if place.outcome is outcome]
    return tuple(SummaryLine(_who(place.case), _words(place, today)) for place in found)


def _words(place: Place, today: date) -> Message | None:
    """What stands beside the name; the group's heading has said what was decided."""
    if place.outcome is ReviewOutcome.MOVED or place.outcome is None:
        return line_words(place, today)
    return as_it_is(place.detail) if place.detail else None


def _who(case: Case) -> Who:
    return Who(case.public_id, case.name, case.name_protected, case.step)
