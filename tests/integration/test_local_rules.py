"""A municipality's own rules: what counts, who decided it, and what counted before."""

from collections.abc import Mapping

import pytest

from kanban.domain.audit import AuditAction, AuditEvent
from kanban.domain.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from kanban.domain.local_rules import LocalRules
from kanban.domain.organisation import LocalRule
from kanban.domain.progression import DEFAULT_TEMPLATE
from kanban.domain.talk import ProgressionTemplate
from kanban.domain.views.rules import RulesView
from kanban.services.rules.change_rules import change_rules
from kanban.services.rules.local_rules import local_rules
from kanban.services.rules.rules_page import rules_page
from kanban.store.progression import current_template
from tests.factories import Town
from tests.support.stored import changed, dump, rows


def page(town: Town) -> RulesView:
    return rules_page(town.runtime, town.superuser())


def decide(town: Town, part: str, form: Mapping[str, str], seen: int | None = None) -> bool:
    standing = {"caseload": page(town).caseload, "hours": page(town).hours, "progression": page(town).progression}[part]
    sent = {"seen": str(standing.seen if seen is None else seen), **form}
    return change_rules(town.runtime, town.superuser(), part, sent)


def in_force(town: Town) -> LocalRules:
    with town.runtime.database.read() as session:
        return local_rules(session, town.superuser().municipality_id)


def template_form(town: Town, **changes: str) -> dict[str, str]:
    shown = page(town)
    rows_of = {
        name: value
        for row in shown.themes
        for name, value in (
            (f"place_{row.number}", row.place),
            (f"code_{row.number}", row.code),
            (f"theme_{row.number}", row.name),
        )
    }
    return {**rows_of, **{f"word_{level}": word for level, word in enumerate(shown.words, start=1)}, **changes}


def test_published_values_count_until_something_is_decided(town: Town) -> None:
    assert in_force(town) == LocalRules()
    shown = page(town)
    assert (shown.norm_low, shown.norm_high, shown.hours_bands) == ("30", "50", "5, 10, 30")
    assert [(each.seen, each.at) for each in (shown.caseload, shown.hours, shown.progression)] == [(0, None)] * 3
    assert [row.name for row in shown.themes] == [*(theme.name for theme in DEFAULT_TEMPLATE.themes), "", ""]


def test_decisions_are_added_and_the_newest_counts(town: Town) -> None:
    assert decide(town, "caseload", {"norm_low": "25", "norm_high": "40"})
    assert decide(town, "caseload", {"norm_low": "25", "norm_high": "35"})
    assert decide(town, "hours", {"hours_bands": "5, 15, 30, 37"})
    assert in_force(town) == LocalRules(25, 35, (5, 15, 30, 37))
    assert [(each.name, each.value) for each in rows(town.runtime, LocalRule)] == [
        ("norm_low", "25"),
        ("norm_high", "40"),
        ("norm_high", "35"),
        ("hours_bands", "5,15,30,37"),
    ]
    shown = page(town).caseload
    assert (shown.by, shown.at is not None) == ("Susanne Skov", True)


def test_standard_is_restored_by_a_decision_of_its_own(town: Town) -> None:
    decide(town, "caseload", {"norm_low": "25", "norm_high": "40"})
    assert decide(town, "caseload", {"restore": "yes"})
    assert in_force(town) == LocalRules()
    assert len(rows(town.runtime, LocalRule)) == 4
    assert not decide(town, "caseload", {"restore": "yes"})


def test_template_is_renamed_reordered_retired_and_extended(town: Town) -> None:
    form = template_form(town, theme_2="Helbred", theme_3="", theme_7="Sprog", place_7="0", word_1="Nej")
    assert decide(town, "progression", form)
    with town.runtime.database.read() as session:
        found = current_template(session, town.superuser().municipality_id)
    assert [theme.code for theme in found.themes] == [
        "t1",
        "self_belief",
        "health",
        "direction",
        "workplace",
        "professionals",
    ]
    assert (found.themes[2].name, found.words[0]) == ("Helbred", "Nej")


def test_code_of_a_retired_theme_is_never_given_to_another(town: Town) -> None:
    decide(town, "progression", template_form(town, theme_7="Sprog"))
    decide(town, "progression", template_form(town, theme_7=""))
    decide(town, "progression", template_form(town, theme_7="Økonomi"))
    last = rows(town.runtime, ProgressionTemplate)[-1].themes[-1]
    assert last == {"code": "t2", "name": "Økonomi"}


def test_template_goes_back_to_the_standard(town: Town) -> None:
    decide(town, "progression", template_form(town, theme_1="Selvtillid"))
    assert decide(town, "progression", {"restore": "yes"})
    assert [each["name"] for each in rows(town.runtime, ProgressionTemplate)[-1].themes] == [
        theme.name for theme in DEFAULT_TEMPLATE.themes
    ]


@pytest.mark.parametrize(
    ("part", "form"),
    [
        ("caseload", {"norm_low": "25", "norm_high": "40"}),
        ("hours", {"hours_bands": "8"}),
        ("progression", {"theme_1": "Sprog", **{f"word_{level}": f"Ord {level}" for level in range(1, 6)}}),
    ],
)
def test_decision_sent_twice_is_stored_once_and_others_are_told(town: Town, part: str, form: dict[str, str]) -> None:
    assert decide(town, part, form, seen=0)
    before = dump(town.runtime)
    assert not decide(town, part, form, seen=0)
    with pytest.raises(ConflictError):
        decide(town, part, {**form, "norm_low": "26", "hours_bands": "9", "theme_1": "Netværk"}, seen=0)
    assert changed(before, dump(town.runtime)) == set()


def test_refused_decision_stores_nothing(town: Town) -> None:
    town.superuser()
    before = dump(town.runtime)
    for part in ("caseload", "hours", "progression"):
        with pytest.raises(InvalidInputError):
            decide(town, part, {})
    assert changed(before, dump(town.runtime)) == set()


def test_only_superusers_decide_and_only_on_what_there_is(town: Town) -> None:
    for actor in (town.user(), town.leader()):
        with pytest.raises(ForbiddenError):
            change_rules(town.runtime, actor, "hours", {"hours_bands": "8"})
        with pytest.raises(ForbiddenError):
            rules_page(town.runtime, actor)
    with pytest.raises(NotFoundError):
        change_rules(town.runtime, town.superuser(), "everything", {})


def test_each_municipality_has_its_own(town: Town) -> None:
    decide(town, "hours", {"hours_bands": "8"})
    assert in_force(Town(town.runtime, "Søby Kommune")) == LocalRules()


def test_decisions_are_audited(town: Town) -> None:
    decide(town, "hours", {"hours_bands": "8"})
    event = rows(town.runtime, AuditEvent)[-1]
    assert (event.action, event.staff_id, event.detail) == (
        str(AuditAction.RULES_CHANGED),
        town.superuser().id,
        "hours",
    )
