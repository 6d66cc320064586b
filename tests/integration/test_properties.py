"""Any sequence of moves, annulments and backdated moves: what is stored is what a replay written here gives.

The replay knows nothing of the product's own: a list of moves, walked through day by day.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanban.domain.citizen import Citizen
from kanban.domain.errors import InvalidInputError, RefusedError
from kanban.domain.staff import Actor
from kanban.domain.transition import StepTransition, StepVisit
from kanban.services.case.annul_move import annul_move
from kanban.services.verify_board import verify_board
from tests.factories import TODAY, Town
from tests.integration.test_board import look, shown
from tests.support.stored import one, rows

FIRST_DAY = TODAY - timedelta(days=9)
Stay: TypeAlias = "tuple[int, date, date | None, int | None, int | None]"


@dataclass(frozen=True)
class Made:
    """A move as the test remembers it; 0 is out."""

    id: int
    step: int
    day: date
    reason: bool


@dataclass(frozen=True)
class Try:
    """Something a broker attempts: a move, or the annulment of the n-th move still standing."""

    step: int
    day: date
    reason: bool
    annul: int | None = None


@dataclass
class Replay:
    """The moves that stand, in the order they count."""

    moves: list[Made] = field(default_factory=list)

    def step_on(self, day: date) -> int | None:
        return next((move.step for move in reversed(self.moves) if move.day <= day), None)

    def allows(self, tried: Try) -> bool:
        latest = self.moves[-1] if self.moves else None
        if tried.day > TODAY or (latest and (tried.day < latest.day or tried.step == latest.step)):
            return False
        return not (latest and _setback(latest.step, tried.step) and not tried.reason)

    def allows_without(self, place: int) -> bool:
        left = [move for number, move in enumerate(self.moves) if number != place]
        for before, move in zip(left[max(0, place - 1) :], left[max(0, place - 1) + 1 :], strict=False):
            if (before.step == move.step == 0) or (_setback(before.step, move.step) and not move.reason):
                return False
        return True

    def stays(self) -> list[Stay]:
        entered = [
            move for place, move in enumerate(self.moves) if not place or self.moves[place - 1].step != move.step
        ]
        return [
            (
                move.step,
                move.day,
                entered[place + 1].day if place + 1 < len(entered) else None,
                entered[place - 1].step if place else None,
                entered[place + 1].step if place + 1 < len(entered) else None,
            )
            for place, move in enumerate(entered)
        ]


def _setback(before: int, after: int) -> bool:
    return after > before > 0


def tries() -> st.SearchStrategy[list[Try]]:
    moves = st.builds(
        Try,
        step=st.integers(0, 8),
        day=st.integers(0, 10).map(lambda days: FIRST_DAY + timedelta(days=days)),
        reason=st.booleans(),
    )
    annulments = st.builds(lambda place: Try(0, TODAY, reason=True, annul=place), st.integers(0, 5))
    return st.lists(st.one_of(moves, moves, annulments), max_size=14)


@dataclass
class Story:
    """One citizen, what is tried with them, and what must come of it."""

    town: Town
    actor: Actor
    name: str
    replay: Replay = field(default_factory=Replay)

    def __post_init__(self) -> None:
        self.public_id = self.town.citizen(self.name, started_on=FIRST_DAY)
        self.row = one(self.town.runtime, Citizen, public_id=self.public_id).id

    def attempt(self, tried: Try) -> None:
        if tried.annul is None:
            self._move(tried)
        elif self.replay.moves:
            self._annul(tried.annul % len(self.replay.moves))

    def _move(self, tried: Try) -> None:
        paid = one(self.town.runtime, Citizen, id=self.row).paid_minutes or 0
        hours = {"paid_hours": f"{(paid + 15) / 60:.2f}"} if tried.step == 2 else {}
        reason = {"reason": "Begrundet"} if tried.reason else {}
        allowed = self.replay.allows(tried)
        try:
            self.town.move(
                self.actor, self.public_id, tried.step or "out", effective_on=tried.day.isoformat(), **hours, **reason
            )
        except InvalidInputError:
            assert not allowed
            return
        assert allowed
        newest = rows(self.town.runtime, StepTransition, citizen_id=self.row)[-1]
        self.replay.moves.append(Made(newest.id or 0, tried.step, tried.day, tried.reason))

    def _annul(self, place: int) -> None:
        allowed = self.replay.allows_without(place)
        try:
            annul_move(self.town.runtime, self.actor, self.replay.moves[place].id, "Tastefejl")
        except RefusedError:
            assert not allowed
            return
        assert allowed
        del self.replay.moves[place]

    def check(self) -> None:
        found = sorted(rows(self.town.runtime, StepVisit, citizen_id=self.row), key=lambda visit: visit.seq)
        stored = [(each.step, each.enter_date, each.leave_date, each.prev_step, each.next_step) for each in found]
        assert stored == self.replay.stays()
        assert [each.days for each in found] == [_days(stay) for stay in stored]
        card = one(self.town.runtime, Citizen, id=self.row)
        assert card.current_step == self.replay.step_on(TODAY)

    def check_board(self, day: date) -> None:
        step = self.replay.step_on(day)
        lanes = {} if step == 0 else {str(step or "none"): {self.name}}
        board = look(self.town, self.actor, q=self.name, as_of=day.isoformat())
        assert shown(board) == lanes
        assert board.shown == len(lanes)


def _days(stay: Stay) -> int | None:
    return (stay[2] - stay[1]).days if stay[2] else None


# Every example makes a citizen of its own, so sharing the database between examples hides nothing.
EXAMPLES = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_any_sequence_leaves_what_its_replay_gives(town: Town) -> None:
    maja, told = town.user(), []

    @EXAMPLES
    @given(tries(), st.integers(0, 9))
    def play(sequence: list[Try], days: int) -> None:
        told.append(sequence)
        story = Story(town, maja, f"Borger {len(told):04d}")
        for tried in sequence:
            story.attempt(tried)
            story.check()
        story.check_board(TODAY)
        story.check_board(FIRST_DAY + timedelta(days=days))

    play()
    assert verify_board(town.runtime) == []


def test_annulled_noise_in_between_changes_nothing(town: Town) -> None:
    maja, told = town.user(), []

    @settings(EXAMPLES, max_examples=15)
    @given(tries())
    def play(sequence: list[Try]) -> None:
        told.append(sequence)
        plain, noisy = (Story(town, maja, f"Borger {len(told):04d}{kind}") for kind in "ab")
        for tried in (each for each in sequence if each.annul is None):
            made = len(plain.replay.moves)
            plain.attempt(replace(tried, reason=True))
            noise = Try(8 if noisy.replay.step_on(TODAY) != 8 else 7, _latest(noisy), reason=True)
            noisy.attempt(noise)
            noisy.attempt(Try(0, TODAY, reason=True, annul=len(noisy.replay.moves) - 1))
            noisy.attempt(replace(tried, reason=True))
            assert len(plain.replay.moves) - made in {0, 1}
        assert plain.replay.stays() == noisy.replay.stays()
        noisy.check()

    play()
    assert verify_board(town.runtime) == []


def _latest(story: Story) -> date:
    return story.replay.moves[-1].day if story.replay.moves else FIRST_DAY


def test_history_is_only_ever_added_to(town: Town) -> None:
    maja, told = town.user(), []

    @EXAMPLES
    @given(tries())
    def play(sequence: list[Try]) -> None:
        told.append(sequence)
        story = Story(town, maja, f"Borger {len(told):04d}")
        before: dict[int | None, StepTransition] = {}
        for tried in sequence:
            story.attempt(tried)
            after = {move.id: move for move in rows(town.runtime, StepTransition, citizen_id=story.row)}
            assert after.keys() >= before.keys()
            for number, old in before.items():
                assert _written(after[number]) == _written(old)
                assert old.annulled_at in {None, after[number].annulled_at}
            before = after

    play()
    assert len(rows(town.runtime, Citizen)) == len(told)


def _written(move: StepTransition) -> tuple[object, ...]:
    kept = ("to_step", "effective_on", "day_order", "recorded_at", "recorded_by", "reason", "note", "base_version")
    return tuple(getattr(move, name) for name in kept)
