"""The side panel: one citizen's case at a glance. Opening it is a look-up and is written to the audit trail."""

from dataclasses import dataclass

from sqlmodel import Session

from kanban.domain.audit import AuditAction
from kanban.domain.case import CaseFacts
from kanban.domain.citizen import Citizen
from kanban.domain.company import CompanyPerson
from kanban.domain.local_rules import LocalRules, band_of
from kanban.domain.permissions import Permission, has_the_case, may, require
from kanban.domain.quality import standards
from kanban.domain.readiness import readiness
from kanban.domain.staff import Actor, Staff
from kanban.domain.steps import OUT, is_step, step
from kanban.domain.views.meetings import EntryView
from kanban.domain.views.openings import OpeningRow
from kanban.domain.views.panel import PanelView
from kanban.domain.views.talks import TalksView
from kanban.services.case.panel_facts import FactViews
from kanban.services.case.panel_history import history
from kanban.services.case.panel_next import NextViews
from kanban.services.case.panel_series import SeriesViews
from kanban.services.case.shown_facts import FactWords
from kanban.services.caseload.broker_history import broker_history
from kanban.services.follow_ups.shown_follow_ups import follow_ups_of
from kanban.services.meetings.agreed_actions import actions_about
from kanban.services.openings.opening_rows import open_for
from kanban.services.rules.local_rules import local_rules
from kanban.services.runtime import Runtime
from kanban.services.talks.talk_list import talks_of
from kanban.store import audit, citizens, companies, organisation, programmes
from kanban.store import staff as staff_store
from kanban.store.case_file import CaseFile, open_file


@dataclass(frozen=True)
class _Read:
    """What was read for one panel."""

    file: CaseFile
    case: CaseFacts
    people: dict[int, Staff]
    teams: dict[int, str]
    programme: str
    rules: LocalRules
    talks: TalksView
    contacts: dict[int, list[CompanyPerson]]
    openings: tuple[OpeningRow, ...]
    agreed: tuple[EntryView, ...]

    @property
    def citizen(self) -> Citizen:
        return self.file.citizen


def citizen_panel(runtime: Runtime, actor: Actor, citizen_id: str) -> PanelView:
    """Everything the panel shows. Raises :class:`NotFoundError` outside the actor's municipality."""
    require(actor, Permission.SEE_BOARD)
    with runtime.database.read() as session:
        citizen = citizens.get(session, actor, citizen_id)
        file = open_file(session, citizen)
        people = staff_store.names(session, _everyone(file))
        teams = {team.id or 0: team.name for team in organisation.teams(session, actor.municipality_id)}
        programme = _programme(session, citizen)
        rules = local_rules(session, actor.municipality_id)
        talks = talks_of(session, citizen, actor)
        contacts = companies.people_at(session, file.companies)
        noted = open_for(session, citizen.id or 0, runtime.clock.today())
        agreed = actions_about(session, actor, citizen.id or 0, runtime.clock.today())
    with runtime.database.write() as session:
        audit.write(session, runtime.clock, AuditAction.CASE_OPENED, actor, citizen_id=citizen.id)
    read = _Read(file, file.case, people, teams, programme, rules, talks, contacts, noted, agreed)
    return _view(runtime, actor, read)


def _view(runtime: Runtime, actor: Actor, read: _Read) -> PanelView:
    citizen, case, today = read.citizen, read.case, runtime.clock.today()
    placed = is_step(citizen.current_step)
    has_case = has_the_case(actor, citizen.broker_id, citizen.caseworker_id)
    words = FactWords(read.file, case, read.people, has_case)
    facts, series, ahead = (
        FactViews(words, today, read.contacts),
        SeriesViews(words, today),
        NextViews(citizen, case, today),
    )
    next_step = ahead.step()
    ready = readiness(next_step, case, today)
    return PanelView(
        id=citizen.public_id,
        version=citizen.version,
        case_code=citizen.case_code,
        name=citizen.name,
        name_protected=citizen.name_protected,
        group=citizen.target_group,
        programme=read.programme,
        team=read.teams.get(citizen.team_id or 0, ""),
        broker=words.name(citizen.broker_id),
        caseworker=words.name(citizen.caseworker_id),
        benefit=citizen.benefit,
        started_on=citizen.started_on,
        step=step(citizen.current_step) if placed and citizen.current_step else None,
        since=citizen.step_since,
        days=(today - citizen.step_since).days if placed and citizen.step_since else None,
        confirmed_on=case.confirmed_on,
        left=citizen.current_step == OUT,
        next_step=next_step,
        nearness=ready.nearness if ready else None,
        needs=ready.needs if ready else (),
        signs=ahead.signs(),
        suggestion=ahead.suggestion(),
        dates=ahead.dates(),
        actions=series.actions(),
        cv=facts.cv(),
        goals=facts.goals(),
        contacts=facts.contacts(),
        agreements=facts.agreements(),
        standards=standards(case),
        hours=facts.hours(),
        band=band_of(case.paid_minutes, read.rules),
        payslips=series.payslips(),
        outcome=facts.outcome(),
        closing=facts.closing() if citizen.current_step == OUT else None,
        markings=series.markings(),
        benefits=series.benefits(),
        groups=series.groups(),
        former=words.all_former(),
        history=history(read.file, read.people, actor, runtime.clock),
        brokers=broker_history(read.file, read.people, read.teams),
        can_move=may(actor, Permission.MOVE_CITIZEN),
        can_edit=may(actor, Permission.EDIT_CASE),
        has_case=has_case,
        today=today,
        talks=read.talks,
        follow_ups=follow_ups_of(read.file, read.people, actor),
        openings=read.openings,
        agreed=read.agreed,
    )


def _programme(session: Session, citizen: Citizen) -> str:
    known = programmes.of_municipality(session, citizen.municipality_id)
    return next((each.name for each in known if each.id == citizen.programme_id), "") if len(known) > 1 else ""


def _everyone(file: CaseFile) -> set[int | None]:
    moved = {move.recorded_by for move in file.moves} | {move.annulled_by for move in file.moves}
    wrote = {fact.recorded_by for fact in file.facts} | {fact.withdrawn_by for fact in file.facts}
    named = {file.citizen.broker_id, file.citizen.caseworker_id}
    attributes = ("action_by", "broker_id", "caseworker_id")
    named |= {getattr(fact, name, None) for fact in file.facts for name in attributes}
    return moved | wrote | named
