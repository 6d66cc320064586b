"""The case review, on both databases."""

from datetime import date

import pytest

from kanban.domain.audit import AuditAction
from kanban.domain.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from kanban.domain.follow_up import AgreedAction
from kanban.domain.review import CaseReview, CaseReviewEntry, ReviewOutcome
from kanban.domain.staff import Actor
from kanban.domain.talk import StepConfirmation
from kanban.domain.views.review import ChoiceView, ReviewView
from kanban.services.caseload.assign_citizens import assign_citizens
from kanban.services.caseload.decide import Decided, decide
from kanban.services.caseload.review_page import ReviewRequest, review_page
from kanban.services.caseload.review_store import begin_anew, finish_review
from kanban.services.caseload.review_summary import review_summary
from kanban.services.runtime import Runtime
from kanban.services.talks.record_talk import record_talk
from tests.factories import Town, runtime_on
from tests.integration.caseloads import audited, placed, rows, statements

YESTERDAY = date(2026, 11, 19)


@pytest.fixture
def maja(town: Town) -> Actor:
    return town.user()


@pytest.fixture
def three(database_url: str, town: Town, maja: Actor) -> list[str]:
    """Three citizens, all recorded the day before: overdue, nothing special, nothing special."""
    before = runtime_on(database_url, YESTERDAY)
    past = Town(before, people=town.people)
    found = [placed(past, maja, name, day="01-11-2026") for name in ("Hassan Aziz", "Jonas Friis", "Layla Nasser")]
    past.move(maja, found[0], 4, effective_on="02-11-2026", follow_up_on="10-11-2026")
    before.close()
    return found


def show(runtime: Runtime, actor: Actor, at: str = "", broker: str = "") -> ReviewView:
    found = review_page(runtime, actor, ReviewRequest(broker, at))
    assert isinstance(found, ReviewView)
    return found


def say(town: Town, actor: Actor, citizen_id: str, decision: str, **fields: str) -> Decided:
    form = {"decision": decision, "version": str(town.version(citizen_id)), **fields}
    return decide(town.runtime, actor, citizen_id, form)


def outcomes(found: ReviewView) -> list[ReviewOutcome | None]:
    return [line.outcome for line in found.queue]


def test_most_urgent_is_shown_first_and_looking_stores_nothing(runtime: Runtime, maja: Actor, three: list[str]) -> None:
    found = show(runtime, maja)
    assert [line.who.id for line in found.queue] == three
    assert (found.panel.id, found.position, found.total, found.decided) == (three[0], 1, 3, 0)
    assert (found.previous, found.following and found.following.id) == (None, three[1])
    assert (rows(runtime, CaseReview), found.review_id) == ([], None)
    assert audited(runtime, AuditAction.CASE_OPENED)


def test_confirming_stores_the_review_and_leads_on(town: Town, runtime: Runtime, maja: Actor, three: list[str]) -> None:
    done = say(town, maja, three[0], "confirm")
    assert done.next_id == three[1]
    found = show(runtime, maja)
    assert (found.panel.id, found.decided, found.left) == (three[1], 1, 2)
    assert outcomes(found) == [ReviewOutcome.CONFIRMED, None, None]
    (confirmed,) = rows(runtime, StepConfirmation)
    assert (confirmed.confirmed_on, confirmed.step, confirmed.recorded_by) == (date(2026, 11, 20), 4, maja.id)
    assert sorted(entry.position for entry in rows(runtime, CaseReviewEntry)) == [1, 2, 3]
    assert [each.detail for each in audited(runtime, AuditAction.CASES_REVIEWED)] == [
        f"begun broker={maja.id}",
        "confirm",
    ]


def test_double_click_is_stored_once_and_answered_alike(
    town: Town, runtime: Runtime, maja: Actor, three: list[str]
) -> None:
    form = {"decision": "confirm", "version": str(town.version(three[0])), "action": "Ring", "due_on": "24-11-2026"}
    assert decide(runtime, maja, three[0], form) == decide(runtime, maja, three[0], form)
    assert len(rows(runtime, StepConfirmation)) == len(rows(runtime, AgreedAction)) == 1


