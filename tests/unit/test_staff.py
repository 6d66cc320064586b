"""Addresses and initials of employees."""

import pytest

from kanban.domain.staff import initials_of, normalise_email


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Maja.Juhl@Fjordby.Example", "maja.juhl@fjordby.example"),
        ("  mj@fjordby.example ", "mj@fjordby.example"),
        ("åse@fjordby.example", "åse@fjordby.example"),
    ],
)
def test_address_is_stored_in_lower_case(text: str, address: str) -> None:
    assert normalise_email(text) == address


@pytest.mark.parametrize(
    "text",
    ["", "maja", "maja@", "@fjordby.example", "maja@fjordby", "a b@c.dk", "a@b@c.dk", "maja\x00@fjordby.example"],
)
def test_text_that_is_no_address_is_refused(text: str) -> None:
    assert normalise_email(text) is None


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Maja Juhl", "MJ"),
        ("Søren Østergaard", "SØ"),
        ("åse", "Å"),
        ("Anne-Grethe Holm", "AGH"),
        ("Anna Maria Bente Holm Juhl", "AHJ"),
        ("  ", "?"),
        ("3", "?"),
    ],
)
def test_initials_come_from_the_names_parts(name: str, initials: str) -> None:
    assert initials_of(name) == initials
