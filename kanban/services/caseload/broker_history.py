"""Who was a citizen's broker when, and from whom a citizen came (R-ROLE-5, R-GOAL-11)."""

from collections.abc import Mapping, Sequence
from datetime import date

from kanban.domain.facts import BrokerAssignment
from kanban.domain.messages import Message, say
from kanban.domain.staff import Staff
from kanban.domain.tenure import Tenure, tenures
from kanban.domain.views.caseloads import BrokerPeriod
from kanban.store.case_file import CaseFile


def broker_history(file: CaseFile, people: Mapping[int, Staff], teams: Mapping[int, str]) -> tuple[BrokerPeriod, ...]:
    """Every broker's time with the citizen, the present one first."""
    versions = sorted(
        (fact for fact in file.facts if isinstance(fact, BrokerAssignment)), key=lambda fact: fact.id or 0
    )
    found = tenures(versions)
    ends = [*(each.begins for each in found[1:]), None]
    periods = [_period(each, end, people, teams) for each, end in zip(found, ends, strict=False)]
    return tuple(reversed(periods))


def _period(tenure: Tenure, ends: date | None, people: Mapping[int, Staff], teams: Mapping[int, str]) -> BrokerPeriod:
    from_team, to_team = tenure.first.from_team_id or 0, tenure.last.to_team_id or 0
    return BrokerPeriod(
        broker=_name(people, tenure.broker_id),
        caseworker=_name(people, tenure.last.caseworker_id),
        begins=tenure.begins,
        ends=ends,
        team=teams.get(to_team, ""),
        from_team=teams.get(from_team, "") if from_team != to_team else "",
        note=tenure.note,
        recorded_by=_name(people, tenure.first.recorded_by),
        recorded_at=tenure.first.recorded_at,
    )


def people_in(file: CaseFile) -> set[int | None]:
    """The ids of everybody the history names."""
    facts = [fact for fact in file.facts if isinstance(fact, BrokerAssignment)]
    return {found for fact in facts for found in (fact.broker_id, fact.caseworker_id, fact.recorded_by)}


def came_from(versions: Sequence[BrokerAssignment], people: Mapping[int, Staff], teams: Mapping[int, str]) -> Message:
    """From which team and whom the present broker took over."""
    found = tenures(versions)
    before = _name(people, found[-2].broker_id) if len(found) > 1 else ""
    given = found[-1].first
    team = teams.get(given.from_team_id or 0, "") if given.from_team_id != given.to_team_id else ""
    if team and before:
        return say("Handed over from %(team)s by %(name)s", team=team, name=before)
    if team:
        return say("Handed over from %(team)s", team=team)
    return say("Taken over from %(name)s", name=before) if before else say("New in your caseload")


def _name(people: Mapping[int, Staff], staff_id: int | None) -> str:
    found = people.get(staff_id or 0)
    return found.name if found else ""
