"""A recorded fact as labels and values, and the versions that no longer count."""

from dataclasses import dataclass

from kanban.domain.case import CaseFacts
from kanban.domain.fact import Fact
from kanban.domain.fact_form import FACT_FORMS, FactForm
from kanban.domain.facts import WorkAgreement
from kanban.domain.field_spec import FieldKind
from kanban.domain.gathering import standing_facts
from kanban.domain.staff import Staff
from kanban.domain.views.case_entries import FormerView, Provenance, ShownField
from kanban.services.case.fact_entry import values_in
from kanban.store.case_file import CaseFile


@dataclass(frozen=True)
class FactWords:
    """Puts a file's facts into words; ``case`` is the file's, ``has_case`` when kinds of exemption may be shown."""

    file: CaseFile
    case: CaseFacts
    people: dict[int, Staff]
    has_case: bool

    def recorded(self, fact: Fact) -> Provenance:
        """Who recorded a fact and when."""
        return Provenance(self.name(fact.recorded_by), fact.recorded_at)

    def name(self, staff_id: int | None) -> str:
        """An employee's name; empty for nobody."""
        return self.people[staff_id].name if staff_id in self.people else ""

    def said(self, form: FactForm, fact: Fact, after: Fact | None = None) -> tuple[ShownField, ...]:
        """The fields a fact fills in; with ``after`` only those which that one says otherwise, emptied ones too."""
        values = values_in(self.case, form, fact)
        others = values_in(self.case, form, after) if after else {}
        names = [
            name
            for name, value in values.items()
            if (self.has_case or name != "exemption_kind")
            and (value not in (None, "") if after is None else (value or None) != (others[name] or None))
        ]
        return tuple(self._shown(form, name, values[name]) for name in names)

    def _shown(self, form: FactForm, name: str, value: str | int | None) -> ShownField:
        spec = form.spec(name)
        if spec.kind is FieldKind.STAFF and isinstance(value, int):
            value = self.name(value)
        return ShownField(name, spec.label, spec.kind, value)

    def former(self, form: FactForm) -> tuple[FormerView, ...]:
        """The versions and entries that no longer count, the latest first."""
        ours = [fact for fact in self.file.facts if isinstance(fact, form.table)]
        counting = {id(fact) for fact in standing_facts(ours)}
        if not form.series:
            counting = {id(fact) for fact in _newest(ours).values()}
        gone = [fact for fact in ours if id(fact) not in counting]
        return tuple(self._former(form, ours, fact) for fact in sorted(gone, key=_recording, reverse=True))

    def all_former(self) -> dict[str, tuple[FormerView, ...]]:
        """Those of every kind that has any."""
        return {kind: found for kind, form in FACT_FORMS.items() if (found := self.former(form))}

    def _former(self, form: FactForm, ours: list[Fact], fact: Fact) -> FormerView:
        placement = fact.placement if isinstance(fact, WorkAgreement) else None
        if fact.withdrawn_at is not None:
            withdrawn = Provenance(self.name(fact.withdrawn_by), fact.withdrawn_at)
            said = self.said(form, fact)
            return FormerView(self.recorded(fact), said, placement, withdrawn, fact.withdrawn_reason)
        return FormerView(self.recorded(fact), self.said(form, fact, _next(form, ours, fact)), placement)


def _recording(fact: Fact) -> int:
    return fact.id or 0


def _newest(facts: list[Fact]) -> dict[object, Fact]:
    """The newest standing version of each placement, or of the only fact of its kind."""
    standing = (fact for fact in sorted(facts, key=_recording) if fact.withdrawn_at is None)
    return {getattr(fact, "placement", None): fact for fact in standing}


def _next(form: FactForm, ours: list[Fact], fact: Fact) -> Fact | None:
    """The version that took a fact's place."""
    later = sorted((each for each in ours if _recording(each) > _recording(fact)), key=_recording)
    same = [each for each in later if each.withdrawn_at is None]
    if form.series:
        return next((each for each in same if each.replaces_id == fact.id), None)
    return next((each for each in same if getattr(each, "placement", None) == getattr(fact, "placement", None)), None)
