"""Messages in the reader's language, for what leaves the server outside a template."""

from typing import cast

from flask import current_app

from kanban.domain.messages import Message
from kanban.i18n import Translator


def locale() -> str:
    """The reader's language as a code, such as ``da``."""
    return cast("Translator", current_app.extensions["kanban_translator"]).locale


def text(message: Message) -> str:
    """The sentence as the user reads it."""
    return cast("Translator", current_app.extensions["kanban_translator"]).render(message)
