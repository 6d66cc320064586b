"""What a citizen's row says of payslips, the next agreed step, benefit and target group."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kanban.domain.case import CaseFacts
from kanban.domain.deadlines import next_month
from kanban.domain.fact import Fact
from kanban.domain.facts import BenefitPeriod, GroupPeriod
from kanban.domain.follow_up import AgreedAction, Payslip
from kanban.domain.inputs.import_rows import CitizenRow
from kanban.services.case.record_facts import new_version
from kanban.services.exchange.case_columns import open_action, payslips_until


def agreed_facts(
    row: CitizenRow, case: CaseFacts, stored: Sequence[Fact], personal: Mapping[str, Any], today: date
) -> Iterator[Fact]:
    """Facts to add. ``stored`` are all versions of all facts: what has been corrected or removed does not come back.

    ``personal`` are the columns of a known citizen that the row changes.
    """
    yield from _payslips(row, case, stored)
    yield from _action(row, case, stored)
    yield from _periods(personal, case, today)


def _payslips(row: CitizenRow, case: CaseFacts, stored: Sequence[Fact]) -> Iterator[Fact]:
    until, shown = row.payslips_until, payslips_until(case)
    noted = {fact.month for fact in stored if isinstance(fact, Payslip)}
    if until is None or until <= (shown or max(noted, default=date.min)):
        return
    month = next_month(shown) if shown else until
    while month <= until:
        if month not in noted:
            yield from _new(Payslip, {"month": month})
        month = next_month(month)


def _action(row: CitizenRow, case: CaseFacts, stored: Sequence[Fact]) -> Iterator[Fact]:
    said = (row.action, row.action_due_on)
    known = {(fact.action, fact.due_on) for fact in stored if isinstance(fact, AgreedAction)}
    if not row.action or said in known:
        return
    shown = open_action(case)
    if shown and shown.action == row.action and row.action_due_on is None:
        return
    same = shown if shown and shown.action == row.action else None
    fact = new_version(AgreedAction, same, {"action": row.action, "due_on": row.action_due_on}, keep_rest=True)
    if fact:
        fact.replaces_id = same.id if same else None
        yield fact


def _periods(personal: Mapping[str, Any], case: CaseFacts, today: date) -> Iterator[Fact]:
    """Another benefit or group than before counts from today, for citizens whose periods the board keeps."""
    if "benefit" in personal and case.benefits:
        yield from _new(BenefitPeriod, {"benefit": personal["benefit"], "valid_from": today})
    if "target_group" in personal and case.groups:
        yield from _new(GroupPeriod, {"target_group": personal["target_group"], "valid_from": today})


def _new(kind: type[Fact], given: Mapping[str, Any]) -> Iterator[Fact]:
    fact = new_version(kind, None, given, keep_rest=False)
    if fact:
        yield fact