def test_postponing_keeps_the_reason(town: Town, runtime: Runtime, maja: Actor, three: list[str]) -> None:
    version = town.version(three[1])
    say(town, maja, three[1], "postpone", reason="Syg i denne uge")
    found = show(runtime, maja, three[1])
    assert found.decide.outcome is not None
    assert found.decide.outcome.params["reason"] == "Syg i denne uge"
    assert town.version(three[1]) == version


def test_what_is_agreed_can_be_saved_by_itself(town: Town, runtime: Runtime, maja: Actor, three: list[str]) -> None:
    done = say(town, maja, three[0], "note", action="Ring til Birthe", action_by=str(maja.id), due_on="24-11-2026")
    assert done.next_id == three[0]
    (agreed,) = rows(runtime, AgreedAction)
    assert (agreed.action, agreed.action_by, agreed.due_on) == ("Ring til Birthe", maja.id, date(2026, 11, 24))
    assert outcomes(show(runtime, maja)) == [None, None, None]


def test_move_counts_as_a_decision(town: Town, runtime: Runtime, maja: Actor, three: list[str]) -> None:
    town.move(maja, three[1], 7)
    assert outcomes(show(runtime, maja)).count(ReviewOutcome.MOVED) == 1
    say(town, maja, three[0], "confirm")
    kept = {entry.outcome for entry in rows(runtime, CaseReviewEntry)}
    assert kept == {"moved", "confirmed", None}
    town.move(maja, three[2], 7)
    assert show(runtime, maja).left == 0


def test_talk_that_confirms_counts_as_a_decision(town: Town, runtime: Runtime, maja: Actor, three: list[str]) -> None:
    form = {
        "version": str(town.version(three[0])),
        "held_on": "20-11-2026",
        "talk_kind": "conversation",
        "step_confirmed": "yes",
    }
    record_talk(runtime, maja, three[0], form)
    assert outcomes(show(runtime, maja, three[0]))[0] is ReviewOutcome.CONFIRMED


def test_postponed_and_then_moved_is_moved(
    database_url: str, town: Town, runtime: Runtime, maja: Actor, three: list[str]
) -> None:
    before = runtime_on(database_url, YESTERDAY)
    say(Town(before), maja, three[1], "postpone")
    before.close()
    assert outcomes(show(runtime, maja))[1] is ReviewOutcome.POSTPONED
    town.move(maja, three[1], 7)
    assert outcomes(show(runtime, maja))[1] is ReviewOutcome.MOVED


def test_stale_case_is_a_conflict_and_stores_nothing(
    town: Town, runtime: Runtime, maja: Actor, three: list[str]
) -> None:
    version = town.version(three[1])
    town.move(town.superuser(), three[1], 7)
    with pytest.raises(ConflictError) as caught:
        decide(runtime, maja, three[1], {"decision": "confirm", "version": str(version), "action": "Ring"})
    assert caught.value.message.params["who"] == "Susanne Skov"
    assert rows(runtime, CaseReview) == rows(runtime, AgreedAction) == rows(runtime, StepConfirmation) == []


def test_last_decision_ends_in_the_summary(town: Town, runtime: Runtime, maja: Actor, three: list[str]) -> None:
    say(town, maja, three[0], "confirm", action="Ring", due_on="24-11-2026")
    say(town, maja, three[2], "postpone", reason="Ferie")
    town.move(maja, three[1], 7)
    done = say(town, maja, three[2], "postpone", reason="Ferie")
    assert done.next_id is None
    finish_review(runtime, maja, done.review_id)
    found = review_summary(runtime, maja, done.review_id)
    groups = (found.moved, found.confirmed, found.postponed, found.waiting)
    assert [[line.who.id for line in group] for group in groups] == [[three[1]], [three[0]], [three[2]], []]
    assert [(line.who.id, line.action) for line in found.agreed] == [(three[0], "Ring")]
    assert (found.finished_at is not None, found.can_finish) == (True, False)


