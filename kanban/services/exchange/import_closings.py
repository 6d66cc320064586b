"""Why a citizen left, from the two places in the workbook that can say it."""

from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow
from kanban.domain.steps import OUT
from kanban.excel.words import CLOSING_REASONS
from kanban.services.exchange.export_rows import OTHER_REASON


def closing_reason(row: CitizenRow, move: HistoryRow, *, is_last: bool) -> str:
    """Why the citizen left: the row's own word for the last time, else the word in the history, else another reason."""
    stated = row.closing_reason if is_last else None
    return stated or CLOSING_REASONS.code(move.reason) or OTHER_REASON


def stored_reason(row: CitizenRow, move: HistoryRow, *, is_last: bool) -> str:
    """The move's own reason: a word that has become the closing's reason is not kept twice."""
    if move.to_step == OUT and CLOSING_REASONS.code(move.reason) == closing_reason(row, move, is_last=is_last):
        return ""
    return move.reason
