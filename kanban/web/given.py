"""The answer after one citizen was given another broker or programme."""

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.messages import Message
from kanban.web import fragments, words


def given(citizen_id: str, step: int | None, message: Message) -> ResponseReturnValue:
    """The page follows, or without htmx the case is shown; the message says what was done."""
    if fragments.wants_fragment():
        response = fragments.render("caseloads/_assigned.html", message=message)
        return fragments.tell_recorded(response, citizen_id, step)
    flash(words.text(message))
    return fragments.go(url_for("citizens.panel", citizen_id=citizen_id))
