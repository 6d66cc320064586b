"""Reading what is typed about a company and about those one talks with there."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kanban.domain.errors import FieldProblem, InvalidInputError
from kanban.domain.field_spec import FieldKind, FieldSpec
from kanban.domain.fields import FIELDS
from kanban.domain.inputs.values import Refused, clean, read_value
from kanban.domain.messages import mark, say
from kanban.domain.staff import normalise_email

COMPANY_FIELDS = (replace(FIELDS["company"], suggest=""), FIELDS["company_cvr"])
PERSON_FIELDS = (
    FieldSpec("person", mark("Name"), FieldKind.TEXT),
    FieldSpec("title", mark("Title"), FieldKind.TEXT, hint=mark("For example shift manager")),
    FieldSpec("phone", mark("Phone"), FieldKind.TEXT, max_length=40),
    FieldSpec("email", mark("E-mail"), FieldKind.TEXT),
)
REQUIRED = frozenset({"company", "person"})
_PHONE = re.compile(r"\+?[0-9 ()/-]{4,}")


def read_company(raw: Mapping[str, str]) -> dict[str, str]:
    """Name and CVR number. Raises :class:`InvalidInputError` with a problem for each field that is refused."""
    return _read(COMPANY_FIELDS, raw)


def read_person(raw: Mapping[str, str]) -> dict[str, str]:
    """Name, title, phone and e-mail. Raises :class:`InvalidInputError` as :func:`read_company` does."""
    return _read(PERSON_FIELDS, raw)


def fingerprint(values: Mapping[str, str]) -> str:
    """A short mark of what a form was opened on, so that nobody overwrites what they have not seen."""
    return hashlib.sha256("\0".join(values.values()).encode()).hexdigest()[:16]


def _read(specs: tuple[FieldSpec, ...], raw: Mapping[str, str]) -> dict[str, str]:
    found, problems = {}, []
    for spec in specs:
        try:
            found[spec.name] = _value(spec, clean(raw.get(spec.name, ""), lines=False))
        except Refused as refusal:
            problems.append(FieldProblem(spec.name, refusal.message))
    if problems:
        raise InvalidInputError(tuple(problems))
    return found


def _value(spec: FieldSpec, typed: str) -> str:
    if not typed and spec.name in REQUIRED:
        raise Refused(say("Fill in: %(field)s", field=say(spec.label)))
    if not typed:
        return ""
    if not any(char.isalnum() for char in typed):
        raise Refused(say("Write at least one letter or digit"))
    if spec.name == "phone" and not _PHONE.fullmatch(typed):
        raise Refused(say("Write a phone number, e.g. 12 34 56 78"))
    if spec.name == "email" and normalise_email(typed) is None:
        raise Refused(say("Write an address like name@company.dk"))
    return str(read_value(spec, typed, date.max))
