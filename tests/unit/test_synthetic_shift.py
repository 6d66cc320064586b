"""Moving all dates of a workbook by whole days."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kanban.domain.inputs.import_rows import CitizenRow, HistoryRow, HoursRow, ImportRows, StaffRow, TalkRow
from kanban.synthetic.municipality import generate
from kanban.synthetic.shift import newest_day, shift_rows

ROWS = ImportRows(
    citizens=(
        CitizenRow(
            2,
            "6101701234",
            "Åse Holm",
            date(2026, 1, 30),
            step=4,
            step_since=date(2026, 2, 27),
            ends_on=date(2026, 12, 31),
            internship_hours=450,
            payslips_until=date(2026, 1, 1),
        ),
    ),
    history=(HistoryRow(2, "6101701234", date(2026, 2, 27), 4, recorded_at=datetime(2026, 2, 28, 9, 5, tzinfo=UTC)),),
    staff=(StaffRow(2, "maja.juhl@fjordby.example", "Maja Juhl"),),
    talks=(
        TalkRow(2, "6101701234", date(2026, 2, 26), next_talk_on=date(2026, 3, 30), levels={"progress_network": 2}),
    ),
    hours=(HoursRow(2, "6101701234", date(2026, 2, 27), internship_hours=450),),
)


def test_every_date_moves_and_nothing_else() -> None:
    shifted = shift_rows(ROWS, 3)
    citizen, move = shifted.citizens[0], shifted.history[0]
    assert (citizen.started_on, citizen.step_since, citizen.ends_on) == (
        date(2026, 2, 2),
        date(2026, 3, 2),
        date(2027, 1, 3),
    )
    assert citizen.closed_on is None
    assert (citizen.cpr, citizen.internship_hours, shifted.staff) == ("6101701234", 450, ROWS.staff)
    assert (move.effective_on, move.recorded_at) == (date(2026, 3, 2), datetime(2026, 3, 3, 9, 5, tzinfo=UTC))


def test_newest_day_is_the_latest_day_of_moves_and_talks() -> None:
    assert newest_day(ROWS) == date(2026, 2, 27)
    assert newest_day(ImportRows(talks=ROWS.talks)) == date(2026, 2, 26)
    assert newest_day(ImportRows()) is None


@given(st.integers(min_value=-3000, max_value=3000))
def test_shifting_there_and_back_changes_nothing(days: int) -> None:
    assert shift_rows(shift_rows(ROWS, days), -days) == ROWS


def test_a_municipality_shifted_is_the_same_as_one_made_on_that_day_in_its_distances() -> None:
    (rows,) = generate("Fjordby Kommune", 40, 18, 3, date(2026, 11, 20))
    shifted = shift_rows(rows, 10)
    assert newest_day(shifted) == (newest_day(rows) or date.min) + timedelta(days=10)
    stays = [(citizen.step_since or date.min) - citizen.started_on for citizen in rows.citizens if citizen.step]
    assert [(row.step_since or date.min) - row.started_on for row in shifted.citizens if row.step] == stays
