"""The demo's openings and its board meeting, and meetings begun on different days."""

from dataclasses import replace
from datetime import timedelta

from kanban.domain.board_meeting import ActionState, BoardMeeting, MeetingEntry
from kanban.domain.clock import Clock
from kanban.domain.job_opening import OpeningCitizen, OpeningVersion
from kanban.services.meetings.agreed_actions import my_actions
from kanban.services.meetings.begin_demo import begin_demo_meetings
from kanban.services.meetings.lead_meeting import begin_meeting
from kanban.services.meetings.settle_action import settle_action
from tests.factories import TODAY, Town
from tests.support.stored import one, rows


def test_demo_has_openings_and_an_ended_meeting(town: Town) -> None:
    maja = town.user()
    town.leader("Lars Lund")
    for name in ("Amina Warsame", "Bo Bang"):
        citizen = town.citizen(name)
        town.move(maja, citizen, 8)
        town.move(maja, citizen, 6)
    begin_demo_meetings(town.runtime, town.name, "Lars Lund")
    meeting = one(town.runtime, BoardMeeting)
    assert (meeting.held_on, meeting.ended_at is not None) == (TODAY - timedelta(days=7), True)
    assert len(rows(town.runtime, OpeningVersion, state="filled")) == 1
    assert len(rows(town.runtime, OpeningCitizen)) == 2
    actions = rows(town.runtime, MeetingEntry, kind="action")
    assert all(entry.citizen_id and entry.action_by == maja.id for entry in actions)
    with town.runtime.database.read() as session:
        mine = my_actions(session, maja, TODAY)
    assert [entry.late for entry in mine] == [True, False, False]


def test_demo_without_its_leader_makes_nothing(town: Town) -> None:
    town.user()
    begin_demo_meetings(town.runtime, town.name, "Lars Lund")
    begin_demo_meetings(town.runtime, "Ukendt Kommune", "Lars Lund")
    assert rows(town.runtime, BoardMeeting) == []


def test_meeting_left_running_is_ended_when_the_next_begins(town: Town) -> None:
    lars = town.leader()
    yesterday = replace(town.runtime, clock=Clock(fixed_today=TODAY - timedelta(days=1)))
    first, second = begin_meeting(yesterday, lars, {}), begin_meeting(town.runtime, lars, {})
    assert first != second
    assert [row.ended_at is None for row in rows(town.runtime, BoardMeeting)] == [False, True]
    assert begin_meeting(town.runtime, lars, {}) == second


def test_action_done_by_mistake_is_opened_again(town: Town) -> None:
    maja = town.user()
    town.leader("Lars Lund")
    begin_demo_meetings(town.runtime, town.name, "Lars Lund")
    entry = rows(town.runtime, MeetingEntry, kind="action")[0].id or 0
    open_ones = []
    for state in (ActionState.DONE, ActionState.CARRIED):
        settle_action(town.runtime, maja, entry, {"state": state})
        with town.runtime.database.read() as session:
            open_ones.append(len(my_actions(session, maja, TODAY)))
    assert open_ones == [2, 3]
