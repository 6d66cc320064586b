"""Deciding about one citizen in a case review: the step is right, not now, or only what was agreed (R-STEP-11).

The review is stored with its first decision; until then nothing says that it began.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.errors import ConflictError, NotFoundError
from kanban.domain.fact import Fact
from kanban.domain.follow_up import AgreedAction
from kanban.domain.inputs.review import Decision, DecisionInput, read_decision
from kanban.domain.messages import Message, say
from kanban.domain.permissions import Permission, require
from kanban.domain.review import CaseReview, CaseReviewEntry, ReviewOutcome
from kanban.domain.staff import Actor
from kanban.services.case.confirm_step import confirm_in
from kanban.services.case.move_citizen import who_was_first
from kanban.services.case.record_facts import new_version, sign_for
from kanban.services.case.staff_choices import check_staff
from kanban.services.caseload.review_reading import Reading, read_review
from kanban.services.caseload.review_store import entry_of, stored_review
from kanban.services.runtime import Runtime
from kanban.store import audit, citizens, reviews
from kanban.store.case_file import CaseFile, open_file, save

_OUTCOMES = {Decision.CONFIRM: ReviewOutcome.CONFIRMED, Decision.POSTPONE: ReviewOutcome.POSTPONED}


@dataclass(frozen=True)
class Decided:
    """What was said about whom, and who comes next: None when everybody has been decided on."""

    message: Message
    next_id: str | None
    review_id: int


def decide(runtime: Runtime, actor: Actor, citizen_id: str, raw: Mapping[str, str]) -> Decided:
    """Store the decision in one transaction; the same one sent twice is stored once.

    Raises :class:`NotFoundError`, :class:`ForbiddenError`, :class:`InvalidInputError` (fields), and
    :class:`ConflictError` when the case has changed since it was shown. Whatever is raised, nothing is stored.
    """
    with runtime.database.write() as session:
        citizen = citizens.get(session, actor, citizen_id, lock=True)
        require(actor, Permission.EDIT_CASE)
        wanted = read_decision(raw, runtime.clock.today())
        check_staff(session, actor, {"action_by": wanted.action_by})
        reading = read_review(session, runtime, actor, raw.get("broker", ""), lock=True)
        return _Taking(session, runtime, actor, open_file(session, citizen), reading).take(wanted)


class _Taking:
    """One decision on its way into the review and the case."""

    def __init__(self, session: Session, runtime: Runtime, actor: Actor, file: CaseFile, reading: Reading) -> None:
        self._session, self._runtime, self._actor = session, runtime, actor
        self._file, self._reading = file, reading

    def take(self, wanted: DecisionInput) -> Decided:
        """Check and store it."""
        queue, here = self._reading.queue, self._file.citizen.public_id
        index = queue.index(here)
        before = self._reading.review or self._reading.last
        review = before if self._said_before(wanted) else self._store(wanted, index)
        following = queue.undecided_after(index or 0)
        waiting = following.case.public_id if following and following.case.public_id != here else None
        next_id = here if wanted.decision is Decision.NOTE else waiting
        return Decided(self._message(wanted), next_id, (review.id or 0) if review else 0)

    def _said_before(self, wanted: DecisionInput) -> bool:
        """Whether the same person said the same about the same version of the card: a double click."""
        if wanted.decision is Decision.CONFIRM:
            return reviews.confirmed_on_version(self._session, self._file.citizen.id, self._actor, wanted.version)
        return bool(wanted.action) and any(self._says(fact, wanted) for fact in self._file.facts)

    def _says(self, fact: Fact, wanted: DecisionInput) -> bool:
        if not isinstance(fact, AgreedAction) or fact.withdrawn_at is not None:
            return False
        mine = fact.recorded_by == self._actor.id and fact.base_version >= wanted.version
        return mine and (fact.action, fact.action_by, fact.due_on) == (wanted.action, wanted.action_by, wanted.due_on)

    def _store(self, wanted: DecisionInput, index: int | None) -> CaseReview:
        if wanted.version != self._file.citizen.version:
            raise ConflictError(self._who_was_first())
        if index is None:
            raise NotFoundError
        if wanted.decision is Decision.CONFIRM:
            confirm_in(self._session, self._runtime, self._actor, self._file, self._runtime.clock.today())
        if wanted.action:
            self._agree(wanted)
        if wanted.action or wanted.decision is Decision.CONFIRM:
            save(self._session, self._file)
        review, entries = stored_review(self._session, self._runtime, self._actor, self._reading)
        if wanted.decision in _OUTCOMES:
            self._decide(entry_of(self._session, review, entries, self._file), wanted)
        self._log(AuditAction.CASES_REVIEWED, str(wanted.decision))
        return review

    def _who_was_first(self) -> Message:
        """Who changed the case and when, without a word of the board."""
        found = who_was_first(self._session, self._runtime, self._file).params
        if "who" not in found:
            return say("The case has changed since you opened it")
        return say("%(who)s changed this citizen's case on %(when)s", who=found["who"], when=found["when"])

    def _agree(self, wanted: DecisionInput) -> None:
        given = {"action": wanted.action, "action_by": wanted.action_by, "due_on": wanted.due_on}
        fact = new_version(AgreedAction, None, given, keep_rest=False)
        if fact is None:
            raise AssertionError("a new fact with an action differs from no fact")
        sign_for(fact, self._file, self._runtime.clock.now(), self._actor.id)
        self._file.facts.append(fact)
        self._log(AuditAction.FACT_RECORDED, "actions")

    def _decide(self, entry: CaseReviewEntry, wanted: DecisionInput) -> None:
        entry.outcome, entry.detail = str(_OUTCOMES[wanted.decision]), wanted.reason
        entry.decided_at, entry.decided_by = self._runtime.clock.now(), self._actor.id

    def _log(self, action: AuditAction, detail: str) -> None:
        citizen_id = self._file.citizen.id
        audit.write(self._session, self._runtime.clock, action, self._actor, citizen_id=citizen_id, detail=detail)

    def _message(self, wanted: DecisionInput) -> Message:
        citizen = self._file.citizen
        if wanted.decision is Decision.CONFIRM:
            return say("Step %(step)s is confirmed for %(name)s", step=citizen.current_step or 0, name=citizen.name)
        if wanted.decision is Decision.POSTPONE:
            return say("%(name)s is postponed", name=citizen.name)
        return say("The next step is agreed for %(name)s", name=citizen.name)
