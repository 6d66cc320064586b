"""Reading the talk form."""

from datetime import date

import pytest

from kanban.domain.inputs.talk import Decision, TalkInput, move_of, read_talk
from kanban.domain.progression import DEFAULT_TEMPLATE
from tests.factories import TODAY

COMPLETE = {"held_on": "18-11-2026", "talk_kind": "phone", "step_confirmed": "yes"}


def read(**changes: str) -> TalkInput:
    return read_talk({**COMPLETE, **changes}, DEFAULT_TEMPLATE, TODAY)


def problems(**changes: str) -> dict[str, str]:
    return {problem.field: problem.message.text for problem in read(**changes).problems}


def test_complete_form_is_read() -> None:
    found = read(note="Godt i gang", next_talk_on="2026-12-18", progress_health="4", progress_network="")
    assert found.problems == ()
    assert found.held_on == date(2026, 11, 18)
    assert found.values == {
        "held_on": date(2026, 11, 18),
        "talk_kind": "phone",
        "note": "Godt i gang",
        "next_talk_on": date(2026, 12, 18),
    }
    assert found.levels == {"health": 4}
    assert found.decision is Decision.CONFIRM


@pytest.mark.parametrize("name", ["held_on", "talk_kind"])
def test_day_and_kind_are_required(name: str) -> None:
    assert problems(**{name: " "}) == {name: "Fill in: %(field)s"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"held_on": "21-11-2026"}, "held_on"),
        ({"held_on": "31-02-2026"}, "held_on"),
        ({"talk_kind": "sms"}, "talk_kind"),
        ({"next_talk_on": "17-11-2026"}, "next_talk_on"),
        ({"progress_health": "6"}, "progress_health"),
        ({"progress_health": "0"}, "progress_health"),
        ({"progress_health": "tre"}, "progress_health"),
        ({"note": "x" * 10_001}, "note"),
        ({"due_on": "01-12-2026"}, "action"),
        ({"due_on": "snart"}, "due_on"),
        ({"action": "Ring", "action_by": "nobody"}, "action_by"),
    ],
)
def test_wrong_value_is_refused_at_its_field(changes: dict[str, str], field: str) -> None:
    assert field in problems(**changes)


def test_next_talk_may_be_the_same_day() -> None:
    assert problems(next_talk_on="18-11-2026") == {}


def test_every_problem_is_told_at_once() -> None:
    assert problems(held_on="", talk_kind="", next_talk_on="x", progress_health="9").keys() == {
        "held_on",
        "talk_kind",
        "next_talk_on",
        "progress_health",
    }


def test_measured_theme_that_is_gone_is_told_of() -> None:
    assert "progress" in problems(progress_old="3")
    assert problems(progress_old="") == {}


def test_agreed_step_is_there_only_with_something_to_do() -> None:
    assert read(action_by="3").action == {}
    assert read(action="Ring", action_by="3", due_on="01-12-2026").action == {
        "action": "Ring",
        "action_by": 3,
        "due_on": date(2026, 12, 1),
    }


@pytest.mark.parametrize(
    ("changes", "decision"),
    [
        ({"step_confirmed": ""}, Decision.NONE),
        ({"step_confirmed": "no"}, Decision.NONE),
        ({"step_confirmed": "no", "to_step": "3"}, Decision.MOVE),
        ({"step_confirmed": "", "to_step": "3"}, Decision.MOVE),
        ({"step_confirmed": "yes", "to_step": "3"}, Decision.CONFIRM),
    ],
)
def test_decision_is_read(changes: dict[str, str], decision: Decision) -> None:
    assert read(**changes).decision is decision


def test_move_counts_from_the_day_of_the_talk_and_has_only_its_own_fields() -> None:
    raw = {**COMPLETE, "to_step": "7", "version": "4", "cv_kind": "jobnet", "note": "Samtalens", "action": "Ring"}
    assert move_of(raw) == {"to_step": "7", "version": "4", "cv_kind": "jobnet", "effective_on": "18-11-2026"}
    assert move_of({**raw, "effective_on": "19-11-2026"})["effective_on"] == "19-11-2026"
    assert read(to_step="7", effective_on="19-11-2026").own_day


def test_the_same_fields_have_the_same_fingerprint_whatever_the_token() -> None:
    assert read(csrf_token="a").fingerprint == read(csrf_token="b").fingerprint
    assert read(note="a").fingerprint != read(note="b").fingerprint
