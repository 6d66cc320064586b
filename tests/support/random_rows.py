"""Random but possible rows of a workbook, for tests that must hold whatever a municipality has written."""

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow
from kanban.domain.inputs.values import clean
from kanban.domain.steps import OUT
from kanban.domain.transition import EARLIEST
from kanban.excel.columns import AGREEMENT_KINDS, CLOSING_REASONS, CONTACT_KINDS, CV_KINDS, OUTCOME_KINDS, OUTLOOKS
from tests.support.workbooks import TODAY

Case = tuple[CitizenRow, list[HistoryRow]]

_LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff;")
_FORMULA_STARTS = ("=", "+", "-", "@")
_PAST = st.dates(EARLIEST, TODAY)
_DAYS = st.dates(EARLIEST, date(2030, 1, 1))
_HOURS = st.one_of(st.none(), st.integers(0, 59 * 60))
_WORK_KINDS = sorted(AGREEMENT_KINDS.by_code.keys() - OUTCOME_KINDS)


def text(longest: int = 40) -> SearchStrategy[str]:
    """A line of text as it is stored, often empty and sometimes looking like a formula."""
    return st.one_of(
        st.just(""),
        st.sampled_from(["=1+1", "#N/A", "- først", "Ærø & <Å>", "_x0041_", "007", "'citat"]),
        st.text(_LETTERS, max_size=longest).map(lambda typed: clean(typed, lines=False)),
    )


def names() -> SearchStrategy[str]:
    """A citizen's name."""
    return text().map(lambda typed: typed.lstrip("".join(_FORMULA_STARTS)).strip() or "Å")


@st.composite
def cases(draw: st.DrawFn, number: int) -> Case:
    """A citizen with facts and history that agree; ``number`` makes the CPR number unique."""
    cpr = f"6101{70 + number // 1000:02}{number % 1000:04}"
    history = draw(histories(cpr))
    last = history[-1].to_step if history else None
    left, company = last == OUT, draw(text())
    outcome = last in {1, OUT} and draw(st.booleans())
    starts_on = draw(st.one_of(st.none(), _DAYS))
    row = CitizenRow(
        row=0,
        cpr=cpr,
        name=draw(names()),
        started_on=draw(_PAST),
        team=draw(st.sampled_from(["", "Team Å", "Team B"])),
        benefit=draw(text()),
        origin=draw(text()),
        target_group=draw(st.sampled_from([None, 1, 2, 3])),
        step=None if left else last,
        markings=tuple(sorted(set(draw(st.lists(text(), max_size=3))) - {""})),
        cv_prepared_on=draw(st.one_of(st.none(), _PAST)),
        cv_kind=draw(st.sampled_from([None, *CV_KINDS.by_code])),
        cv_approved=draw(st.sampled_from([None, True, False])),
        goal_a=draw(text()),
        goal_b=draw(text()),
        goal_registered_on=draw(st.one_of(st.none(), _PAST)),
        company=company,
        company_cvr=draw(st.sampled_from(["", "11111111", "22222222"])) if company else "",
        contact_person=draw(text()),
        agreement_kind=draw(st.sampled_from(sorted(OUTCOME_KINDS) if outcome else [None, *_WORK_KINDS])),
        starts_on=starts_on,
        ends_on=None if starts_on is None else starts_on + timedelta(days=draw(st.integers(0, 200))),
        internship_hours=draw(_HOURS),
        paid_hours=draw(_HOURS),
        tasks=draw(text(200)),
        milestone=draw(text()),
        follow_up_on=draw(st.one_of(st.none(), _DAYS)),
        contact_kind=draw(st.sampled_from([None, *CONTACT_KINDS.by_code])),
        contacted_on=draw(st.one_of(st.none(), _PAST)),
        paid_hours_outlook=draw(st.sampled_from([None, *OUTLOOKS.by_code])),
        paid_hours_from=draw(st.one_of(st.none(), _DAYS)),
        adjusted_on=draw(st.one_of(st.none(), _PAST)),
        mentor=draw(text()),
        closing_reason=draw(st.sampled_from([None, *CLOSING_REASONS.by_code])) if left else None,
    )
    return row, history


@st.composite
def histories(draw: st.DrawFn, cpr: str) -> list[HistoryRow]:
    """Moves in order, with several on a day, repeated steps, setbacks, leaving and coming back."""
    day, before, rows = draw(st.dates(date(2024, 1, 1), date(2025, 1, 1))), None, []
    for _ in range(draw(st.integers(0, 8))):
        steps = [number for number in range(9) if not (number == before == OUT)]
        to_step = draw(st.sampled_from(steps))
        reason = draw(st.one_of(text(), st.sampled_from(sorted(CLOSING_REASONS.by_code.values()))))
        rows.append(HistoryRow(0, cpr, day, to_step, before, draw(text()).replace("@", ""), reason, draw(text())))
        before, day = to_step, day + timedelta(days=draw(st.sampled_from([0, 0, 1, 30, 60])))
    return rows
