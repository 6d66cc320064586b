"""When a target is met, and how a number is shared out."""

from datetime import date

import pytest

from kanban.domain.errors import InvalidInputError
from kanban.domain.indicators import Indicator
from kanban.domain.inputs.targets import read_month, read_parts, read_place, read_target, refuse_past
from kanban.domain.milestone import EVERYBODY, Owner, break_down, split
from kanban.domain.months import later, months_between, parse_month
from kanban.domain.targets import MonthShare, Population, Target, a_month, change, judge, missing
from kanban.domain.views.milestones import Outlook
from kanban.domain.views.targets import percent

TODAY = date(2026, 11, 20)
FORM = {
    "name": "Lønnede timer",
    "threshold": "15",
    "months_in_row": "1",
    "first": "2026-01",
    "last": "2026-12",
    "population": "effort_group",
    "counts_paid_hours": "yes",
    "counts_education": "yes",
}


def target(threshold: int = 40, row: int = 3, last: date = date(2026, 12, 1)) -> Target:
    return Target("", Population.EFFORT_GROUP, tuple(Indicator), row, threshold, date(2026, 1, 1), last)


def shares(*touched: int, population: int = 10, running: bool = True) -> list[MonthShare]:
    """Months from January on; the last one runs still."""
    last = len(touched) - 1
    return [
        MonthShare(date(2026, 1 + place, 1), population, number, over=not (running and place == last))
        for place, number in enumerate(touched)
    ]


@pytest.mark.parametrize(
    ("touched", "met_in", "row"),
    [
        ((4, 4, 4, 0), date(2026, 3, 1), 3),
        ((4, 4, 3, 4, 5, 4, 0), date(2026, 6, 1), 3),
        ((4, 4, 3, 4, 4, 0), None, 2),
        ((4, 4, 4), None, 2),
        ((0,), None, 0),
    ],
)
def test_target_is_met_by_so_many_months_in_a_row_that_are_over(
    touched: tuple[int, ...], met_in: date | None, row: int
) -> None:
    verdict = judge(target(), shares(*touched))
    assert (verdict.met_in, verdict.row) == (met_in, row)


def test_share_exactly_at_the_threshold_reaches_it() -> None:
    assert MonthShare(TODAY, 20, 3, over=True).reaches(15)
    assert not MonthShare(TODAY, 21, 3, over=True).reaches(15)
    assert not MonthShare(TODAY, 0, 0, over=True).reaches(15)


def test_target_that_was_met_stays_met_and_one_that_was_not_ends_with_its_window() -> None:
    ended = judge(target(last=date(2026, 4, 1)), shares(0, 0, 4, 4, running=False))
    assert (ended.met_in, ended.ended) == (None, True)
    assert judge(target(), shares(4, 4, 4, 0, 0)).met_in == date(2026, 3, 1)


@pytest.mark.parametrize(("population", "touched", "more"), [(20, 0, 3), (21, 3, 1), (20, 3, 0), (20, 9, 0), (0, 0, 0)])
def test_missing_is_what_it_takes_to_the_threshold(population: int, touched: int, more: int) -> None:
    assert missing(target(threshold=15), MonthShare(TODAY, population, touched, over=False)) == more


def test_missing_citizens_are_spread_over_the_months_left() -> None:
    assert [a_month(7, TODAY, date(2026, month, 1)) for month in (10, 11, 12)] == [7, 7, 4]


def test_baseline_of_nothing_is_not_compared_with() -> None:
    assert change(0.3, 0.0) is None
    assert change(None, 0.2) is None
    assert change(0.3, 0.2) == pytest.approx(0.5)


def test_number_is_shared_out_whole_by_largest_remainder() -> None:
    assert split(10, {"a": 5, "b": 3, "c": 1}) == {"a": 6, "b": 3, "c": 1}
    assert split(2, {"a": 1, "b": 1, "c": 1}) == {"a": 1, "b": 1, "c": 0}
    assert split(3, {"a": 0, "b": 0}) == {"a": 0, "b": 0}


