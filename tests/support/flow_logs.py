"""Event logs put straight into the tables, as a workbook or a thousand clicks would have left them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st
from sqlmodel import Session

from kanban.domain.citizen import Citizen, new_public_id
from kanban.domain.organisation import Municipality
from kanban.domain.programme import name_key
from kanban.domain.transition import StepTransition
from kanban.services.runtime import Runtime
from kanban.store import bulk, organisation, programmes
from kanban.store.case_file import CaseFile
from tests.support.flow_oracle import Event

TODAY = date(2026, 11, 20)
BEGAN = date(2025, 6, 2)
TEAMS = (0, 1)
PROGRAMMES = ("Indsats 0", "Indsats 1")
"""Citizens take turns: an even number is in the first."""


def moment(day: date, hour: int = 0) -> datetime:
    """A time of that day."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def log(*histories: str, begun: date = BEGAN) -> list[Event]:
    """One citizen for each text: ``8 @0, 7 @14`` is step 8 on the first day and 7 fourteen days later."""
    found = []
    for citizen, history in enumerate(histories):
        for place, part in enumerate(filter(None, history.split(","))):
            step, days = part.split("@")
            day = begun + timedelta(days=int(days))
            found.append(Event(citizen, int(step), day, place, moment(day), team=0))
    return found


def logs(citizens: int = 12, moves: int = 8) -> st.SearchStrategy[list[Event]]:
    """Any log: several moves a day, skips, setbacks, repeats, leaving, coming back, late and annulled ones."""
    return st.lists(_histories(moves), max_size=citizens).map(
        lambda found: [_of(citizen, event) for citizen, own in enumerate(found) for event in own]
    )


def _of(citizen: int, event: Event) -> Event:
    return Event(citizen, event.step, event.day, event.place, event.recorded_at, event.annulled_at, event.team)


@st.composite
def _histories(draw: st.DrawFn, moves: int) -> list[Event]:
    day, found = TODAY - timedelta(days=draw(st.integers(0, 500))), []
    for place in range(draw(st.integers(0, moves))):
        recorded = moment(min(TODAY, day + timedelta(days=draw(st.sampled_from([0, 0, 0, 3, 40])))))
        annulled = recorded + timedelta(days=draw(st.integers(0, 60))) if draw(st.integers(0, 5)) == 0 else None
        if annulled and annulled.date() > TODAY:
            annulled = None
        step, team = draw(st.sampled_from([8, 8, 7, 6, 5, 4, 3, 2, 1, 0])), draw(st.sampled_from(TEAMS))
        found.append(Event(0, step, day, place, recorded, annulled, team))
        day = min(TODAY, day + timedelta(days=draw(st.sampled_from([0, 1, 7, 30, 95]))))
    return found


def store(runtime: Runtime, events: Sequence[Event], name: str = "Fjordby") -> tuple[int, list[int]]:
    """A municipality with that log in two programmes; returns its id and its teams'.

    The records begin with the first event.
    """
    with runtime.database.write() as session:
        place = organisation.ensure_municipality(session, name, moment(TODAY))
        teams = organisation.ensure_teams(session, place.id or 0, {f"Team {number}" for number in TEAMS})
        ids = [teams[f"Team {number}"] for number in TEAMS]
        known = programmes.ensure(session, place.id or 0, PROGRAMMES, moment(TODAY))
        files = []
        for each in sorted({event.citizen for event in events}):
            file = _file(place, ids, [event for event in events if event.citizen == each])
            file.citizen.programme_id = known[name_key(PROGRAMMES[each % 2])]
            files.append(file)
        _insert(session, files)
    return place.id or 0, ids


def _insert(session: Session, files: list[CaseFile]) -> None:
    bulk.insert_files(session, files, [])


def _file(place: Municipality, teams: Sequence[int], events: Sequence[Event]) -> CaseFile:
    first = min(event.recorded_at for event in events)
    citizen = Citizen(
        public_id=new_public_id(),
        municipality_id=place.id or 0,
        team_id=teams[0],
        cpr_encrypted="",
        cpr_hash=new_public_id(),
        name="Borger",
        sort_name="borger",
        started_on=events[0].day,
        created_at=first,
    )
    file = CaseFile(citizen)
    file.moves.extend(_move(number, event, teams) for number, event in enumerate(events))
    return file


def _move(number: int, event: Event, teams: Sequence[int]) -> StepTransition:
    return StepTransition(
        citizen_id=0,
        team_id=None if event.team is None else teams[event.team],
        to_step=event.step,
        effective_on=event.day,
        day_order=event.place,
        recorded_at=event.recorded_at,
        annulled_at=event.annulled_at,
        base_version=number,
    )
