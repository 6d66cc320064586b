"""Cards as they were drawn last: they are most of what a board costs, and nearly all of them are as they were.

What a card shows is the whole key, so nothing drawn can be out of date; it only has to make room for others.
"""

from functools import lru_cache

from flask import Flask, request
from markupsafe import Markup

from kanban.domain.views.board import BoardFilters, CardView

MOST = 3_000


def install(app: Flask) -> None:
    """Give templates ``card_html(card, filters)``: a card whose addresses carry the filters."""

    @lru_cache(maxsize=MOST)
    def drawn(card: CardView, filters: BoardFilters, _root: str) -> Markup:
        template = app.jinja_env.get_template("board/_card.html")
        return Markup(template.render(card=card, filters=filters))  # noqa: S704 - the template has escaped it

    def card_html(card: CardView, filters: BoardFilters) -> Markup:
        return drawn(card, filters, request.script_root)

    app.jinja_env.globals["card_html"] = card_html
