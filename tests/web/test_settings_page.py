"""GET /settings and POST /settings/<part>."""

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.organisation import LocalRule
from kanban.domain.talk import ProgressionTemplate
from tests.factories import Town
from tests.page import Page, Visitor
from tests.support.stored import changed, dump, rows

PARTS = ("caseload", "hours", "progression")


def send(visitor: Visitor, part: str, changes: dict[str, str]) -> Page:
    form = visitor.get("/settings").form(f"/settings/{part}")
    return visitor.post(f"/settings/{part}", {**form.values, **changes})


def test_page_shows_three_forms_with_what_counts(susanne: Visitor) -> None:
    page = susanne.get("/settings")
    assert page.status == 200
    assert page.form("/settings/caseload").values["norm_high"] == "50"
    assert page.form("/settings/hours").values["hours_bands"] == "5, 10, 30"
    assert page.form("/settings/progression").values["theme_2"] == "Dit helbred"
    assert page.text.count("Standarden, ikke ændret her") == len(PARTS)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("caseload", {"norm_low": "35"}),
        ("hours", {"hours_bands": "8, 16"}),
        ("progression", {"theme_7": "Sprog", "place_7": "1"}),
    ],
)
def test_decision_is_stored_shown_and_audited(town: Town, susanne: Visitor, part: str, change: dict[str, str]) -> None:
    answer = send(susanne, part, change)
    assert (answer.status, answer.location) == (303, f"/settings#{part}")
    page = susanne.get("/settings")
    assert "Susanne Skov" in page.root.one(id=part).text
    assert set(change.values()) - {"1"} <= set(page.form(f"/settings/{part}").values.values())
    event = rows(town.runtime, AuditEvent)[-1]
    assert (event.action, event.detail) == (str(AuditAction.RULES_CHANGED), part)


@pytest.mark.parametrize("part", PARTS)
def test_standard_is_restored(town: Town, susanne: Visitor, part: str) -> None:
    change = {"norm_low": "35", "hours_bands": "8", "theme_1": "Selvtillid"}
    before = susanne.get("/settings").form(f"/settings/{part}").values
    send(susanne, part, change)
    send(susanne, part, {"restore": "yes"})
    after = susanne.get("/settings").form(f"/settings/{part}").values
    same = {"csrf_token", "seen"}
    assert {name: value for name, value in after.items() if name not in same} == {
        name: value for name, value in before.items() if name not in same
    }
    assert len(rows(town.runtime, LocalRule)) + len(rows(town.runtime, ProgressionTemplate)) == 2


@pytest.mark.parametrize(
    ("part", "wrong", "field"),
    [
        ("caseload", {"norm_low": "60"}, "norm_high"),
        ("caseload", {"norm_low": ""}, "norm_low"),
        ("hours", {"hours_bands": "10, 5"}, "hours_bands"),
        ("progression", {"word_3": ""}, "word_3"),
        ("progression", {"theme_2": "Tro på egne evner"}, "theme_2"),
    ],
)
def test_problem_stands_at_its_field_with_what_was_typed(
    town: Town, susanne: Visitor, part: str, wrong: dict[str, str], field: str
) -> None:
    before = dump(town.runtime)
    answer = send(susanne, part, wrong)
    assert answer.status == 422
    assert set(answer.problems()) == {field}
    assert answer.problems()[field]
    assert answer.form(f"/settings/{part}").values.items() >= wrong.items()
    assert changed(before, dump(town.runtime)) == set()


def test_decision_on_what_has_changed_meanwhile_is_a_conflict(town: Town, susanne: Visitor) -> None:
    opened = susanne.get("/settings")
    send(susanne, "hours", {"hours_bands": "8"})
    before = dump(town.runtime)
    answer = susanne.submit(opened, "/settings/hours", hours_bands="9")
    assert answer.status == 409
    assert "Susanne Skov" in answer.root.one(id="hours").text
    assert answer.form("/settings/hours").values["hours_bands"] == "8"
    assert changed(before, dump(town.runtime)) == set()


@pytest.mark.parametrize("who", ["maja", "lars"])
def test_others_may_not(request: pytest.FixtureRequest, town: Town, who: str) -> None:
    visitor: Visitor = request.getfixturevalue(who)
    assert visitor.get("/settings").status == 403
    assert visitor.post("/settings/hours", {"hours_bands": "8"}).status == 403
    assert "/settings" not in visitor.get("/board").text
    assert rows(town.runtime, LocalRule) == []


def test_part_that_does_not_exist_is_not_found(susanne: Visitor) -> None:
    assert susanne.post("/settings/everything").status == 404


def test_menu_leads_there_and_nobody_is_sent_to_the_log_in(susanne: Visitor, nobody: Visitor) -> None:
    assert '"/settings"' in susanne.get("/board").text
    assert nobody.get("/settings").status == 303


def test_each_municipality_decides_for_itself(susanne: Visitor, stranger: Visitor) -> None:
    send(susanne, "hours", {"hours_bands": "8"})
    assert stranger.get("/settings").form("/settings/hours").values["hours_bands"] == "5, 10, 30"
