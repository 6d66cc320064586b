"""A target in words and as a drawing: share by month beside the threshold, and what it takes (R-TGT-1)."""

from datetime import date

from kanban.charts.months import month_name
from kanban.charts.shares import ShareScale, scale
from kanban.domain.day_words import month as whole_name
from kanban.domain.indicators import Indicator
from kanban.domain.messages import Message, say
from kanban.domain.milestone import EVERYBODY, Owner
from kanban.domain.months import days_until, key
from kanban.domain.targets import MonthShare, Target, Verdict, a_month, change, judge, missing
from kanban.domain.views.targets import Bar, TargetView, percent
from kanban.services.targets.target_shares import Measured

MOST_BARS = 18
_MANIFOLD = 2
_COMPANY = {Indicator.INTERNSHIP, Indicator.WAGE_SUBSIDY}


def target_view(target: Target, measured: Measured, owner: Owner, today: date) -> TargetView:
    """One target for the municipality, or as it looks for a team or caseload, which is not judged."""
    window = measured.shares(target)
    shares, verdict, judged = window[-MOST_BARS:], judge(target, window), owner == EVERYBODY
    drawing = scale([share.share or 0 for share in shares], target.threshold)
    open_yet = judged and verdict.met_in is None and not verdict.ended and bool(shares)
    more = missing(target, shares[-1]) if open_yet else 0
    return TargetView(
        target=target,
        bars=_bars(target, shares, drawing, owner, today),
        line=drawing.y(target.threshold),
        top=drawing.top,
        pitch=drawing.pitch,
        thick=drawing.thick,
        verdict=verdict,
        words=_verdict_words(target, verdict) if judged else _own_words(verdict, shares),
        needed=_needed(target, more, today) if more else None,
        a_month=a_month(more, today, target.last),
        start_step=4 if _COMPANY & set(target.counts) else 3,
        judged=judged,
        baseline=_baseline(target, measured, verdict) if judged else None,
    )


def _bars(target: Target, shares: list[MonthShare], drawing: ShareScale, owner: Owner, today: date) -> tuple[Bar, ...]:
    found = []
    for place, share in enumerate(shares):
        days, y = days_until(share.month, today), drawing.y((share.share or 0) * 100)
        period = {"from": days.first.isoformat(), "to": days.last.isoformat()}
        address = {"goal": str(target.number), "month": key(share.month), **period, **owner.query}
        bar = Bar(
            share=share,
            label=month_name(share.month, with_year=share.month.month == 1 or place == 0),
            x=drawing.x(place),
            y=y,
            height=round(drawing.box.bottom - y, 1),
            reaches=share.reaches(target.threshold),
            touched_query={"figure": "target_touched", **address},
            population_query={"figure": "target_population", **address},
        )
        found.append(bar)
    return tuple(found)


def _verdict_words(target: Target, verdict: Verdict) -> Message:
    if verdict.met_in is not None:
        return say("Met in %(month)s", month=_named(verdict.met_in))
    if verdict.ended:
        return say("Not met. The window ended in %(month)s", month=_named(target.last))
    latest = verdict.latest
    if latest is None or latest.share is None:
        return say("Not settled: no month with citizens is over yet")
    goal, share, month = percent(target.threshold / 100), percent(latest.share), _named(latest.month)
    if target.months_in_row > 1:
        row = say("%(row)s of %(months)s months in a row so far", row=verdict.row, months=target.months_in_row)
        return say(
            "%(share)s in %(month)s of the %(goal)s it takes, %(row)s", share=share, month=month, goal=goal, row=row
        )
    return say("So far %(share)s in %(month)s of the %(goal)s it takes", share=share, goal=goal, month=month)


def _own_words(verdict: Verdict, shares: list[MonthShare]) -> Message:
    latest = verdict.latest or (shares[-1] if shares else None)
    if latest is None or latest.share is None:
        return say("Nobody is counted here yet. The target is the municipality's")
    share, month = percent(latest.share), _named(latest.month)
    return say("%(share)s in %(month)s here. The target is the municipality's", share=share, month=month)


def _needed(target: Target, more: int, today: date) -> Message:
    return say(
        "%(more)s more have to be touched to reach %(goal)s: on average %(number)s to start a month up to %(month)s, "
        "if nobody drops out",
        more=more,
        goal=percent(target.threshold / 100),
        number=a_month(more, today, target.last),
        month=_named(target.last),
    )


def _baseline(target: Target, measured: Measured, verdict: Verdict) -> Message | None:
    """The same citizens' two years before, compared where there is anything to compare with."""
    latest = verdict.latest
    before = measured.baseline(target, latest.month) if latest else None
    if latest is None or before is None:
        return None
    grown = change(latest.share, before)
    if grown is None:
        return say("Not compared with the two years before: none of them were touched then")
    share, by = percent(before), percent(abs(round(grown, 2)))
    if grown > _MANIFOLD:
        times = f"{grown + 1:.1f}".removesuffix(".0").replace(".", ",")
        return say(
            "%(share)s of the same citizens a month in the two years before: %(times)s times as many now",
            share=share,
            times=times,
        )
    if grown < 0:
        return say(
            "%(share)s of the same citizens a month in the two years before: %(by)s lower now", share=share, by=by
        )
    return say("%(share)s of the same citizens a month in the two years before: %(by)s higher now", share=share, by=by)


def _named(month: date) -> Message:
    return say("%(month)s %(year)s", month=whole_name(month), year=str(month.year))
