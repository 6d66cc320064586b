"""Good news of a municipality and of a team, from real moves."""

from kanban.domain.good_news import GoodNews, News
from kanban.domain.messages import Message
from kanban.domain.wall import WallLabel, WallScope
from kanban.services.walls.good_news import good_news, latest
from tests.factories import TODAY, Town


def scope(town: Town, team_id: int | None = None) -> WallScope:
    return WallScope(town.leader().municipality_id, town.name, team_id, "", WallLabel.CODE)


def news(town: Town, team_id: int | None = None) -> GoodNews:
    with town.runtime.database.read() as session:
        return latest(session, scope(town, team_id), TODAY)


def foot(town: Town) -> tuple[Message, ...]:
    with town.runtime.database.read() as session:
        return good_news(session, scope(town), TODAY)


def moved(town: Town, *moves: tuple[str, str], team: str = "Team Havn") -> str:
    """A citizen moved to each step on a day."""
    citizen = town.citizen(team=team)
    for to_step, day in moves:
        town.move(town.user(), citizen, to_step, effective_on=day)
    return citizen


def test_news_are_counted_from_the_moves_of_the_last_week(town: Town) -> None:
    moved(town, ("8", "01-10-2026"), ("4", "15-11-2026"))
    moved(town, ("8", "01-10-2026"), ("4", "13-11-2026"))
    moved(town, ("5", "01-10-2026"), ("3", "14-11-2026"), ("2", "20-11-2026"))
    moved(town, ("4", "01-10-2026"), ("1", "19-11-2026"))
    assert news(town) == GoodNews(7, {News.JOB: 1, News.MORE_HOURS: 1, News.PAID_HOURS: 1, News.PLACEMENT: 1})
    assert [message.text for message in foot(town)] == [
        "%(count)s has begun in a job",
        "%(count)s has got more paid hours",
    ]


def test_newest_outcome_tells_job_from_education(town: Town) -> None:
    citizen = moved(town, ("4", "01-10-2026"), ("1", "18-11-2026"))
    town.move(town.user(), citizen, "3", reason="Stoppet", effective_on="19-11-2026")
    town.move(town.user(), citizen, "1", outcome="education", effective_on="20-11-2026")
    assert news(town) == GoodNews(7, {News.EDUCATION: 1})


def test_team_has_its_own_news_and_who_has_left_is_none(town: Town) -> None:
    ada = town.user(name="Ada Lund", team="Team Ådal")
    moved(town, ("4", "16-11-2026"), team="Team Ådal")
    moved(town, ("4", "16-11-2026"), ("out", "17-11-2026"), team="Team Ådal")
    moved(town, ("3", "16-11-2026"))
    assert news(town, ada.team_id) == GoodNews(7, {News.PLACEMENT: 1})
    assert news(town) == GoodNews(7, {News.PAID_HOURS: 1, News.PLACEMENT: 1})


def test_other_municipality_has_no_part_in_it(town: Town) -> None:
    moved(town, ("3", "16-11-2026"))
    elsewhere = Town(town.runtime, "Havby Kommune")
    moved(elsewhere, ("8", "16-11-2026"))
    assert news(elsewhere) == GoodNews(30, {})
    assert foot(elsewhere) == ()
