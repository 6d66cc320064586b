"""Storing a case review: beginning, its entries, finishing."""

from datetime import datetime

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.permissions import Permission, require
from kanban.domain.review import CaseReview, CaseReviewEntry
from kanban.domain.review_queue import Place
from kanban.domain.staff import Actor
from kanban.services.caseload.review_reading import Reading, check_reader, read_review
from kanban.services.runtime import Runtime
from kanban.store import audit, reviews
from kanban.store.case_file import CaseFile


def stored_review(
    session: Session, runtime: Runtime, actor: Actor, reading: Reading
) -> tuple[CaseReview, list[CaseReviewEntry]]:
    """The open review with its entries; stored now when nothing had been decided in it.

    What counted as decided then, because it was recorded earlier in the day, is stored with it.
    """
    if reading.review is not None:
        return reading.review, reviews.entries(session, reading.review.id)
    review = _new(runtime, actor, reading)
    entries = reviews.begin(session, review, [place.case.id for place in reading.queue.places])
    for entry, place in zip(entries, reading.queue.places, strict=True):
        _keep(entry, place, reading.recorded.get(place.case.id))
    audit.write(session, runtime.clock, AuditAction.CASES_REVIEWED, actor, detail=f"begun broker={review.broker_id}")
    return review, entries


def entry_of(session: Session, review: CaseReview, entries: list[CaseReviewEntry], file: CaseFile) -> CaseReviewEntry:
    """The citizen's entry; made at the end for somebody who has come to the caseload since."""
    found = next((entry for entry in entries if entry.citizen_id == file.citizen.id), None)
    if found is None:
        found = CaseReviewEntry(review_id=review.id or 0, citizen_id=file.citizen.id or 0, position=len(entries) + 1)
        session.add(found)
    return found


def begin_anew(runtime: Runtime, actor: Actor, key: str) -> None:
    """Finish the review that is open, if any, and begin another with everybody in today's order.

    Raises :class:`NotFoundError` and :class:`ForbiddenError`.
    """
    with runtime.database.write() as session:
        require(actor, Permission.EDIT_CASE)
        before = read_review(session, runtime, actor, key, lock=True)
        if before.review is not None:
            _finish(session, runtime, actor, before)
        reading = read_review(session, runtime, actor, key)
        review = _new(runtime, actor, reading)
        used = {place.case.id for place in before.queue.places if place.outcome}
        for entry in reviews.begin(session, review, [place.case.id for place in reading.queue.places]):
            entry.decided_at = review.started_at if entry.citizen_id in used else None
        audit.write(
            session, runtime.clock, AuditAction.CASES_REVIEWED, actor, detail=f"begun broker={review.broker_id}"
        )


def finish_review(runtime: Runtime, actor: Actor, review_id: int) -> None:
    """Close a review; finished ones stay as they are. Raises :class:`NotFoundError` and :class:`ForbiddenError`."""
    with runtime.database.write() as session:
        review = reviews.get(session, actor, review_id, lock=True)
        require(actor, Permission.EDIT_CASE)
        check_reader(actor, review.broker_id)
        reading = read_review(session, runtime, actor, str(review.broker_id), lock=True)
        if reading.review is not None and reading.review.id == review.id:
            _finish(session, runtime, actor, reading)


def _new(runtime: Runtime, actor: Actor, reading: Reading) -> CaseReview:
    return CaseReview(
        municipality_id=actor.municipality_id,
        broker_id=reading.broker.id or 0,
        started_by=actor.id,
        started_at=runtime.clock.now(),
    )


def _finish(session: Session, runtime: Runtime, actor: Actor, reading: Reading) -> None:
    """Store what followed from moves and talks, so that the summary stays as it was."""
    review, entries = stored_review(session, runtime, actor, reading)
    places = {place.case.id: place for place in reading.queue.places}
    for entry in entries:
        if entry.citizen_id in places:
            _keep(entry, places[entry.citizen_id], reading.recorded.get(entry.citizen_id))
    review.finished_at = runtime.clock.now()
    session.add(review)
    session.flush()
    detail = f"finished broker={review.broker_id}"
    audit.write(session, runtime.clock, AuditAction.CASES_REVIEWED, actor, detail=detail)


def _keep(entry: CaseReviewEntry, place: Place, at: datetime | None) -> None:
    if place.outcome is None or entry.outcome == place.outcome:
        return
    entry.outcome, entry.detail, entry.decided_at = str(place.outcome), place.detail, at or entry.decided_at
