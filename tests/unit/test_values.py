"""One typed field at a time: what is read, and in which words it is refused."""

from datetime import date

import pytest

from kanban.domain.case import FieldValue
from kanban.domain.fields import FIELDS
from kanban.domain.inputs.values import Refused, clean, read_value

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("cv_prepared_on", "20-11-2026", TODAY),
        ("starts_on", "2027-01-04", date(2027, 1, 4)),
        ("effective_on", "2026-11-20", TODAY),
        ("paid_hours", "7,5", 450),
        ("internship_hours", "59", 3540),
        ("paid_hours", "0,5", 30),
        ("cv_kind", "jobnet", "jobnet"),
        ("cv_approved", "yes", True),
        ("cv_approved", "Nej", False),
        ("cv_approved", "on", True),
        ("broker_id", "12", 12),
        ("company_cvr", "12 34 56 78", "12345678"),
        ("company", "  Strand   Hotellet ", "Strand Hotellet"),
        ("goal_a", "A\u030ageskov", "Ågeskov"),
        ("note", "første\r\nanden", "første\nanden"),
        ("company", "x" * 200, "x" * 200),
    ],
)
def test_value_is_read_by_its_kind(name: str, text: str, value: FieldValue) -> None:
    assert read_value(FIELDS[name], text, TODAY) == value


@pytest.mark.parametrize(
    ("name", "text", "because"),
    [
        ("cv_prepared_on", "21-11-2026", "is in the future"),
        ("effective_on", "21-11-2026", "is in the future"),
        ("adjusted_on", "2026-12-01", "is in the future"),
        ("effective_on", "i morgen", "Write a date"),
        ("effective_on", "31-02-2026", "Write a date"),
        ("starts_on", "01-01-1999", "can't be right"),
        ("starts_on", "01-01-2100", "can't be right"),
        ("starts_on", "0026-11-20", "can't be right"),
        ("paid_hours", "-3", "Write hours a week"),
        ("paid_hours", "1.000", "Write hours a week"),
        ("paid_hours", "200", "above 0 and at most"),
        ("paid_hours", "59,5", "above 0 and at most"),
        ("paid_hours", "0", "above 0 and at most"),
        ("cv_kind", "Jobnet", "Choose one of the answers"),
        ("closing_reason", "<script>", "Choose one of the answers"),
        ("cv_approved", "måske", "Answer yes or no"),
        ("broker_id", "Maja", "Choose a person"),
        ("broker_id", "-1", "Choose a person"),
        ("broker_id", "٣", "Choose a person"),
        ("broker_id", "1234567890", "Choose a person"),
        ("company_cvr", "1234567", "eight digits"),
        ("company_cvr", "DK12345678", "eight digits"),
        ("company_cvr", "١٢٣٤٥٦٧٨", "eight digits"),
        ("company", "x" * 201, "at most %(most)s characters"),
        ("note", "x" * 10_001, "at most %(most)s characters"),
    ],
)
def test_value_is_refused_with_a_sentence(name: str, text: str, because: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_value(FIELDS[name], text, TODAY)
    assert because in refusal.value.message.text


def test_date_to_come_is_taken_where_plans_are_made() -> None:
    for name in ("starts_on", "ends_on", "follow_up_on", "paid_hours_from", "retention_follow_up_on"):
        assert read_value(FIELDS[name], "01-03-2027", TODAY) == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("text", "lines", "kept"),
    [
        ("a\x00b\x07c", True, "abc"),
        ("\ud800a", True, "a"),
        ("  a\tb  ", True, "a\tb"),
        ("a\n\n b ", False, "a b"),
        ("a\u0308", True, "ä"),
        ("\u202ea", True, "\u202ea"),
        ("", True, ""),
    ],
)
def test_text_is_cleaned_of_what_no_one_typed(text: str, kept: str, *, lines: bool) -> None:
    assert clean(text, lines=lines) == kept
