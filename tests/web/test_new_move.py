"""GET /citizens/<id>/moves/new."""

from urllib.parse import urlencode

import pytest

from kanban.domain.steps import step
from tests.factories import Town
from tests.page import Visitor

TARGETS = ["8", "7", "6", "5", "4", "3", "2", "1", "out"]
ALWAYS = {"csrf_token", "version", "to_step", "return_query", "effective_on", "note"}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("htmx", [False, True])
def test_form_has_exactly_the_targets_fields(town: Town, maja: Visitor, target: str, *, htmx: bool) -> None:
    amina = town.citizen()
    page = maja.get(f"/citizens/{amina}/moves/new", htmx=htmx, to_step=target)
    assert page.status == 200
    form = page.form(f"/citizens/{amina}/moves")
    assert "data-move-form" in form.element
    assert form.names == ALWAYS | set(step(0 if target == "out" else int(target)).fields)
    assert (form.values["version"], form.values["to_step"]) == ("1", target)
    assert form.values["effective_on"] == "20-11-2026"


def test_broker_is_a_select_of_the_municipalitys_brokers(town: Town, maja: Visitor) -> None:
    sofie, amina = town.user(name="Sofie Holm"), town.citizen()
    town.leader()
    page = maja.get(f"/citizens/{amina}/moves/new", to_step="8")
    options = page.root.one("select", name="broker_id").all("option")
    assert {option["value"]: option.text for option in options} == {
        "": "Vælg",
        str(town.user().id): "Maja Juhl (MJ)",
        str(sofie.id): "Sofie Holm (SH)",
    }


def test_reason_is_asked_for_on_the_way_back(town: Town, maja: Visitor) -> None:
    amina = town.citizen()
    town.move(town.user(), amina, "5")
    assert "reason" in maja.get(f"/citizens/{amina}/moves/new", to_step="7").form(f"/citizens/{amina}/moves").names
    assert "reason" not in maja.get(f"/citizens/{amina}/moves/new", to_step="4").form(f"/citizens/{amina}/moves").names


def test_known_values_are_filled_in(town: Town, maja: Visitor) -> None:
    amina = town.citizen()
    town.move(town.user(), amina, "5", contact_person="Birthe Holst")
    values = maja.get(f"/citizens/{amina}/moves/new", to_step="4").form(f"/citizens/{amina}/moves").values
    assert (values["company"], values["contact_person"]) == ("Strandhotellet", "Birthe Holst")


def test_without_scripts_another_target_can_be_chosen(town: Town, maja: Visitor) -> None:
    amina = town.citizen()
    page = maja.get(f"/citizens/{amina}/moves/new", q="aage", team="Team Havn")
    chooser = page.form(f"/citizens/{amina}/moves/new")
    assert chooser.method == "get"
    query = urlencode({**chooser.values, "to_step": "6"})
    other = maja.get(f"{chooser.action}?{query}")
    values = other.form(f"/citizens/{amina}/moves").values
    assert (values["to_step"], values["return_query"]) == ("6", "team=Team+Havn&q=aage")


@pytest.mark.parametrize("target", ["9", "0", "x", "%00"])
def test_step_that_does_not_exist_is_refused(town: Town, maja: Visitor, target: str) -> None:
    assert maja.get(f"/citizens/{town.citizen()}/moves/new?to_step={target}").status == 422


def test_leader_may_not(town: Town, lars: Visitor) -> None:
    amina = town.citizen()
    for htmx in (False, True):
        assert lars.get(f"/citizens/{amina}/moves/new", htmx=htmx).status == 403


def test_other_municipality_finds_nothing(town: Town, stranger: Visitor) -> None:
    answer = stranger.get(f"/citizens/{town.citizen('Amina Warsame')}/moves/new")
    assert answer.status == 404
    assert "Warsame" not in answer.text


@pytest.mark.parametrize("citizen_id", ["abcdefghijkl", "%00", "1"])
def test_id_that_is_nobodys_is_not_found(maja: Visitor, citizen_id: str) -> None:
    assert maja.get(f"/citizens/{citizen_id}/moves/new").status == 404


def test_nobody_is_sent_to_the_log_in(town: Town, nobody: Visitor) -> None:
    path = f"/citizens/{town.citizen()}/moves/new"
    assert nobody.get(path).status == 303
    assert "HX-Redirect" in nobody.get(path, htmx=True).headers


def test_form_address_takes_no_form(town: Town, maja: Visitor) -> None:
    assert maja.post(f"/citizens/{town.citizen()}/moves/new").status == 405


def test_with_htmx_only_the_form_is_sent(town: Town, maja: Visitor) -> None:
    fragment = maja.get(f"/citizens/{town.citizen()}/moves/new", htmx=True, to_step="7")
    assert fragment.root.all("html", "h1") == []
    assert len(fragment.root.all(data_move_form=None)) == 1
