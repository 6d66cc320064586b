"""The figure of how many get there: the share that reaches paid hours within 90, 180 and 365 days of starting."""

from kanban.charts.reach import reach_chart
from kanban.domain.flow_counts import COHORT_STEP
from kanban.domain.messages import Message, say
from kanban.domain.steps import STEP_NUMBERS
from kanban.domain.views.day_drawings import ReachChart
from kanban.domain.views.drawings import Door
from kanban.domain.views.flow import FlowReport, Reach
from kanban.domain.views.flow_details import FlowDetails, ReachBand
from kanban.domain.views.flow_page import Cell, Figure, Table, Warned
from kanban.services.flow.page_cells import named, number, percent, share, step_words, words


def reach_figure(report: FlowReport, details: FlowDetails) -> Figure[ReachChart]:
    """Estimates with their bands beside the plain fractions, and a curve for each quarter's starters."""
    bands = [band for band in details.bands if band.step == COHORT_STEP and band.share is not None]
    headings = (
        say("Step"), say("Within"), say("Share"), say("Lower end"), say("Upper end"), say("Reached it"),
        say("Begun long enough ago"), say("Plain share"),
    )  # fmt: skip
    limits = {(band.step, band.within_days): (band.low, band.high) for band in details.bands}
    rows = tuple(
        _row(each, *limits.get((each.step, each.within_days), (None, None)))
        for each in report.reach
        if each.step != STEP_NUMBERS[0]
    )
    return Figure(
        key="reach",
        title=say("How many reach step %(step)s?", step=named(COHORT_STEP)),
        definition=say(
            "Share of those who began in the period that reached step 3 or nearer within so many days. Who leaves"
            " before has not reached it. The stroke holds the true share with 95 %% certainty."
        ),
        description=_told(bands),
        drawing=reach_chart(bands, details.quarters) if bands else None,
        tables=(Table(say("Share that reaches the step"), headings, rows),),
        warnings=tuple(_warned(band) for band in bands if band.differs and band.mature),
    )


def _told(bands: list[ReachBand]) -> Message:
    if not bands:
        return say("Nobody has begun in the period who still had the step to reach. Choose a longer one.")
    last = bands[-1]
    return say(
        "%(share)s reach step %(step)s within %(days)s days.",
        share=percent(last.share or 0),
        step=named(COHORT_STEP),
        days=last.within_days,
    )


def _row(each: Reach, low: float | None, high: float | None) -> tuple[Cell, ...]:
    some, of = _fraction(each)
    plain = each.reached / each.mature if each.mature else None
    begun: Door = {"figure": "reach_mature", "step": each.step, "within": 0}
    return (
        words(step_words(each.step)),
        Cell(say("%(days)s days", days=each.within_days), each.within_days),
        share(each.share, begun),
        share(low, begun),
        share(high, begun),
        some,
        of,
        share(plain, some.door),
    )


def _fraction(each: Reach | ReachBand) -> tuple[Cell, Cell]:
    rest: Door = {"step": each.step, "within": each.within_days}
    return (
        number(each.reached, {"figure": "reach_reached", **rest}),
        number(each.mature, {"figure": "reach_mature", **rest}),
    )


def _warned(band: ReachBand) -> Warned:
    some, of = _fraction(band)
    message = say(
        "Within %(days)s days: the pace has changed. The curve says %(share)s; of those who began long enough ago it"
        " was %(plain)s:",
        days=band.within_days,
        share=percent(band.share or 0),
        plain=percent(band.reached / band.mature),
    )
    return Warned(message, some, of)