@pytest.mark.parametrize("number", range(0, 40, 3))
def test_parts_add_up_to_the_whole(number: int) -> None:
    parts = break_down(number, {1: 7, 2: 12, None: 1}, {1: {5: 4, 6: 3}, 2: {7: 12}, None: {8: 1}})
    teams = sum(parts[Owner(team_id=each)] for each in (1, 2))
    assert teams + parts[Owner(broker_id=8)] == number
    assert parts[Owner(broker_id=5)] + parts[Owner(broker_id=6)] == parts[Owner(team_id=1)]


def test_owner_is_named_in_forms_and_addresses() -> None:
    assert [owner.key for owner in (EVERYBODY, Owner(3), Owner(broker_id=5))] == ["all", "team_3", "broker_5"]
    assert [owner.query for owner in (EVERYBODY, Owner(3), Owner(broker_id=5))] == [{}, {"team": "3"}, {"broker": "5"}]


def test_months_are_counted_across_years() -> None:
    assert later(date(2026, 11, 1), 2) == date(2027, 1, 1)
    assert len(months_between(date(2025, 11, 1), date(2026, 2, 1))) == 4
    assert months_between(date(2026, 2, 1), date(2026, 1, 1)) == []
    assert [parse_month(text) for text in ("2026-13", "26-01", "1999-01", "2026-02 ")] == [None] * 3 + [
        date(2026, 2, 1)
    ]


def test_target_is_read_from_its_form() -> None:
    found = read_target(FORM)
    assert found.counts == (Indicator.PAID_HOURS, Indicator.EDUCATION)
    assert (found.threshold, found.months_in_row, found.first, found.last) == (
        15,
        1,
        date(2026, 1, 1),
        date(2026, 12, 1),
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 121),
        ("threshold", "0"),
        ("threshold", "101"),
        ("threshold", "15,5"),
        ("months_in_row", "13"),
        ("first", "januar"),
        ("last", "2025-12"),
        ("last", "2032-01"),
        ("population", "all of them"),
    ],
)
def test_wrong_part_of_a_target_is_refused_at_its_field(field: str, value: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        read_target({**FORM, field: value})
    assert list(error.value.by_field()) == [field]


def test_target_needs_something_that_counts_and_a_window_long_enough() -> None:
    with pytest.raises(InvalidInputError) as error:
        read_target(
            {**FORM, "counts_paid_hours": "", "counts_education": "no", "months_in_row": "3", "last": "2026-02"}
        )
    assert list(error.value.by_field()) == ["last", "counts"]


def test_numbers_are_read_and_what_was_not_sent_is_left_out() -> None:
    sent = {"all": " 12 ", "team_1": "", "team_2": "0", "broker_9": "4"}
    assert read_parts(sent, {"all", "team_1", "team_2", "team_3"}) == {"all": 12, "team_1": None, "team_2": None}
    with pytest.raises(InvalidInputError) as error:
        read_parts({"all": "tolv", "team_1": "-1", "team_2": "3"}, {"all", "team_1", "team_2"})
    assert set(error.value.by_field()) == {"all", "team_1"}


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"kind": "stop"}, "kind"),
        ({"step": "0"}, "step"),
        ({"month": "2026-99"}, "month"),
        ({"month": "2031-01"}, "month"),
    ],
)
def test_milestone_that_cannot_be_is_refused(sent: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        read_place(sent, TODAY)
    assert list(error.value.by_field()) == [field]


def test_past_month_can_be_looked_at_but_not_decided_on() -> None:
    past = read_place({"month": "2026-10"}, TODAY)
    with pytest.raises(InvalidInputError):
        refuse_past(past, TODAY)
    assert read_month({}, TODAY) == date(2026, 11, 1)


def test_nothing_ahead_is_told_as_certain() -> None:
    assert [Outlook(chance, 0, 26, TODAY, TODAY).percent for chance in (0.0, 0.004, 0.7, 1.0)] == [1, 1, 70, 99]


def test_shares_keep_the_decimal_that_matters() -> None:
    assert [percent(share) for share in (0.146, 0.15, 0.0, 1.0)] == [
        "14,6\u00a0%",
        "15\u00a0%",
        "0\u00a0%",
        "100\u00a0%",
    ]
