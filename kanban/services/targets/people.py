"""A municipality's teams and job brokers, and whose targets and milestones an actor looks at."""

from dataclasses import dataclass

from sqlmodel import Session

from kanban.domain.danish import sort_key
from kanban.domain.errors import ForbiddenError, NotFoundError
from kanban.domain.messages import say
from kanban.domain.milestone import Owner
from kanban.domain.organisation import Team
from kanban.domain.staff import Actor, Role, Staff
from kanban.store import milestones, organisation
from kanban.store import staff as staff_store
from kanban.store.flow_scope import FlowScope


@dataclass(frozen=True)
class People:
    """Teams by name, brokers by team and name: never by size."""

    municipality_id: int
    teams: tuple[Team, ...]
    brokers: tuple[Staff, ...]

    def scope(self, actor: Actor, team: str, broker: str) -> FlowScope:
        """What is asked for: everything, a team or a caseload; a broker gets the own caseload.

        Raises :class:`NotFoundError` for what is not the municipality's and :class:`ForbiddenError` for a colleague's.
        """
        team_id, broker_id = self._team(team), self._broker(actor, broker)
        if actor.role is Role.BROKER:
            if team or broker_id not in {None, actor.id}:
                raise ForbiddenError(say("Only the figures of your own citizens are open to you"))
            return FlowScope(self.municipality_id, None, actor.id)
        return FlowScope(self.municipality_id, None if broker_id else team_id, broker_id)

    def name(self, owner: Owner, municipality: str) -> str:
        """The owner's name."""
        if owner.broker_id is not None:
            return next((each.name for each in self.brokers if each.id == owner.broker_id), "")
        return next((each.name for each in self.teams if each.id == owner.team_id), municipality)

    def of_team(self, team_id: int | None) -> list[Staff]:
        """The brokers of a team, or those without one."""
        return [each for each in self.brokers if each.team_id == team_id]

    def owners(self, team_id: int | None = None) -> list[Owner]:
        """Everybody who can have milestones, each team before its brokers; with a team that team's alone."""
        found = [] if team_id else [Owner()]
        for team in self.teams:
            if team_id in {None, team.id}:
                found += [Owner(team_id=team.id), *(Owner(broker_id=each.id) for each in self.of_team(team.id))]
        return found if team_id else [*found, *(Owner(broker_id=each.id) for each in self.of_team(None))]

    def _team(self, wanted: str) -> int | None:
        if not wanted:
            return None
        for team in self.teams:
            if team.name.casefold() == wanted.casefold() or str(team.id) == wanted:
                return team.id
        raise NotFoundError(say("There is no team called %(team)s", team=wanted))

    def _broker(self, actor: Actor, wanted: str) -> int | None:
        if not wanted:
            return None
        if wanted == "me":
            return actor.id
        for person in self.brokers:
            if str(person.id) == wanted:
                return person.id
        raise NotFoundError(say("There is no such job broker"))


def read_people(session: Session, municipality_id: int) -> People:
    """The municipality's teams, its job brokers, and others with citizens of their own; who has stopped is left out."""
    owning = milestones.owning(session, municipality_id)
    people = staff_store.of_municipality(session, municipality_id)
    working = [each for each in people if (each.role == Role.BROKER or each.id in owning) and each.disabled_at is None]
    teams = organisation.teams(session, municipality_id)
    return People(
        municipality_id,
        tuple(sorted(teams, key=lambda team: sort_key(team.name))),
        tuple(sorted(working, key=lambda each: sort_key(each.name))),
    )
