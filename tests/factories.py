"""Real rows for tests: a municipality with staff and citizens, moved by the product's own service."""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from secrets import token_urlsafe
from typing import TypeVar

from argon2 import PasswordHasher
from sqlmodel import Session, select

from kanban.domain.case import CaseFacts
from kanban.domain.citizen import Citizen, new_public_id
from kanban.domain.clock import Clock
from kanban.domain.company import Company
from kanban.domain.danish import fold, sort_key
from kanban.domain.fact import Fact
from kanban.domain.facts import Marking
from kanban.domain.programme import name_key
from kanban.domain.projection import card, write_card
from kanban.domain.staff import Actor, Role, Staff, initials_of
from kanban.services.case.move_citizen import Moved, move_citizen
from kanban.services.runtime import Runtime, upgrade_schema
from kanban.store import organisation, programmes
from kanban.store import staff as staff_store
from kanban.store.case_codes import give_codes
from kanban.store.database import Database
from kanban.store.vault import CprVault

TODAY = date(2026, 11, 20)
FIELD_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
PASSWORD = "correct horse battery"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
F = TypeVar("F", bound=Fact)
_numbers = itertools.count(1)


@cache
def _password_hash() -> str:
    """Hashing is slow on purpose; tests that log in need not wait for it."""
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)


def runtime_on(url: str, today: date = TODAY) -> Runtime:
    """A runtime on a migrated database, with the day pinned."""
    runtime = Runtime(Database(url), Clock(fixed_today=today), CprVault(FIELD_KEY))
    upgrade_schema(runtime)
    return runtime


def synthetic_cpr(number: int) -> str:
    """Ten digits with day + 60, all different up to 10,000 of them."""
    return f"{61 + number % 28:02d}{1 + number % 12:02d}{60 + number % 30:02d}{number % 10000:04d}"[:10]


def fact(kind: type[F], /, **values: object) -> F:
    """A fact about citizen 1 that is in no database; ids rise in the order of recording."""
    return kind.model_validate({"id": 1, "citizen_id": 1, "recorded_at": NOW, **values})


def company(number: int, name: str, cvr: str = "") -> Company:
    """A company that is in no database."""
    return Company(id=number, municipality_id=1, name=name, search_name=fold(name), cvr=cvr, created_at=NOW)


def email_of(name: str, municipality: str) -> str:
    """The address a user of that name logs in with."""
    return f"{name.lower().replace(' ', '.')}@{municipality.split(maxsplit=1)[0].lower()}.example"


