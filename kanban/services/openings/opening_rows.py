"""From stored openings to what lists show of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from kanban.domain.citizen import Citizen
from kanban.domain.inputs.opening import state_label
from kanban.domain.job_opening import OpeningState, OpeningVersion
from kanban.domain.messages import Message, say, say_count
from kanban.domain.staff import Staff
from kanban.domain.steps import step
from kanban.domain.views.openings import CitizenNamed, OpeningRow, hours_text
from kanban.store import companies, openings, staff


@dataclass(frozen=True)
class Around:
    """What stands around some openings: companies' names by id, employees by id, citizens by opening."""

    companies: Mapping[int, str]
    people: Mapping[int, Staff]
    citizens: Mapping[int, Sequence[Citizen]]

    def row(self, version: OpeningVersion, today: date) -> OpeningRow:
        """One opening as of today."""
        finder = self.people.get(version.found_by)
        state = OpeningState(version.state)
        return OpeningRow(
            id=version.opening_id,
            company_id=version.company_id,
            company=self.companies[version.company_id],
            tasks=version.tasks,
            hours=hours_text(version.minutes_from, version.minutes_to),
            positions=version.positions,
            by=finder.initials if finder else "",
            by_name=finder.name if finder else "",
            found_on=version.found_on,
            ago=ago(version.found_on, today),
            apply_by=version.apply_by,
            late=state is OpeningState.OPEN and version.apply_by is not None and version.apply_by < today,
            state=state,
            state_label=state_label(version.state),
            citizens=tuple(self.citizen(each) for each in self.citizens.get(version.opening_id, ())),
        )

    def citizen(self, citizen: Citizen) -> CitizenNamed:
        """A citizen as lists for colleagues show one."""
        broker = self.people.get(citizen.broker_id or 0)
        where = step(citizen.current_step) if citizen.current_step else None
        return CitizenNamed(
            citizen.public_id, citizen.name, citizen.name_protected, where, broker.initials if broker else ""
        )


def read_around(session: Session, versions: Sequence[OpeningVersion], more: Sequence[Citizen] = ()) -> Around:
    """What stands around some openings, and who has the case of more citizens, in a few statements."""
    citizens = openings.citizens_of(session, [each.opening_id for each in versions])
    everyone = [*more, *(citizen for each in citizens.values() for citizen in each)]
    people = {each.found_by for each in versions} | {each.recorded_by for each in versions}
    brokers = {citizen.broker_id for citizen in everyone}
    return Around(
        companies={
            each.id or 0: each.name for each in companies.by_ids(session, {each.company_id for each in versions})
        },
        people=staff.names(session, people | brokers),
        citizens=citizens,
    )


def rows(session: Session, versions: Sequence[OpeningVersion], today: date) -> tuple[OpeningRow, ...]:
    """Openings in the order given: those of a citizen, a company or a municipality."""
    around = read_around(session, versions)
    return tuple(around.row(each, today) for each in versions)


def open_for(session: Session, citizen_id: int, today: date) -> tuple[OpeningRow, ...]:
    """The openings that may suit a citizen and can still be filled."""
    found = openings.of_citizen(session, citizen_id)
    return rows(session, [each for each in found if each.state == OpeningState.OPEN], today)


def ago(day: date, today: date) -> Message:
    """How long since a day, in words."""
    days = (today - day).days
    if days < 1:
        return say("today")
    return say("yesterday") if days == 1 else say_count("%(count)s day ago", "%(count)s days ago", days)
