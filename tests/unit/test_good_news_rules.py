"""Good news: what counts as news of what, over which days, and in which words."""

from datetime import timedelta

import pytest

from kanban.domain.good_news import Arrival, GoodNews, News, foot, good_news
from kanban.domain.messages import Message
from kanban.i18n import Translator
from tests.factories import TODAY

DANISH = Translator("da")


def came(step: int, came_from: int | None, best: int | None, now: int | None = None, ago: int = 0) -> Arrival:
    """Somebody who came to a step some days ago and is there still, unless told otherwise."""
    return Arrival(1, step, came_from, best, TODAY - timedelta(days=ago), step if now is None else now)


def told(*arrivals: Arrival, outcome: str = "") -> dict[News, int]:
    return dict(good_news(arrivals, {1: outcome}, TODAY).numbers)


def danish(sentences: tuple[Message, ...]) -> list[str]:
    return [DANISH.render(sentence) for sentence in sentences]


@pytest.mark.parametrize(
    ("arrival", "kind"),
    [
        (came(4, 5, 5), News.PLACEMENT),
        (came(4, None, None), News.PLACEMENT),
        (came(4, 5, 4), None),
        (came(3, 4, 4), News.PAID_HOURS),
        (came(3, 0, 5), News.PAID_HOURS),
        (came(3, 4, 2), None),
        (came(2, 4, 4), News.PAID_HOURS),
        (came(2, 3, 3), News.MORE_HOURS),
        (came(2, 3, 1), News.MORE_HOURS),
        (came(2, 4, 3), None),
        (came(1, 6, 1), News.GOAL),
    ],
)
def test_arrival_is_news_of_what_is_new_in_it(arrival: Arrival, kind: News | None) -> None:
    assert told(arrival) == ({kind: 1} if kind else {})


@pytest.mark.parametrize("now", [5, 0])
def test_who_is_farther_away_again_or_has_left_is_no_news(now: int) -> None:
    assert told(came(3, 4, 4, now)) == {}


def test_who_has_come_farther_still_is_news_of_both() -> None:
    assert told(came(3, 4, 4, 1), came(1, 3, 3), outcome="job") == {News.JOB: 1, News.PAID_HOURS: 1}


@pytest.mark.parametrize(("outcome", "kind"), [("job", News.JOB), ("education", News.EDUCATION), ("", News.GOAL)])
def test_goal_is_told_by_what_it_is(outcome: str, kind: News) -> None:
    assert told(came(1, 3, 3), outcome=outcome) == {kind: 1}


def test_citizen_counts_once_in_each_kind() -> None:
    assert told(came(2, 3, 3, ago=5), came(2, 3, 2, ago=1)) == {News.MORE_HOURS: 1}


@pytest.mark.parametrize(("ago", "days"), [(0, 7), (6, 7), (7, 30), (29, 30)])
def test_last_week_is_told_and_without_news_in_it_thirty_days(ago: int, days: int) -> None:
    found = good_news([came(4, 5, 5, ago=ago), came(3, 4, 4, ago=29)], {}, TODAY)
    assert found.days == days
    assert (News.PAID_HOURS in found.numbers) == (days == 30)


def test_nothing_within_thirty_days_is_no_news() -> None:
    found = good_news([came(4, 5, 5, ago=30)], {}, TODAY)
    assert (found, foot(found)) == (GoodNews(30, {}), ())


def test_foot_tells_the_two_kinds_nearest_the_goal() -> None:
    numbers = {News.JOB: 1, News.PAID_HOURS: 2, News.PLACEMENT: 3}
    assert danish(foot(GoodNews(7, numbers))) == ["1 er begyndt i job", "2 har fået de første lønnede timer"]


def test_foot_tells_how_far_back_when_it_is_more_than_a_week() -> None:
    assert danish(foot(GoodNews(30, {News.PLACEMENT: 1}))) == [
        "1 er startet i sin første praktik",
        "alt inden for de seneste 30 dage",
    ]