@dataclass
class Town:
    """A municipality under test."""

    runtime: Runtime
    name: str = "Fjordby Kommune"
    people: dict[str, Actor] = field(default_factory=dict)

    def user(self, role: Role = Role.BROKER, name: str = "Maja Juhl", team: str = "Team Havn") -> Actor:
        """A user who can log in with :data:`PASSWORD`; the same name gives the same user."""
        email = email_of(name, self.name)
        if email not in self.people:
            staff = self._staff(email, name, role, team)
            with self.runtime.database.read() as session:
                found = staff_store.actor(session, staff.id or 0, staff.session_stamp)
            assert found is not None
            self.people[email] = found
        return self.people[email]

    def _staff(self, email: str, name: str, role: Role, team: str) -> Staff:
        now = self.runtime.clock.now()
        with self.runtime.database.write() as session:
            place = organisation.ensure_municipality(session, self.name, now)
            teams = organisation.ensure_teams(session, place.id or 0, {team})
            staff = Staff(
                municipality_id=place.id or 0,
                team_id=teams[team],
                email=email,
                name=name,
                initials=initials_of(name),
                role=str(role),
                password_hash=_password_hash(),
                session_stamp=token_urlsafe(12),
                created_at=now,
            )
            session.add(staff)
        return staff

    def superuser(self, name: str = "Susanne Skov") -> Actor:
        """A superuser."""
        return self.user(Role.SUPERUSER, name)

    def leader(self, name: str = "Lars Lund") -> Actor:
        """A leader."""
        return self.user(Role.LEADER, name)

    def version(self, citizen_id: str) -> int:
        """The card's present version."""
        with self.runtime.database.read() as session:
            return session.exec(select(Citizen.version).where(Citizen.public_id == citizen_id)).one()

    def move(self, actor: Actor, citizen_id: str, to_step: int | str, **changes: str) -> Moved:
        """A move with a complete form on the card's present version; ``changes`` as in :func:`move_fields`."""
        broker = {"broker_id": str(actor.id)} if str(to_step) == "8" else {}
        form = {**move_fields(to_step, self.version(citizen_id)), **broker, **changes}
        return move_citizen(self.runtime, actor, citizen_id, form)

    def cpr(self, citizen_id: str) -> str:
        """The citizen's number, opened."""
        with self.runtime.database.read() as session:
            sealed = session.exec(select(Citizen.cpr_encrypted).where(Citizen.public_id == citizen_id)).one()
        return self.runtime.vault.open(sealed)

    def mark(self, citizen_id: str, name: str) -> None:
        """Give a citizen a person-group marking."""
        with self.runtime.database.write() as session:
            owner = session.exec(select(Citizen.id).where(Citizen.public_id == citizen_id)).one()
            session.add(Marking(citizen_id=owner or 0, name=name, recorded_at=self.runtime.clock.now()))

    def email(self, actor: Actor) -> str:
        """The address a user logs in with."""
        return next(email for email, person in self.people.items() if person.id == actor.id)

    def citizen(
        self,
        name: str = "Amina Warsame",
        started_on: date = date(2025, 5, 1),
        team: str = "Team Havn",
        group: int | None = None,
        *,
        protected: bool = False,
        programme: str = "",
    ) -> str:
        """A citizen not yet placed; returns the public id."""
        with self.runtime.database.write() as session:
            citizen = self._new_citizen(session, name, team)
            if programme:
                now, place = self.runtime.clock.now(), citizen.municipality_id
                citizen.programme_id = programmes.ensure(session, place, [programme], now)[name_key(programme)]
            citizen.started_on, citizen.target_group, citizen.name_protected = started_on, group, protected
        return citizen.public_id

    def crowd(self, number: int, team: str = "Team Havn") -> list[str]:
        """That many citizens not yet placed, in one transaction; returns their public ids."""
        with self.runtime.database.write() as session:
            citizens = [self._new_citizen(session, f"Borger {each:04d}", team) for each in range(number)]
        return [citizen.public_id for citizen in citizens]

    def _new_citizen(self, session: Session, name: str, team: str) -> Citizen:
        cpr, now = synthetic_cpr(next(_numbers)), self.runtime.clock.now()
        place = organisation.ensure_municipality(session, self.name, now)
        teams = organisation.ensure_teams(session, place.id or 0, {team})
        citizen = Citizen(
            public_id=new_public_id(),
            municipality_id=place.id or 0,
            team_id=teams[team],
            programme_id=programmes.usual(session, place.id or 0, now),
            cpr_encrypted=self.runtime.vault.seal(cpr),
            cpr_hash=self.runtime.vault.recognise(cpr),
            name=name,
            sort_name=sort_key(name),
            started_on=date(2025, 5, 1),
            created_at=now,
        )
        write_card(citizen, card(name, [], CaseFacts()))
        give_codes(session, [citizen])
        session.add(citizen)
        return citizen


def move_fields(to_step: int | str, version: int, effective_on: str = "20-11-2026", **changes: str) -> dict[str, str]:
    """A complete move form for a step; ``changes`` replace or add fields, an empty value clears one."""
    return {
        "to_step": str(to_step),
        "version": str(version),
        "effective_on": effective_on,
        **_STEP_FIELDS[str(to_step)],
        **changes,
    }


_AGREEMENT = {
    "company": "Strandhotellet",
    "contact_person": "Birthe Holst",
    "starts_on": "14-09-2026",
    "tasks": "Værelser og linned",
    "milestone": "Otte værelser på en vagt",
    "follow_up_on": "01-12-2026",
}
_STEP_FIELDS: dict[str, dict[str, str]] = {
    "8": {"broker_id": "1"},
    "7": {"cv_prepared_on": "01-10-2026", "cv_kind": "jobnet"},
    "6": {"goal_a": "Stuepige på hotel", "goal_registered_on": "02-10-2026"},
    "5": {"company": "Strandhotellet", "contact_kind": "visit", "contacted_on": "03-10-2026"},
    "4": {
        **_AGREEMENT,
        "agreement_kind": "internship",
        "ends_on": "11-12-2026",
        "internship_hours": "15",
        "paid_hours_outlook": "unclear",
    },
    "3": {**_AGREEMENT, "paid_hours": "6,5"},
    "2": {"paid_hours": "12", "adjusted_on": "10-11-2026", "follow_up_on": "05-12-2026"},
    "1": {"outcome": "job", "company": "Strandhotellet", "starts_on": "01-11-2026"},
    "out": {"closing_reason": "moved"},
}
