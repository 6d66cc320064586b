"""Entries of a series: corrected, removed with a reason, and stored with one press."""

from urllib.parse import urlsplit

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.facts import HoursEntry, Marking, WorkAgreement
from kanban.domain.follow_up import AgreedAction, Payslip
from tests.factories import Town
from tests.page import Form, Page, Visitor
from tests.support.html import Element
from tests.support.stored import changed, dump, one, rows


@pytest.fixture
def amina(town: Town) -> str:
    """Followed by Maja Juhl, at work since September with 6.5 paid hours."""
    citizen = town.citizen("Amina Warsame")
    town.move(town.user(), citizen, 8, effective_on="01-09-2026")
    town.move(town.user(), citizen, 3, effective_on="14-09-2026")
    return citizen


def address(citizen: str, kind: str) -> str:
    return f"/citizens/{citizen}/facts/{kind}"


def section(page: Page, kind: str) -> Element:
    return page.root.one("section", id=f"case-{kind}")


def link_to(page: Page, kind: str, words: str) -> str:
    """Where the link with these words in a part of the case leads."""
    return next(found["href"] for found in section(page, kind).all("a") if found.text.startswith(words))


def press(visitor: Visitor, page: Page, kind: str, words: str) -> Page:
    """Press the button with these words in a part of the case."""
    forms = section(page, kind).all("form", class_="one-press")
    form = next(Form(found) for found in forms if found.one("button").text.startswith(words))
    return visitor.post(form.action, form.values)


def add(visitor: Visitor, town: Town, citizen: str, kind: str, fields: dict[str, str]) -> None:
    version = str(town.version(citizen))
    assert visitor.post(address(citizen, kind), {"version": version, "entry": "new", **fields}).status == 303


def test_entry_is_corrected_and_the_former_one_stays_to_be_seen(town: Town, amina: str, maja: Visitor) -> None:
    form = maja.get(link_to(maja.get(f"/citizens/{amina}"), "hours", "Ret"))
    assert form.form(address(amina, "hours")).values["paid_hours"] == "6,5"
    assert maja.submit(form, address(amina, "hours"), paid_hours="7").status == 303
    assert [entry.paid_hours for entry in rows(town.runtime, HoursEntry)] == [390, 420]
    former = section(maja.get(f"/citizens/{amina}"), "hours").one("details", class_="fold formers").text
    assert "6,5 timer" in former
    assert "Maja Juhl" in former


def test_entry_is_removed_with_a_reason_that_stays(town: Town, amina: str, maja: Visitor) -> None:
    add(maja, town, amina, "markings", {"marking": "Step up", "valid_from": "01-11-2026"})
    form = maja.get(link_to(maja.get(f"/citizens/{amina}"), "markings", "Ret"))
    answer = maja.submit(form, address(amina, "markings"), remove="yes", reason="Forkert borger")
    assert answer.status == 303
    part = section(maja.get(f"/citizens/{amina}"), "markings")
    assert "Forkert borger" in part.one("details", class_="fold formers").text
    assert part.all(class_="badge") == part.one("details", class_="fold formers").all(class_="badge")
    assert one(town.runtime, Marking).withdrawn_reason == "Forkert borger"
    assert rows(town.runtime, AuditEvent, action=str(AuditAction.FACT_WITHDRAWN))[-1].detail == "markings"


def test_removal_without_a_reason_is_told_beside_the_reason(town: Town, amina: str, maja: Visitor) -> None:
    form = maja.get(link_to(maja.get(f"/citizens/{amina}"), "hours", "Ret"))
    before = dump(town.runtime)
    answer = maja.submit(form, address(amina, "hours"), remove="yes")
    assert answer.status == 422
    assert answer.problems()["reason"]
    assert changed(before, dump(town.runtime)) == set()


def test_only_entries_of_a_series_can_be_removed(amina: str, maja: Visitor) -> None:
    page = maja.get(address(amina, "agreement"))
    assert page.root.all("button", name="remove") == []
    assert maja.get(address(amina, "hours")).root.all("button", name="remove") == []


