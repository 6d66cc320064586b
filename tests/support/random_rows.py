"""Random but possible rows of a workbook, for tests that must hold whatever a municipality has written."""

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow, HoursRow, TalkRow
from kanban.domain.inputs.values import clean
from kanban.domain.steps import OUT
from kanban.domain.transition import EARLIEST
from kanban.excel.columns import TALKS, Kind
from kanban.excel.words import (
    AGREEMENT_FORMS,
    AGREEMENT_KINDS,
    CLOSING_REASONS,
    CONTACT_KINDS,
    CV_KINDS,
    OUTCOME_KINDS,
    OUTLOOKS,
    TALK_KINDS,
)
from tests.support.workbooks import TODAY

Case = tuple[CitizenRow, list[HistoryRow], list[TalkRow], list[HoursRow]]

_LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff;")
_FORMULA_STARTS = ("=", "+", "-", "@")
_PAST = st.dates(EARLIEST, TODAY)
_DAYS = st.dates(EARLIEST, date(2030, 1, 1))
_HOURS = st.one_of(st.none(), st.integers(0, 59 * 60))
_YES_NO = st.sampled_from([None, True, False])
_PAST_OR_NONE, _DAY_OR_NONE = st.one_of(st.none(), _PAST), st.one_of(st.none(), _DAYS)
_MONTH_OR_NONE = st.one_of(st.none(), st.integers(1, 11).map(lambda month: date(2026, month, 1)))
_THEMES = [column.name for column in TALKS.columns if column.kind is Kind.LEVEL]
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
    """A citizen with facts, history, talks and hours that agree; ``number`` makes the CPR number unique."""
    cpr = f"6101{70 + number // 1000:02}{number % 1000:04}"
    history = draw(histories(cpr))
    last = history[-1].to_step if history else None
    left, company = last == OUT, draw(text())
    outcome = last in {1, OUT} and draw(st.booleans())
    starts_on, action = draw(_DAY_OR_NONE), draw(text())
    has_stood = any(move.to_step != OUT for move in history)
    row = CitizenRow(
        row=0,
        cpr=cpr,
        name=draw(names()),
        started_on=draw(_PAST),
        team=draw(st.sampled_from(["", "Team Å", "Team B"])),
        benefit=draw(text()),
        origin=draw(text()),
        target_group=draw(st.sampled_from([None, 1, 2, 3, 6])),
        step=None if left else last,
        markings=tuple(sorted(set(draw(st.lists(text(), max_size=3))) - {""})),
        cv_prepared_on=draw(_PAST_OR_NONE),
        cv_kind=draw(st.sampled_from([None, *CV_KINDS.by_code])),
        cv_approved=draw(st.sampled_from([None, True, False])),
        goal_a=draw(text()),
        goal_b=draw(text()),
        goal_registered_on=draw(_PAST_OR_NONE),
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
        follow_up_on=draw(_DAY_OR_NONE),
        contact_kind=draw(st.sampled_from([None, *CONTACT_KINDS.by_code])),
        contacted_on=draw(_PAST_OR_NONE),
        paid_hours_outlook=draw(st.sampled_from([None, *OUTLOOKS.by_code])),
        paid_hours_from=draw(_DAY_OR_NONE),
        adjusted_on=draw(_PAST_OR_NONE),
        mentor=draw(text()),
        closing_reason=draw(st.sampled_from([None, *CLOSING_REASONS.by_code])) if left else None,
        cv_profile_job_directed=draw(_YES_NO),
        cv_qualifications_filled=draw(_YES_NO),
        goal_grounded_in_citizen=draw(_YES_NO),
        goal_grounded_in_market=draw(_YES_NO),
        search_activities=draw(text()),
        measures_purpose=draw(text()),
        smart_agreement=draw(text()),
        development_goal=draw(text()),
        agreement_form=draw(st.sampled_from([None, *AGREEMENT_FORMS.by_code])),
        ended_reason=draw(st.sampled_from(["", "", "Slut"])),
        confirmed_on=draw(_PAST_OR_NONE) if has_stood else None,
        action=action,
        action_due_on=draw(_DAY_OR_NONE) if action else None,
        payslips_until=draw(
            st.one_of(st.none(), st.dates(date(2025, 1, 1), TODAY).map(lambda day: day.replace(day=1)))
        ),
        arrived_on=draw(_PAST_OR_NONE),
    )
    return row, history, draw(st.lists(talks(cpr, has_stood=has_stood), max_size=4)), draw(hours(cpr))


@st.composite
def talks(draw: st.DrawFn, cpr: str, *, has_stood: bool) -> TalkRow:
    """A talk, now and then two of a day; it confirms a step only where there has been one."""
    held_on = draw(st.one_of(_PAST, st.just(TODAY)))
    levels = draw(st.dictionaries(st.sampled_from(_THEMES), st.integers(1, 5), max_size=3))
    return TalkRow(
        row=0,
        cpr=cpr,
        held_on=held_on,
        talk_kind=draw(st.sampled_from(sorted(TALK_KINDS.by_code))),
        talk_place=draw(text()),
        participants=draw(text()),
        resources=draw(text(200)),
        challenges=draw(text()),
        note=draw(text()),
        step_confirmed=(draw(_YES_NO) or None) if has_stood else None,
        next_talk_on=draw(st.one_of(st.none(), st.integers(0, 60).map(lambda days: held_on + timedelta(days=days)))),
        levels=levels,
    )


@st.composite
def hours(draw: st.DrawFn, cpr: str) -> list[HoursRow]:
    """Hours that change some times, paid, unpaid or none."""
    days = sorted(draw(st.sets(st.dates(date(2025, 6, 1), date(2027, 1, 1)), max_size=3)))
    found = [HoursRow(0, cpr, day, draw(_HOURS), draw(_HOURS)) for day in days]
    return [each for each in found if (each.paid_hours, each.internship_hours) != (None, None)]


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
