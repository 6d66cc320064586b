"""Carrying out the plans of an import: many citizens in few statements, derived rows by the domain's own rules."""

from collections.abc import Sequence
from datetime import UTC, datetime, time

from sqlmodel import Session

from kanban.domain.citizen import Citizen, new_public_id
from kanban.domain.danish import sort_key
from kanban.domain.fact import Fact
from kanban.domain.inputs.import_rows import CitizenRow
from kanban.domain.programme import name_key
from kanban.domain.progression import FIELD_PREFIX
from kanban.domain.staff import normalise_email
from kanban.domain.talk import StepConfirmation, TalkMark
from kanban.domain.transition import StepTransition, next_day_order
from kanban.services.case.record_facts import sign_for
from kanban.services.exchange.case_columns import TALK_FIELDS
from kanban.services.exchange.import_context import ImportContext
from kanban.services.exchange.import_facts import PlannedFact
from kanban.services.exchange.import_plan import CitizenPlan, Confirmed
from kanban.services.exchange.import_series import PlannedTalk
from kanban.store import bulk, companies
from kanban.store.case_file import CaseFile
from kanban.store.database import zone_of
from kanban.store.talk_rows import NewTalk, insert_confirmations, insert_talks
from kanban.store.vault import CprVault


class ImportStore:
    """Stores plans, some hundred citizens at a time, in the caller's transaction."""

    def __init__(self, session: Session, vault: CprVault, context: ImportContext) -> None:
        if context.municipality_id is None:
            raise ValueError("The municipality must be stored first")
        self._session, self._vault, self._context = session, vault, context
        self._municipality_id = context.municipality_id
        self._companies = companies.CompanyRegister(session, self._municipality_id, context.now)
        self._company_ids: dict[tuple[str, str], int] = {}
        self._ties: list[tuple[Fact, StepTransition]] = []
        self._talks: list[NewTalk] = []
        self._confirmed: list[tuple[Citizen, StepConfirmation]] = []

    def store(self, plans: Sequence[CitizenPlan]) -> None:
        """Insert the new citizens and rewrite the changed ones; the others are left alone."""
        wanted = [plan for plan in plans if plan.file is None or plan.changes]
        named = (planned.company for plan in wanted for planned in plan.facts.new)
        self._company_ids = self._companies.ensure(company for company in named if company)
        new = [self._new_file(plan) for plan in wanted if plan.file is None]
        bulk.insert_files(self._session, new, self._ties)
        self._ties = []
        known = [self._changed_file(plan, plan.file) for plan in wanted if plan.file]
        bulk.rewrite_files(self._session, known, self._ties)
        insert_talks(self._session, self._talks)
        insert_confirmations(self._session, self._confirmed)
        self._ties, self._talks, self._confirmed = [], [], []

    def _new_file(self, plan: CitizenPlan) -> CaseFile:
        citizen = self._new_citizen(plan.row, _begun(plan, self._context.now))
        file = CaseFile(citizen, companies=self._companies.by_id, zone=zone_of(self._session))
        self._extend(file, plan)
        return file

    def _new_citizen(self, row: CitizenRow, created_at: datetime) -> Citizen:
        return Citizen(
            public_id=new_public_id(),
            municipality_id=self._municipality_id,
            team_id=self._context.teams.get(row.team),
            programme_id=self._programme(row),
            cpr_encrypted=self._vault.seal(row.cpr),
            cpr_hash=self._vault.recognise(row.cpr),
            name=row.name,
            sort_name=sort_key(row.name),
            name_protected=bool(row.name_protected),
            benefit=row.benefit,
            origin=row.origin,
            target_group=row.target_group,
            started_on=row.started_on,
            created_at=created_at,
            version=0,
        )

    def _programme(self, row: CitizenRow) -> int | None:
        told = self._context.programmes.get(name_key(row.programme))
        return told or self._context.usual_programme

    def _changed_file(self, plan: CitizenPlan, file: CaseFile) -> CaseFile:
        citizen = file.citizen
        for name, value in plan.personal.items():
            if name == "team":
                citizen.team_id = self._context.teams[value]
            elif name == "programme":
                citizen.programme_id = self._context.programmes[name_key(value)]
            else:
                setattr(citizen, name, value)
        citizen.sort_name = sort_key(citizen.name)
        for fact in plan.facts.withdrawn:
            fact.withdrawn_at, fact.withdrawn_version = self._context.now, citizen.version
        file.companies = {**file.companies, **self._companies.by_id}
        self._extend(file, plan)
        return file

    def _extend(self, file: CaseFile, plan: CitizenPlan) -> None:
        """Add the plan's moves and facts to the file."""
        moves = [self._new_move(file, plan, place) for place in range(len(plan.moves))]
        at = moves[-1].recorded_at if moves else self._context.now
        for planned in plan.facts.new:
            fact = self._resolved(planned)
            sign_for(fact, file, at, None, fact.transition_id)
            file.facts.append(fact)
            if planned.move is not None:
                self._ties.append((fact, moves[planned.move]))
        for talk in plan.talks:
            self._new_talk(file, talk)
        if plan.confirmed:
            self._confirm(file, plan.confirmed)

    def _new_talk(self, file: CaseFile, planned: PlannedTalk) -> None:
        row = planned.row
        columns = {name: getattr(row, name) for name in TALK_FIELDS} | {
            "recorded_at": row.recorded_at or self._context.now,
            "recorded_by": self._context.staff.get(row.recorded_by),
            "base_version": file.citizen.version,
            "step": planned.step,
            "step_confirmed": bool(row.step_confirmed),
        }
        levels = {name.removeprefix(FIELD_PREFIX): level for name, level in row.levels.items()}
        self._talks.append(NewTalk(file.citizen, columns, levels))
        file.talks.append(TalkMark(row.held_on, row.next_talk_on))
        if row.step_confirmed:
            file.confirmed_on = max(row.held_on, file.confirmed_on or row.held_on)

    def _confirm(self, file: CaseFile, confirmed: Confirmed) -> None:
        confirmation = StepConfirmation(
            citizen_id=file.citizen.id or 0,
            recorded_at=self._context.now,
            base_version=file.citizen.version,
            confirmed_on=confirmed.day,
            step=confirmed.step,
        )
        self._confirmed.append((file.citizen, confirmation))
        file.confirmed_on = max(confirmed.day, file.confirmed_on or confirmed.day)

    def _new_move(self, file: CaseFile, plan: CitizenPlan, place: int) -> StepTransition:
        row = plan.moves[place]
        recorder = self._context.staff.get(normalise_email(row.recorded_by) or "")
        move = StepTransition(
            citizen_id=file.citizen.id or 0,
            team_id=file.citizen.team_id,
            to_step=row.to_step,
            effective_on=row.effective_on,
            day_order=next_day_order(file.moves, row.effective_on),
            recorded_at=row.recorded_at or self._context.now,
            recorded_by=recorder,
            recorded_by_name="" if recorder else row.recorded_by,
            reason=row.reason,
            note=row.note,
        )
        file.moves.append(move)
        return move

    def _resolved(self, planned: PlannedFact) -> Fact:
        fact = planned.fact
        if planned.company:
            fact.company_id = self._company_ids[planned.company]
        for column, email in planned.people.items():
            setattr(fact, column, self._context.staff[email])
        return fact


def _begun(plan: CitizenPlan, now: datetime) -> datetime:
    """When the board got to know the citizen: as the row says, else with the first recorded move, else now."""
    if plan.row.arrived_on:
        return datetime.combine(plan.row.arrived_on, time(12), UTC)
    return min((move.recorded_at for move in plan.moves if move.recorded_at), default=now)