def test_second_placement_stands_beside_the_first(town: Town, amina: str, maja: Visitor) -> None:
    page = maja.get(link_to(maja.get(f"/citizens/{amina}"), "agreement", "En til"))
    answer = maja.submit(
        page, address(amina, "agreement"), company="Café Molen", agreement_kind="ordinary", starts_on="01-11-2026"
    )
    assert answer.status == 303
    text = section(maja.get(f"/citizens/{amina}"), "agreement").text
    assert "Strandhotellet" in text
    assert "Café Molen" in text
    assert [deal.placement for deal in rows(town.runtime, WorkAgreement)] == [1, 2]


def test_each_placement_has_a_form_of_its_own(town: Town, amina: str, maja: Visitor) -> None:
    add(maja, town, amina, "agreement", {"company": "Café Molen", "agreement_kind": "ordinary"})
    links = [found["href"] for found in section(maja.get(f"/citizens/{amina}"), "agreement").all("a")]
    edits = [each for each in links if "entry=" in each and not each.endswith("entry=new")]
    companies = {maja.get(each).form(address(amina, "agreement")).values["company"] for each in edits}
    assert companies == {"Café Molen", "Strandhotellet"}


def test_payslip_is_received_with_one_press_and_once(town: Town, amina: str, maja: Visitor) -> None:
    panel = maja.get(f"/citizens/{amina}")
    for _ in range(2):
        assert press(maja, panel, "payslips", "Modtaget i dag").location == f"/citizens/{amina}#case-payslips"
    (slip,) = rows(town.runtime, Payslip)
    assert (slip.month.isoformat(), slip.received_on) == ("2026-11-01", town.runtime.clock.today())
    assert "modtaget 20-11-2026" in section(maja.get(f"/citizens/{amina}"), "payslips").text


def test_form_for_a_payslip_begins_with_the_month_that_waits(amina: str, maja: Visitor) -> None:
    values = maja.get(address(amina, "payslips")).form(address(amina, "payslips")).values
    assert (values["month"], values["received_on"]) == ("2026-11", "20-11-2026")
    asked = maja.get(address(amina, "payslips"), entry="new", month="2026-09")
    assert asked.form(address(amina, "payslips")).values["month"] == "2026-09"


def test_agreed_step_is_done_with_one_press_and_keeps_what_it_said(town: Town, amina: str, maja: Visitor) -> None:
    add(maja, town, amina, "actions", {"action": "Ringe til lederen", "due_on": "01-12-2026"})
    assert press(maja, maja.get(f"/citizens/{amina}"), "actions", "Gjort i dag").status == 303
    done = rows(town.runtime, AgreedAction)[-1]
    assert (done.action, done.done_on) == ("Ringe til lederen", town.runtime.clock.today())
    assert "gjort 20-11-2026" in section(maja.get(f"/citizens/{amina}"), "actions").text


def test_sign_leads_to_the_agreed_step_that_is_due(town: Town, amina: str, maja: Visitor) -> None:
    add(maja, town, amina, "actions", {"action": "Senere", "due_on": "01-12-2026"})
    add(maja, town, amina, "actions", {"action": "Ringe til lederen", "due_on": "01-11-2026"})
    needs = maja.get(f"/citizens/{amina}").root.one("section", id="case-next")
    href = next(found["href"] for found in needs.all("a") if urlsplit(found["href"]).path.endswith("/actions"))
    assert maja.get(href).form(address(amina, "actions")).values["action"] == "Ringe til lederen"


def test_exemption_kind_is_for_those_with_the_case(town: Town, amina: str, maja: Visitor, susanne: Visitor) -> None:
    fields = {"marking": "Fritagelse", "valid_from": "01-11-2026", "exemption_kind": "illness"}
    add(maja, town, amina, "markings", fields)
    own, foreign = maja.get(f"/citizens/{amina}"), susanne.get(f"/citizens/{amina}")
    assert "Sygdom" in section(own, "markings").text
    assert "Fritagelse" in section(foreign, "markings").text
    assert "Sygdom" not in foreign.text
    form = susanne.get(link_to(foreign, "markings", "Ret"))
    assert "exemption_kind" not in form.form(address(amina, "markings")).names
    assert "Sygdom" not in form.text
    assert susanne.submit(form, address(amina, "markings"), valid_to="01-12-2026").status == 303
    assert rows(town.runtime, Marking)[-1].exemption_kind == "illness"
    assert "Sygdom" not in susanne.get(f"/citizens/{amina}").text
