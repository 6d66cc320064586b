"""The parts of a talk form: its fields, themes and decision, empty, as recorded, or as typed with their problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kanban.domain.fields import FIELDS, FieldKind
from kanban.domain.inputs.talk import DECISION, REQUIRED
from kanban.domain.messages import Message
from kanban.domain.progression import Template, Theme
from kanban.domain.staff import Staff
from kanban.domain.steps import OUT_STEP, STEPS, is_step, step
from kanban.domain.talk import Talk
from kanban.domain.views.board import Option
from kanban.domain.views.field_text import show_value
from kanban.domain.views.move_form import FieldView
from kanban.domain.views.talks import DecisionView, FormProblem, ThemeView
from kanban.services.case.staff_choices import options

Measured = Mapping[str, list[tuple[date, int]]]


@dataclass(frozen=True)
class TalkParts:
    """Makes the parts of one form.

    ``typed`` is what was sent, or what the fields begin with; ``theirs`` what somebody else has recorded meanwhile.
    """

    typed: Mapping[str, str]
    problems: Mapping[str, Message] = field(default_factory=dict)
    theirs: Mapping[str, str] = field(default_factory=dict)

    def one(self, name: str, people: list[Staff] | None = None) -> FieldView:
        """A field of the talk."""
        spec, value = FIELDS[name], self.typed.get(name, "")
        choices = tuple(Option(each.value, each.label, each.value == value) for each in spec.choices)
        if spec.kind is FieldKind.STAFF:
            choices = options(people or [], name, value)
        return FieldView(
            spec,
            spec.label,
            required=name in REQUIRED,
            value=value,
            options=choices,
            problem=self.problems.get(name),
            theirs=self._theirs(name),
        )

    def theme(self, theme: Theme, measured: Measured) -> ThemeView:
        """A theme of the template."""
        last = next(iter(measured.get(theme.code, [])), None)
        return ThemeView(
            field=theme.field,
            name=theme.name,
            value=self.typed.get(theme.field, ""),
            last_level=last[1] if last else None,
            last_on=last[0] if last else None,
            problem=self.problems.get(theme.field),
        )

    def decision(self, current: int | None) -> DecisionView:
        """The decision about the step."""
        to_step, answer = self.typed.get("to_step", "").strip(), self.typed.get(DECISION, "").strip()
        return DecisionView(
            asked=is_step(current),
            step=step(current) if current is not None and is_step(current) else None,
            value=answer if answer == "yes" or not to_step else "no",
            to_step=to_step,
            targets=tuple(each for each in (*STEPS, OUT_STEP) if each.number != current),
            problem=self.problems.get(DECISION),
            to_step_problem=self.problems.get("to_step") or self.problems.get("version"),
        )

    def summary(self) -> tuple[FormProblem, ...]:
        """The problems as lines that lead to what must be put right."""
        elsewhere = {
            DECISION: "talk-decision",
            "to_step": "f-to_step",
            "version": "f-to_step",
            "progress": "talk-levels",
        }
        return tuple(FormProblem(elsewhere.get(name, f"f-{name}"), told) for name, told in self.problems.items())

    def _theirs(self, name: str) -> str | None:
        found = self.theirs.get(name)
        return found if found is not None and found != self.typed.get(name, "").strip() else None


def texts_of(talk: Talk, levels: Mapping[str, int], template: Template) -> dict[str, str]:
    """A recorded talk as it stands in the form's fields."""
    names = ("held_on", "talk_kind", "talk_place", "participants", "resources", "challenges", "note", "next_talk_on")
    found = {name: show_value(FIELDS[name], getattr(talk, name)) for name in names}
    return found | {theme.field: str(levels.get(theme.code, "")) for theme in template.themes}
