"""What a talk's letter says, in the reader's language."""

from collections.abc import Callable
from dataclasses import dataclass

from kanban.domain.citizen import Citizen
from kanban.domain.clock import Clock
from kanban.domain.danish import show_date
from kanban.domain.fields import FIELDS, choice_label
from kanban.domain.follow_up import AgreedAction
from kanban.domain.messages import Message, say
from kanban.domain.steps import Step
from kanban.domain.views.talks import MeasuredView, TalkView
from kanban.pdf.letter import LevelRow, LevelTable, Row, TalkLetter

_TEXTS = ("resources", "challenges", "note")


@dataclass(frozen=True)
class Printed:
    """What is printed; ``scale`` are the five levels in words, ``agreed`` the steps agreed and who takes them.

    ``superseded`` when the talk has been corrected since.
    """

    talk: TalkView
    citizen: Citizen
    municipality: str
    levels: tuple[MeasuredView, ...]
    scale: tuple[str, ...]
    agreed: tuple[tuple[AgreedAction, str], ...]
    superseded: bool


@dataclass(frozen=True)
class LetterWords:
    """Puts the letter into words; the citizen stands in it by name and case number, never by CPR number."""

    words: Callable[[Message], str]
    clock: Clock
    printed: Printed

    def letter(self, lang: str) -> TalkLetter:
        """The whole letter."""
        talk, citizen = self.printed.talk, self.printed.citizen
        day = show_date(talk.held_on)
        heading = self.words(say("%(kind)s on %(date)s", kind=self._kind(), date=day))
        return TalkLetter(
            lang=lang,
            title=heading,
            municipality=self.printed.municipality,
            place=day,
            heading=heading,
            notice=self._notice(),
            facts=self._facts(),
            texts=[(self._label(name), getattr(talk, name)) for name in _TEXTS if getattr(talk, name)],
            decision=(self.words(say("The decision about the step")), self.words(self._decision())),
            levels=self._levels(),
            agreed_title=self.words(say("Until next time")),
            agreed=self._agreed(),
            recorded=self._recorded(),
            footer=f"{citizen.name} · {citizen.public_id}",
            page=self.words(say("Page %(page)s of %(pages)s", page="{page}", pages="{pages}")),
        )

    def _facts(self) -> list[Row]:
        talk, citizen = self.printed.talk, self.printed.citizen
        rows = [
            (self.words(say("Citizen")), citizen.name),
            (self.words(say("Case number")), citizen.public_id),
            (self._label("held_on"), show_date(talk.held_on)),
            (self._label("talk_kind"), self._kind()),
            (self._label("talk_place"), talk.talk_place),
            (self._label("participants"), talk.participants),
        ]
        return [row for row in rows if row[1]]

    def _kind(self) -> str:
        return self.words(say(choice_label("talk_kind", self.printed.talk.talk_kind)))

    def _label(self, name: str) -> str:
        return self.words(say(FIELDS[name].label))

    def _notice(self) -> str:
        said = []
        if self.printed.citizen.name_protected:
            said.append(self.words(say("The citizen's name is protected")))
        if self.printed.superseded:
            said.append(self.words(say("This version has been corrected since")))
        return "\n".join(said)

    def _decision(self) -> Message:
        talk = self.printed.talk
        if talk.moved and talk.step is not None:
            told = _move_to(talk.step)
            return say("%(move)s. The move has since been annulled", move=told) if talk.move_annulled else told
        if talk.confirmed and talk.step is not None:
            return say("Step %(number)s, %(name)s, is right", number=talk.step.number, name=talk.step.name)
        return say("None, for the citizen stood on no step")

    def _levels(self) -> LevelTable:
        words = self.printed.scale
        return LevelTable(
            title=self.words(say("Progression")),
            scale=", ".join(f"{number} {word}" for number, word in enumerate(words, start=1)),
            head=[self.words(each) for each in (say("Theme"), say("Level"), say("In words"), say("Last time"))],
            rows=[
                LevelRow(each.name, each.level, each.word, "" if each.before is None else str(each.before))
                for each in self.printed.levels
            ],
        )

    def _agreed(self) -> list[Row]:
        following = self.printed.talk.next_talk_on
        rows = [(self._label("next_talk_on"), show_date(following))] if following else []
        for each, who in self.printed.agreed:
            by = [who] if who else []
            by += [self.words(say("by %(date)s", date=each.due_on))] if each.due_on else []
            rows.append((self._label("action"), "\n".join([each.action, ", ".join(by)]).strip()))
        return rows

    def _recorded(self) -> str:
        talk = self.printed.talk
        when = self.clock.local(talk.recorded_at)
        if not talk.recorded_by:
            return self.words(say("Recorded on %(when)s", when=when))
        return self.words(say("Recorded on %(when)s by %(who)s", when=when, who=talk.recorded_by))


def _move_to(target: Step) -> Message:
    if not target.number:
        return say("Left the board")
    return say("Moved to step %(number)s, %(name)s", number=target.number, name=target.name)
