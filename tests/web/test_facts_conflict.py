"""Two people at the same fact: the second sees both values, decides, and nothing anybody wrote is lost."""

import pytest

from kanban.domain.facts import Cv
from tests.factories import Town
from tests.page import Page, Visitor
from tests.support.stored import changed, dump, rows


@pytest.fixture
def cv(town: Town) -> str:
    """The address of the form for a CV that says only what it must."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 7)
    return f"/citizens/{citizen}/facts/cv"


def other_saves(visitor: Visitor, cv: str, **changes: str) -> None:
    """Somebody else opens the form and saves it."""
    assert visitor.post(cv, {**visitor.get(cv).form(cv).values, **changes}).status == 303


def beside(page: Page, name: str) -> str:
    """What is said of the other value beside a field."""
    return page.root.one(id=f"fact-{name}-theirs").text


@pytest.mark.parametrize("htmx", [False, True])
def test_second_sees_both_values_and_nothing_is_stored(
    town: Town, cv: str, maja: Visitor, susanne: Visitor, *, htmx: bool
) -> None:
    mine = maja.get(cv)
    other_saves(susanne, cv, cv_summary="Susannes ord")
    before = dump(town.runtime)
    answer = maja.submit(mine, cv, htmx=htmx, cv_summary="Majas ord")
    assert answer.status == 409
    assert answer.form(cv).values["cv_summary"] == "Majas ord"
    assert "Susannes ord" in beside(answer, "cv_summary")
    assert "Susanne Skov" in answer.root.one(data_conflict=None).text
    assert changed(before, dump(town.runtime)) == set()


def test_fields_neither_touched_say_nothing(cv: str, maja: Visitor, susanne: Visitor) -> None:
    mine = maja.get(cv)
    other_saves(susanne, cv, cv_summary="Susannes ord")
    answer = maja.submit(mine, cv, cv_summary="Majas ord")
    assert [found["id"] for found in answer.root.all(class_="form-theirs")] == ["fact-cv_summary-theirs"]


def test_field_only_the_other_touched_takes_theirs_and_tells_what_was(cv: str, maja: Visitor, susanne: Visitor) -> None:
    mine = maja.get(cv)
    other_saves(susanne, cv, cv_kind="presentation")
    answer = maja.submit(mine, cv, cv_summary="Majas ord")
    values = answer.form(cv).values
    assert (values["cv_kind"], values["cv_summary"]) == ("presentation", "Majas ord")
    assert "Jobnet-CV" in beside(answer, "cv_kind")


def test_deciding_and_saving_again_stores_the_decision_and_keeps_both_versions(
    town: Town, cv: str, maja: Visitor, susanne: Visitor
) -> None:
    mine = maja.get(cv)
    other_saves(susanne, cv, cv_summary="Susannes ord")
    conflict = maja.submit(mine, cv, cv_summary="Majas ord")
    answer = maja.submit(conflict, cv, cv_summary="Begges ord")
    assert answer.status == 303
    assert [fact.cv_summary for fact in rows(town.runtime, Cv)] == ["", "Susannes ord", "Begges ord"]
    assert "Susannes ord" in maja.get(answer.location.split("#")[0]).root.one(id="case-cv").text


def test_same_words_from_both_are_no_conflict_to_look_at(town: Town, cv: str, maja: Visitor, susanne: Visitor) -> None:
    mine = maja.get(cv)
    other_saves(susanne, cv, cv_summary="Samme ord")
    assert maja.submit(mine, cv, cv_summary="Samme ord").status == 303
    assert len(rows(town.runtime, Cv)) == 2


def test_other_facts_and_moves_meanwhile_are_no_conflict(town: Town, cv: str, maja: Visitor, susanne: Visitor) -> None:
    mine = maja.get(cv)
    citizen = cv.split("/")[2]
    goals = f"/citizens/{citizen}/facts/goals"
    assert susanne.submit(susanne.get(goals), goals, goal_a="Gartner").status == 303
    town.move(town.user(), citizen, 6)
    assert maja.submit(mine, cv, cv_summary="Majas ord").status == 303


def test_entry_corrected_meanwhile_shows_both(town: Town, cv: str, maja: Visitor, susanne: Visitor) -> None:
    hours = cv.replace("/cv", "/hours")
    maja.post(hours, {"version": str(town.version(cv.split("/")[2])), "valid_from": "01-11-2026", "paid_hours": "4"})
    entry = f"{hours}?entry=1"
    mine = maja.get(entry)
    assert susanne.submit(susanne.get(entry), hours, paid_hours="5").status == 303
    answer = maja.submit(mine, hours, paid_hours="6")
    assert answer.status == 409
    assert answer.form(hours).values["paid_hours"] == "6"
    assert "5" in beside(answer, "paid_hours")
    assert maja.submit(answer, hours).status == 303


def test_entry_removed_meanwhile_is_told_and_what_was_typed_is_kept(
    town: Town, cv: str, maja: Visitor, susanne: Visitor
) -> None:
    hours = cv.replace("/cv", "/hours")
    maja.post(hours, {"version": str(town.version(cv.split("/")[2])), "valid_from": "01-11-2026", "paid_hours": "4"})
    entry = f"{hours}?entry=1"
    mine, theirs = maja.get(entry), susanne.get(entry)
    assert susanne.submit(theirs, hours, remove="yes", reason="Tastefejl").status == 303
    answer = maja.submit(mine, hours, paid_hours="6")
    assert answer.status == 409
    assert answer.form(hours).values["paid_hours"] == "6"