def test_finished_summary_stays_as_it_was(town: Town, runtime: Runtime, maja: Actor, three: list[str]) -> None:
    done = say(town, maja, three[0], "confirm")
    finish_review(runtime, maja, done.review_id)
    town.move(maja, three[1], 7)
    found = review_summary(runtime, maja, done.review_id)
    assert ([line.who.id for line in found.confirmed], len(found.waiting), found.moved) == ([three[0]], 2, ())


def test_beginning_anew_asks_about_everybody(town: Town, runtime: Runtime, maja: Actor, three: list[str]) -> None:
    say(town, maja, three[0], "postpone")
    begin_anew(runtime, maja, "")
    assert [each.finished_at is not None for each in rows(runtime, CaseReview)] == [True, False]
    assert outcomes(show(runtime, maja)) == [None, None, None]


def test_who_comes_or_goes_meanwhile_is_followed(town: Town, runtime: Runtime, maja: Actor, three: list[str]) -> None:
    peter = town.user(name="Peter Krogh")
    say(town, maja, three[0], "confirm")
    newcomer = town.citizen("Kirsten Aagaard")
    assign_citizens(runtime, maja, {newcomer: "1"}, {"broker_id": str(maja.id)})
    assign_citizens(runtime, maja, {three[1]: str(town.version(three[1]))}, {"broker_id": str(peter.id)})
    assert [line.who.id for line in show(runtime, maja).queue] == [three[0], three[2], newcomer]
    say(town, maja, newcomer, "postpone")
    assert outcomes(show(runtime, maja))[-1] is ReviewOutcome.POSTPONED


def test_leader_chooses_whose_citizens_and_decides_nothing(
    town: Town, runtime: Runtime, maja: Actor, three: list[str]
) -> None:
    lars = town.leader()
    choice = review_page(runtime, lars, ReviewRequest())
    assert isinstance(choice, ChoiceView)
    assert [(each.name, each.count) for each in choice.choices] == [("Maja Juhl", 3)]
    found = show(runtime, lars, broker=str(maja.id))
    assert (found.panel.id, found.decide.can_decide) == (three[0], False)
    with pytest.raises(ForbiddenError):
        say(town, lars, three[0], "confirm", broker=str(maja.id))


def test_superuser_decides_in_the_brokers_review(town: Town, runtime: Runtime, maja: Actor, three: list[str]) -> None:
    say(town, town.superuser(), three[0], "confirm", broker=str(maja.id))
    assert show(runtime, maja).decided == 1


def test_broker_goes_through_the_own_citizens_only(town: Town, runtime: Runtime, maja: Actor, three: list[str]) -> None:
    peter = town.user(name="Peter Krogh")
    with pytest.raises(ForbiddenError):
        show(runtime, peter, broker=str(maja.id))
    with pytest.raises(NotFoundError):
        show(runtime, peter, at=three[0])
    with pytest.raises(NotFoundError):
        say(town, peter, three[0], "confirm")
    done = say(town, maja, three[0], "confirm")
    stranger = Town(runtime, "Søby Kommune").superuser()
    for act in (review_summary, finish_review):
        with pytest.raises(ForbiddenError):
            act(runtime, peter, done.review_id)
        with pytest.raises(NotFoundError):
            act(runtime, stranger, done.review_id)


def test_citizen_who_is_not_placed_has_no_step_to_confirm(town: Town, runtime: Runtime, maja: Actor) -> None:
    citizen_id = town.citizen("Troels Vester")
    assign_citizens(runtime, maja, {citizen_id: "1"}, {"broker_id": str(maja.id)})
    assert not show(runtime, maja).decide.can_confirm
    with pytest.raises(InvalidInputError):
        say(town, maja, citizen_id, "confirm")
    assert rows(runtime, CaseReview) == []


def test_number_of_statements_does_not_depend_on_the_caseload(
    town: Town, runtime: Runtime, maja: Actor, three: list[str]
) -> None:
    with statements(runtime) as few:
        show(runtime, maja)
    for number in range(6):
        placed(town, maja, f"Borger {number}")
    with statements(runtime) as many:
        show(runtime, maja, three[0])
    assert len(few) == len(many)
