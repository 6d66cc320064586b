"""Any log of moves: behind every number stand exactly so many lines, on both clocks and in every scope."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from kanban.domain.flow_stays import Behind
from kanban.domain.inputs.behind_query import Question
from kanban.domain.inputs.flow_query import read_flow_query
from kanban.domain.organisation import Municipality
from kanban.services.behind.asked import Asked
from kanban.services.behind.readers import READERS
from kanban.services.flow.flow_report import municipality_flow
from kanban.services.flow.whose import whose
from kanban.services.runtime import Runtime
from tests.support.flow_answers import asked
from tests.support.flow_doors import ask, doors
from tests.support.flow_logs import TODAY, log, logs, store
from tests.support.flow_oracle import Event

EXAMPLES = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_places = count()


class Lists:
    """The lists of one municipality in one period."""

    def __init__(self, session: Session, runtime: Runtime, name: str, raw: dict[str, str]) -> None:
        self._session, self._runtime, self._raw = session, runtime, raw
        self._query = read_flow_query(raw, runtime.clock)
        place = session.exec(select(Municipality).where(Municipality.name == name)).one()
        self._scope = whose(session, place.id or 0, self._query).scope

    def behind(self, parts: dict[str, str]) -> list[Behind]:
        question = Question(parts["figure"], self._query.period, {**self._raw, **parts})
        asked_now = Asked(self._session, self._runtime, self._scope, self._query, question)
        return list(READERS[question.figure](asked_now))


def wrong(runtime: Runtime, name: str, raw: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Every number whose list is of another length: question -> (number, lines)."""
    found = asked(municipality_flow(runtime, name, raw)).json
    rows = found["distribution_daily"]
    days = [rows[place]["date"] for place in sorted({0, len(rows) // 2, len(rows) - 1})]
    with runtime.database.read() as session:
        lists = Lists(session, runtime, name, raw)
        lengths = ((parts, number, len(lists.behind(parts))) for parts, number in doors(found, days))
        return {str(parts): (number, lines) for parts, number, lines in lengths if number != lines}


def test_behind_every_number_of_any_log_stand_so_many_lines(runtime: Runtime) -> None:
    days = st.integers(0, 400).map(lambda back: TODAY - timedelta(days=back))
    programme = {"programme": "Indsats 1"}
    scopes = st.sampled_from([{}, {"team": "Team 1"}, programme, {"team": "Team 0", **programme}])

    @EXAMPLES
    @given(logs(), st.tuples(days, days).map(sorted), scopes, st.one_of(st.none(), days))
    def play(events: list[Event], period: list[date], scope: dict[str, str], known_on: date | None) -> None:
        name = f"By {next(_places)}"
        store(runtime, events, name)
        raw = {"from": period[0].isoformat(), "to": period[1].isoformat(), **scope}
        if known_on:
            raw["known_at"] = datetime(known_on.year, known_on.month, known_on.day, 12, tzinfo=UTC).isoformat()
        assert wrong(runtime, name, raw) == {}

    play()


def listed(runtime: Runtime, *histories: str, last: str = "2025-09-10", **parts: str | int) -> list[Behind]:
    """The lines behind one figure of citizens with these histories; day 0 is 02-06-2025."""
    store(runtime, log(*histories))
    figure = str(parts.pop("figure"))
    with runtime.database.read() as session:
        lists = Lists(session, runtime, "Fjordby", {"from": "2025-06-02", "to": last})
        return lists.behind(ask(figure, **parts))


def test_crossed_counts_a_citizen_once_and_whoever_passed_the_step(runtime: Runtime) -> None:
    histories = ("8@0,4@5", "8@0,5@2,4@9,6@12,3@20", "8@0,7@3", "4@0", "3@0,4@8")
    lines = listed(runtime, *histories, figure="crossed", step=4)
    assert [(line.step, line.on) for line in lines] == [
        (4, date(2025, 6, 7)), (4, date(2025, 6, 11)), (4, date(2025, 6, 2)), (3, date(2025, 6, 2)),
    ]  # fmt: skip
    july = listed(runtime, "8@0,4@31", "8@0,4@5,6@29,3@40", figure="crossed", step=4, month="2025-07")
    assert {line.on for line in july} >= {date(2025, 7, 3), date(2025, 7, 12)}


def test_kept_are_those_who_still_stand_there_when_the_month_ends(runtime: Runtime) -> None:
    histories = ("4@0", "4@0,6@35", "4@0,3@40", "4@0,0@33", "8@0,4@31", "4@0,6@32,4@50")
    assert len(listed(runtime, *histories, figure="kept_base", step=4, month="2025-07")) == 5
    kept = listed(runtime, figure="kept", step=4, month="2025-07")
    assert [(line.step, line.on) for line in kept] == [
        (4, date(2025, 6, 2)), (3, date(2025, 7, 12)), (4, date(2025, 7, 22)),
    ]  # fmt: skip


def test_days_in_the_step_choose_who_stands_still(runtime: Runtime) -> None:
    histories = ("7@0", "7@50", "8@0,7@99", "7@0,6@9")
    assert len(listed(runtime, *histories, figure="open", step=7)) == 3
    assert len(listed(runtime, figure="open", step=7, over=50)) == 1
    assert len(listed(runtime, figure="open", step=7, least=1, most=50)) == 2
    assert len(listed(runtime, figure="open", step=7, older=99)) == 2
