"""How a stored value stands in a form field."""

from datetime import date

from kanban.domain.case import FieldValue
from kanban.domain.danish import show_date, show_hours
from kanban.domain.field_spec import FieldKind, FieldSpec


def show_value(spec: FieldSpec, value: FieldValue) -> str:
    """A stored value as it stands in a form: dd-mm-yyyy, hours with decimal comma, yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value:%Y-%m}" if spec.kind is FieldKind.MONTH else show_date(value)
    if spec.kind is FieldKind.HOURS and isinstance(value, int):
        return show_hours(value)
    return "" if value is None else str(value)
