"""Case reviews: the one a broker is in the middle of, its entries, and what has been recorded since it began."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from kanban.domain.citizen import Citizen
from kanban.domain.errors import NotFoundError
from kanban.domain.follow_up import AgreedAction
from kanban.domain.review import CaseReview, CaseReviewEntry
from kanban.domain.staff import Actor, Staff
from kanban.domain.talk import StepConfirmation
from kanban.domain.transition import StepTransition

_LARGEST_ID = 2**31 - 1


def get(session: Session, actor: Actor, review_id: int, *, lock: bool = False) -> CaseReview:
    """A review of the actor's municipality. Raises :class:`NotFoundError` for others."""
    query = select(CaseReview).where(
        col(CaseReview.id) == min(review_id, _LARGEST_ID), col(CaseReview.municipality_id) == actor.municipality_id
    )
    found = session.scalars(query.with_for_update() if lock else query).first()
    if found is None:
        raise NotFoundError
    return found


def newest(session: Session, municipality_id: int, broker_id: int) -> CaseReview | None:
    """The latest review of a broker's caseload, finished or not."""
    query = (
        select(CaseReview)
        .where(col(CaseReview.municipality_id) == municipality_id, col(CaseReview.broker_id) == broker_id)
        .order_by(col(CaseReview.id).desc())
        .limit(1)
    )
    return session.scalars(query).first()


def take_turns(session: Session, broker_id: int | None) -> None:
    """Let one at a time decide in the review of a broker's caseload."""
    session.execute(select(col(Staff.id)).where(col(Staff.id) == broker_id).with_for_update(key_share=True))


def entries(session: Session, review_id: int | None) -> list[CaseReviewEntry]:
    """A review's entries in their order."""
    query = select(CaseReviewEntry).where(col(CaseReviewEntry.review_id) == review_id)
    return list(session.scalars(query.order_by(col(CaseReviewEntry.position))))


def of_review(municipality_id: int, review_id: int | None) -> ColumnElement[bool]:
    """The citizens a review has entries for."""
    ids = select(col(CaseReviewEntry.citizen_id)).where(col(CaseReviewEntry.review_id) == review_id)
    return (col(Citizen.municipality_id) == municipality_id) & col(Citizen.id).in_(ids)


def moved_since(session: Session, where: ColumnElement[bool], moment: datetime) -> dict[int, StepTransition]:
    """Citizen id -> the latest standing move recorded since then; imported ones decide nothing."""
    owner = col(StepTransition.citizen_id)
    query = select(StepTransition).where(
        owner.in_(select(col(Citizen.id)).where(where)),
        col(StepTransition.annulled_at).is_(None),
        col(StepTransition.recorded_at) >= moment,
        col(StepTransition.base_version).is_not(None),
    )
    return {move.citizen_id: move for move in session.scalars(query.order_by(col(StepTransition.id)))}


def confirmed_since(session: Session, where: ColumnElement[bool], moment: datetime) -> dict[int, datetime]:
    """Citizen id -> when the step was last confirmed since then; imported confirmations decide nothing."""
    owner, at = col(StepConfirmation.citizen_id), func.max(col(StepConfirmation.recorded_at))
    query = select(owner, at).where(
        owner.in_(select(col(Citizen.id)).where(where)),
        col(StepConfirmation.withdrawn_at).is_(None),
        col(StepConfirmation.recorded_at) >= moment,
        col(StepConfirmation.base_version) > 0,
    )
    return dict(session.execute(query.group_by(owner)).all())


def actions_since(session: Session, review_id: int, moment: datetime, until: datetime | None) -> Sequence[AgreedAction]:
    """The next steps agreed about a review's citizens while it went on, versions and all."""
    owner = col(AgreedAction.citizen_id)
    ids = select(col(CaseReviewEntry.citizen_id)).where(col(CaseReviewEntry.review_id) == review_id)
    query = select(AgreedAction).where(
        owner.in_(ids), col(AgreedAction.recorded_at) >= moment, col(AgreedAction.withdrawn_at).is_(None)
    )
    if until is not None:
        query = query.where(col(AgreedAction.recorded_at) <= until)
    return session.scalars(query.order_by(col(AgreedAction.id))).all()


def confirmed_on_version(session: Session, citizen_id: int | None, actor: Actor, version: int) -> bool:
    """Whether the actor has already confirmed the step as the card then stood: a double click."""
    query = select(col(StepConfirmation.id)).where(
        col(StepConfirmation.citizen_id) == citizen_id,
        col(StepConfirmation.recorded_by) == actor.id,
        col(StepConfirmation.base_version) == version,
        col(StepConfirmation.talk_id).is_(None),
        col(StepConfirmation.withdrawn_at).is_(None),
    )
    return session.execute(query.limit(1)).first() is not None


def begin(session: Session, review: CaseReview, citizen_ids: Iterable[int]) -> list[CaseReviewEntry]:
    """Store a new review with its citizens in order."""
    session.add(review)
    session.flush()
    found = [
        CaseReviewEntry(review_id=review.id or 0, citizen_id=each, position=place)
        for place, each in enumerate(citizen_ids, start=1)
    ]
    session.add_all(found)
    session.flush()
    return found
