"""The figures of time: how long stays last, and how long everybody has stood where they stand."""

from kanban.charts.dots import dots
from kanban.charts.ranges import ranges
from kanban.domain.messages import Message, say
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.views.day_drawings import DotChart, RangeChart
from kanban.domain.views.drawings import Door
from kanban.domain.views.flow import Ageing, FlowReport, StepTime
from kanban.domain.views.flow_details import FlowDetails, Maturity, StayAges
from kanban.domain.views.flow_page import Cell, Figure, Table, Warned
from kanban.services.flow.page_cells import named, number, percent, share, step_words, words

_TIME_HEADINGS = (
    say("Step"),
    say("Stays begun"),
    say("Ended"),
    say("Still running"),
    say("Half have moved on after"),
    say("85 %% have moved on after"),
    say("Half, ended stays only"),
    say("85 %%, ended stays only"),
    say("Begun long enough ago"),
    say("of them moved on by the median"),
    say("Share"),
)
_AGE_HEADINGS = (
    say("Step"),
    say("Citizens"),
    say("Median of stays, days"),
    say("85 %% of stays, days"),
    say("Standing still after, days"),
    say("Standing still"),
    say("Median age when leaving, days"),
    say("85 %% age when leaving, days"),
    say("Older than that"),
)


def time_figure(report: FlowReport, details: FlowDetails) -> Figure[RangeChart]:
    """Days in each step, by the estimate, by the ended stays alone, and by those begun long enough ago."""
    mature = {each.step: each for each in details.maturity}
    changed = {each.step for each in details.maturity if each.differs}
    rows = tuple(_time_row(row, mature.get(row.step)) for row in report.time_in_step)
    return Figure(
        key="time",
        title=say("Days on the step"),
        definition=say(
            "Of stays begun in the period, half have moved on by the filled dot and 85 %% by the stroke. Those still"
            " waiting are counted in."
        ),
        description=_slowest(report),
        drawing=ranges(report.time_in_step, changed) if any(row.visits for row in report.time_in_step) else None,
        tables=(Table(say("Days on the step"), _TIME_HEADINGS, rows),),
        warnings=tuple(_warned(each) for each in details.maturity if each.differs),
    )


def _slowest(report: FlowReport) -> Message:
    """The goal is left out: days there are days kept."""
    told = [each for each in report.time_in_step if each.km_median_days is not None and each.step != STEP_NUMBERS[-1]]
    if not told:
        return say("Too few stays have begun in the period to tell how long they last. Choose a longer one.")
    slowest = max(told, key=lambda each: each.km_median_days or 0)
    return say(
        "Step %(step)s takes longest: half have moved on after %(days)s days.",
        step=named(slowest.step),
        days=slowest.km_median_days or 0,
    )


def _time_row(row: StepTime, mature: Maturity | None) -> tuple[Cell, ...]:
    def door(figure: str) -> Door:
        return {"figure": figure, "step": row.step}

    begun, ended = (number(None), number(None)) if mature is None else _matured(mature)
    plain = mature.ended / mature.mature if mature and mature.mature else None
    return (
        words(step_words(row.step)),
        number(row.visits, door("visits")),
        number(row.finished, door("finished")),
        number(row.running, door("running")),
        _days(row.km_median_days, door("visits")),
        _days(row.km_p85_days, door("visits")),
        _days(row.median_finished_days, door("finished")),
        _days(row.p85_finished_days, door("finished")),
        begun,
        ended,
        share(plain, ended.door),
    )


def _days(value: int | None, door: Door) -> Cell:
    """Days told by a list, which even for 0 days has its citizens."""
    found = number(value)
    return found if value is None else Cell(found.shown, value, door, computed=True)


def _matured(each: Maturity) -> tuple[Cell, Cell]:
    rest: Door = {"step": each.step, "within": each.within_days}
    return number(each.mature, {"figure": "matured", **rest}), number(each.ended, {"figure": "matured_ended", **rest})


def _warned(each: Maturity) -> Warned:
    of, some = _matured(each)
    message = say(
        "Step %(step)s: the pace has changed. The curve says that half have moved on after %(days)s days; of stays"
        " begun long enough ago it was %(share)s:",
        step=named(each.step),
        days=each.within_days,
        share=percent(each.ended / each.mature),
    )
    return Warned(message, some, of)


def ages_figure(report: FlowReport, details: FlowDetails) -> Figure[DotChart]:
    """Everybody by days in the step, against how long others have stood there."""
    ageing = {each.step: each for each in report.ageing}
    here = sum(each.open for each in report.ageing)
    rows = tuple(_age_row(each, ageing[each.step]) for each in details.ages)
    return Figure(
        key="ages",
        title=say("How long has everybody been here?"),
        definition=say(
            "Everybody on the step on the last day. The field goes up to the days by which 85 %% have normally moved"
            " on; the line in it is the median."
        ),
        description=_standing(here, sum(each.stalled for each in details.ages)),
        drawing=dots(details.ages) if here else None,
        tables=(Table(say("How long"), _AGE_HEADINGS, rows),),
    )


def _standing(here: int, stalled: int) -> Message:
    if not here:
        return say("Nobody is on the board on the last day of the period.")
    return say(
        "%(count)s of %(all)s citizens have stood on their step longer than 85 %% normally do.",
        count=stalled,
        all=here,
    )


def _age_row(each: StayAges, row: Ageing) -> tuple[Cell, ...]:
    def door(**rest: int) -> Door:
        return {"figure": "open", "step": each.step, **rest}

    return (
        words(step_words(each.step)),
        number(row.open, door()),
        number(each.median_days),
        number(each.p85_days),
        number(each.limit_days),
        number(each.stalled, door(over=each.limit_days or 0)),
        number(row.p50_days),
        number(row.p85_days),
        number(row.over_p85, door(older=row.p85_days or 0)),
    )
