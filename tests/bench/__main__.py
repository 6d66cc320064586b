"""Speed and size of the board, a move, an import, the flow figures and live boards: `make bench`.

Prints medians, sizes, statement counts and growth. Absolute times depend on the machine; what must hold on any
machine is printed with "holds" or "BROKEN", and a broken one makes the command fail. `make bench ARGS="live"`
measures a part: board, case, import, flow, live.
"""

import sys
import tempfile
from itertools import pairwise
from pathlib import Path

from tests.bench.board import Measured, measure
from tests.bench.case import FEW_TALKS, MANY_TALKS, case_figures
from tests.bench.flow import flow_figures
from tests.bench.imports import import_figures
from tests.bench.live import LiveFigures, live_figures
from tests.support.databases import DatabaseMaker, PostgresDatabases, SqliteDatabases
from tests.support.postgres import running_postgres

SIZES = (100, 1_000, 4_012)
MOST_BOARD_BYTES = 700_000
MOST_IMPORT_SECONDS = 30
MOST_IMPORT_MB = 500
BOARD_GROWTH = 2.0
MOVE_GROWTH = 1.3
PANEL_GROWTH = 1.5
COMPANY_GROWTH = 2.0
FLOW_GROWTH = 1.2
FLOW_AMONG_OTHERS = 2.0
FLOW_PROGRAMME = 1.2
SCREENS = 500
TOO_MANY_SCREENS = 1_200
MOST_LIVE_BOARD_SECONDS = 0.1
MOST_TOLD_SECONDS = 0.5
MOST_TOLD_ACROSS_SECONDS = 0.3
MOST_LIVE_MB = 300


def main(wanted: list[str]) -> int:
    """Measure all parts, or those wanted, on both databases; the exit status is the number of broken requirements."""
    parts = {"board": _board, "case": _case, "import": _import, "flow": _flow, "live": _live}
    broken = 0
    with tempfile.TemporaryDirectory() as folder, running_postgres() as server_url:
        makers: dict[str, DatabaseMaker] = {
            "SQLite": SqliteDatabases(Path(folder)),
            "PostgreSQL": PostgresDatabases(server_url),
        }
        for name, maker in makers.items():
            broken += sum(parts[part](name, maker) for part in wanted or parts)
    return broken


def _board(name: str, maker: DatabaseMaker) -> int:
    print(f"\n{name}: server time in ms (median), a year of history")
    print(f"{'citizens':>9} {'board':>8} {'move':>8} {'kB HTML':>8} {'gzip':>6} {'SQL/board':>10} {'SQL/move':>9}")
    found: list[Measured] = []
    for citizens in SIZES:
        url = maker.fresh()
        measured = measure(url, citizens)
        maker.drop(url)
        found.append(measured)
        print(
            f"{citizens:>9} {measured.board_ms:>8.1f} {measured.move_ms:>8.1f} {measured.html_bytes / 1000:>8.0f}"
            f" {measured.gzip_bytes / 1000:>6.0f} {measured.board_statements:>10} {measured.move_statements:>9}"
        )
    small, middle, large = found
    return sum(
        (
            _holds("SQL statements per board do not grow", len({each.board_statements for each in found}) == 1),
            _holds("SQL statements per move do not grow", len({each.move_statements for each in found}) == 1),
            _holds(
                f"board at 4,012 / at 1,000 = {large.board_ms / middle.board_ms:.2f} <= {BOARD_GROWTH}",
                large.board_ms / middle.board_ms <= BOARD_GROWTH,
            ),
            _holds(f"HTML at 4,012 under {MOST_BOARD_BYTES // 1000} kB", large.html_bytes < MOST_BOARD_BYTES),
            _holds(
                f"move at 4,012 / at 100 = {large.move_ms / small.move_ms:.2f} <= {MOVE_GROWTH}",
                large.move_ms / small.move_ms <= MOVE_GROWTH,
            ),
        )
    )


def _case(name: str, maker: DatabaseMaker) -> int:
    url = maker.fresh()
    found = case_figures(url)
    maker.drop(url)
    (few, many), (few_sql, many_sql) = found.panel_ms, found.panel_statements
    near, far = found.company_ms
    panel_growth, company_growth = many / few, far / near
    print(
        f"{name}: panel {few:.1f} ms with {FEW_TALKS} talks ({few_sql} SQL), {many:.1f} ms with {MANY_TALKS}"
        f" ({many_sql} SQL); next in review {found.review_ms:.1f} ms;"
        f" company field {near:.1f} ms among 200, {far:.1f} ms among 20,000"
    )
    return sum(
        (
            _holds(
                f"panel at {MANY_TALKS} talks / at {FEW_TALKS} = {panel_growth:.2f} <= {PANEL_GROWTH}",
                panel_growth <= PANEL_GROWTH,
            ),
            _holds("SQL statements per panel do not grow", few_sql == many_sql),
            _holds(
                f"company field at 20,000 / at 200 = {company_growth:.2f} <= {COMPANY_GROWTH}",
                company_growth <= COMPANY_GROWTH,
            ),
        )
    )


