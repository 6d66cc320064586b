"""Job openings and a board meeting for the demo municipality, recorded through the same services as by hand."""

from dataclasses import dataclass, replace
from datetime import timedelta

from kanban.domain.clock import Clock
from kanban.domain.danish import show_date
from kanban.domain.job_opening import OpeningState
from kanban.domain.staff import Actor, Role
from kanban.services.meetings.lead_meeting import begin_meeting, end_meeting
from kanban.services.meetings.record_entry import record_entry
from kanban.services.openings.change_opening import add_opening, close_opening
from kanban.services.openings.name_citizen import name_citizen
from kanban.services.runtime import Runtime
from kanban.store import citizen_choice, openings, organisation, staff

_HELD_DAYS_AGO = 7
_GOAL_SET, _AT_WORK = (6, 5), (4, 3)


@dataclass(frozen=True)
class _Opening:
    """What the demo notes about an opening, found so many days ago; the finder's citizens on ``steps`` may suit."""

    company: str
    tasks: str
    hours: tuple[str, str]
    days_ago: int
    steps: tuple[int, ...]
    positions: str = "1"
    filled: bool = False


_OPENINGS = (
    _Opening("Havnebageriet", "Pakke brød og fylde op i butikken fra kl. 6 til 9", ("8", "12"), 1, _GOAL_SET),
    _Opening(
        "Fjordens Planteskole", "Pasning af planter og ompotning, gerne to der kan følges ad", ("10", ""), 4, (), "2"
    ),
    _Opening("Nordlageret", "Pluk og pakning i eget tempo, fast makker de første uger", ("15", "20"), 9, _AT_WORK),
    _Opening("Café Kajen", "Opvask og klargøring tre formiddage om ugen", ("9", ""), 16, (), filled=True),
)
_RECORDED = (
    (1, "decision", "Vi begynder hvert møde med en god historie, og den, der har den, fortæller selv.", 0),
    (3, "action", "Aftale en fælles samtale med virksomheden om de næste timer.", 6),
    (4, "action", "Gøre cv'et klar sammen med borgeren, så det kan sendes i denne uge.", -2),
    (5, "action", "Ringe til planteskolen og høre, om to kan begynde sammen.", 3),
)


def begin_demo_meetings(runtime: Runtime, municipality: str, leader: str) -> None:
    """Some openings, of which one is filled, and a meeting a week ago with a decision and three next steps."""
    people = _people(runtime, municipality)
    lead = next((each for each in people if each.name == leader), None)
    brokers = [each for each in people if each.role is Role.BROKER]
    if lead is None or not brokers:
        return
    for place, each in enumerate(_OPENINGS):
        _note(runtime, brokers[place % len(brokers)], each)
    _hold(runtime, lead, brokers)


def _people(runtime: Runtime, municipality: str) -> list[Actor]:
    """Those of the municipality who may log in, in the order of their names."""
    with runtime.database.read() as session:
        place = organisation.find_municipality(session, municipality)
        known = staff.of_municipality(session, place.id or 0) if place else []
        found = [staff.actor(session, each.id or 0, each.session_stamp) for each in known if each.password_hash]
    return [each for each in found if each is not None]


def _note(runtime: Runtime, finder: Actor, opening: _Opening) -> None:
    form = {
        "company": opening.company,
        "opening_tasks": opening.tasks,
        "hours_from": opening.hours[0],
        "hours_to": opening.hours[1],
        "positions": opening.positions,
        "found_by": str(finder.id),
        "found_on": show_date(runtime.clock.today() - timedelta(days=opening.days_ago)),
    }
    number = add_opening(runtime, finder, form).id
    with runtime.database.read() as session:
        own = [each for each in citizen_choice.own(session, finder) if each.current_step in opening.steps]
        seen = openings.standing(session, [number])[number].id
    for citizen in own[:2]:
        name_citizen(runtime, finder, number, {"citizen": citizen.public_id})
    if opening.filled:
        close_opening(runtime, finder, number, {"state": OpeningState.FILLED, "seen": str(seen)})


def _hold(runtime: Runtime, leader: Actor, brokers: list[Actor]) -> None:
    """The clock is put back for the meeting, so that it was held and ended on its day."""
    held_on = runtime.clock.today() - timedelta(days=_HELD_DAYS_AGO)
    then = replace(runtime, clock=Clock(runtime.clock.timezone, held_on))
    meeting = begin_meeting(then, leader, {"team": str(leader.team_id or "")})
    for place, (point, kind, text, due_in) in enumerate(_RECORDED):
        form = {"point": str(point), "kind": kind, "text": text}
        if kind == "action":
            form |= _task(runtime, brokers[place % len(brokers)], due_in)
        record_entry(then, leader, meeting, form)
    end_meeting(then, leader, meeting)


def _task(runtime: Runtime, broker: Actor, due_in: int) -> dict[str, str]:
    """Who does it, by when, and about whom: one of the broker's own citizens on the way to a job."""
    with runtime.database.read() as session:
        own = [each for each in citizen_choice.own(session, broker) if each.current_step in _GOAL_SET]
    due_on = show_date(runtime.clock.today() + timedelta(days=due_in))
    return {"action_by": str(broker.id), "due_on": due_on, "case_code": own[0].case_code if own else ""}
