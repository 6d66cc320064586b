"""Proof that the board shows what the history says: every citizen's moves are replayed and compared with the rows.

Differences name citizens by the id in their address, never by name or CPR number.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kanban.domain.danish import sort_key
from kanban.domain.messages import Message, say, say_count
from kanban.domain.progress import Progress, silent
from kanban.domain.projection import card, stored_card
from kanban.domain.readiness import signs
from kanban.domain.transition import replay
from kanban.services.runtime import Runtime
from kanban.store import sweep
from kanban.store.case_file import Row, sign_rows, visit_rows


@dataclass(frozen=True)
class Difference:
    """Something stored that is not what the history gives; ``citizen_id`` is empty when no citizen is left to name."""

    citizen_id: str
    message: Message


def verify_board(runtime: Runtime, progress: Progress = silent) -> list[Difference]:
    """Every difference, none if all is well. ``progress`` is told citizens done and in all.

    Reads one moment's picture in portions: memory does not grow with the number of citizens.
    """
    found: list[Difference] = []
    with sweep.snapshot(runtime.database) as session:
        citizen_ids, done = sweep.everybody(session), 0
        for files in sweep.files(session, citizen_ids):
            for stored in sweep.stored(session, files):
                found.extend(_differences(stored))
            done += len(files)
            progress(done, len(citizen_ids))
        found += [Difference("", _orphaned(table, number)) for table, number in sweep.orphans(session).items()]
    return found


def _differences(stored: sweep.Stored) -> Iterator[Difference]:
    file, citizen = stored.file, stored.file.citizen
    visits, case = replay(file.moves), file.case
    expected, shown = card(citizen.name, visits, case), stored_card(citizen)
    wrong = [name for name, value in vars(expected).items() if value != getattr(shown, name)]
    if wrong:
        yield _about(
            stored, say("The card does not show what the history gives: %(columns)s", columns=", ".join(wrong))
        )
    if not _same(stored.visits, visit_rows(citizen, visits), "seq"):
        yield _about(stored, say("The stored stays are not those the moves give"))
    if not _same(stored.signs, sign_rows(citizen, signs(expected.current_step, expected.step_since, case)), "code"):
        yield _about(stored, say("The stored signs are not those the facts give"))
    if citizen.sort_name != sort_key(citizen.name):
        yield _about(stored, say("The name is not sorted in its place"))
    places = Counter(move.order for move in file.moves)
    if any(number > 1 for number in places.values()):
        yield _about(stored, say("Two moves have the same place in a day's order"))


def _about(stored: sweep.Stored, message: Message) -> Difference:
    return Difference(stored.file.citizen.public_id, message)


def _same(found: Sequence[Row], expected: Sequence[Row], key: str) -> bool:
    return sorted(found, key=lambda row: str(row[key])) == sorted(expected, key=lambda row: str(row[key]))


def _orphaned(table: str, number: int) -> Message:
    return say_count(
        "%(count)s row in %(table)s belongs to no citizen",
        "%(count)s rows in %(table)s belong to no citizen",
        number,
        table=table,
    )