def _import(name: str, maker: DatabaseMaker) -> int:
    figures = import_figures(maker)
    print(
        f"{name}: import of {figures.citizens} citizens with {figures.moves} history rows:"
        f" {figures.seconds:.1f} s, {figures.peak_mb:.0f} MB at most (whole process, one run)"
    )
    return _holds(
        f"import under {MOST_IMPORT_SECONDS} s and {MOST_IMPORT_MB} MB",
        figures.seconds < MOST_IMPORT_SECONDS and figures.peak_mb < MOST_IMPORT_MB,
    )


def _flow(name: str, maker: DatabaseMaker) -> int:
    found = flow_figures(maker)
    print(f"{name}: flow figures of everybody, last twelve months (median seconds; memory of a process of its own)")
    for each in found.growth:
        print(f"{each.moves:>9} moves {each.seconds:>6.2f} s {each.peak_mb:>5.0f} MB")
    print(
        f"  a programme with half of the largest: {found.half.seconds:.2f} s, {found.half.peak_mb:.0f} MB;"
        f" as known four months ago: {found.then.seconds:.2f} s, {found.then.peak_mb:.0f} MB"
    )
    print(
        f"  one municipality with {found.alone.moves} moves: {found.alone.seconds * 1000:.0f} ms alone,"
        f" {found.among.seconds * 1000:.0f} ms and {found.among.peak_mb:.0f} MB among a million;"
        f" its flow page {found.page_ms:.0f} ms"
    )
    broken = 0
    for small, large in pairwise(found.growth):
        size, time = large.moves / small.moves, large.seconds / small.seconds
        most = FLOW_GROWTH * size
        broken += _holds(f"{size:.0f} times the moves take {time:.1f} <= {most:.0f} times as long", time <= most)
    programme = found.half.seconds / found.growth[-1].seconds
    broken += _holds(f"a programme of half / all = {programme:.2f} <= {FLOW_PROGRAMME}", programme <= FLOW_PROGRAMME)
    ratio = found.among.seconds / found.alone.seconds
    return broken + _holds(f"one among many / alone = {ratio:.2f} <= {FLOW_AMONG_OTHERS}", ratio <= FLOW_AMONG_OTHERS)


def _live(name: str, maker: DatabaseMaker) -> int:
    at_ease = _listening(name, maker, SCREENS)
    crowded = _listening(name, maker, TOO_MANY_SCREENS)
    across = _listening(name, maker, SCREENS, servers=2)
    return sum(
        (
            _holds(
                f"board p95 under {MOST_LIVE_BOARD_SECONDS} s",
                at_ease.board[1] < MOST_LIVE_BOARD_SECONDS,
            ),
            _holds(f"screens told within {MOST_TOLD_SECONDS} s at p95", at_ease.told[1] < MOST_TOLD_SECONDS),
            _holds(f"under {MOST_LIVE_MB} MB resident in all processes", at_ease.resident_mb < MOST_LIVE_MB),
            _holds("nothing fails, and every screen hears of every move", _is_whole(at_ease) and _is_whole(across)),
            _holds("more screens than may listen: the site answers, and they are told to ask", _is_whole(crowded)),
            _holds(
                f"screens of another server told within {MOST_TOLD_ACROSS_SECONDS} s at p95",
                across.told[1] < MOST_TOLD_ACROSS_SECONDS,
            ),
        )
    )


def _listening(name: str, maker: DatabaseMaker, screens: int, servers: int = 1) -> LiveFigures:
    url = maker.fresh()
    found = live_figures(url, screens, servers)
    maker.drop(url)
    print(
        f"{name}: {screens} screens, {servers} server(s): {found.open} listen, {found.refused} ask instead,"
        f" {found.errors} errors; board {found.board[0] * 1000:.0f} ms, p95 {found.board[1] * 1000:.0f} ms;"
        f" told in {found.told[0] * 1000:.0f} ms, p95 {found.told[1] * 1000:.0f} ms;"
        f" {found.resident_mb:.0f} MB resident as ps tells it, {found.held_mb:.0f} MB with what is shared counted once"
    )
    return found


def _is_whole(found: LiveFigures) -> bool:
    everybody = found.open + found.refused == found.screens
    return everybody and not found.errors and found.heard == found.expected


def _holds(what: str, holds: bool) -> int:
    print(f"  {'holds ' if holds else 'BROKEN'}  {what}")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
