"""Where users begin, and the board's address as it travels through forms and back: filters, read anew at every stop."""

from urllib.parse import parse_qsl, urlencode

from flask import request, url_for

from kanban.domain.errors import InvalidInputError
from kanban.domain.inputs.board_filters import read_filters
from kanban.domain.staff import Role
from kanban.domain.views.board import BoardFilters


def first_page(role: Role) -> str:
    """Where somebody begins who asked for no page: leaders with the overview (R-DASH-9), all others on the board."""
    return url_for("overview.page" if role is Role.LEADER else "board.page")


def board_query() -> str:
    """The board's filters in this request's address, or those a form brought along, as an address part."""
    carried = request.values.get("return_query")
    return urlencode(_known(carried).query() if carried else read_filters(request.args).query())


def board_filters() -> BoardFilters:
    """The filters a form brought along."""
    return _known(request.form.get("return_query", ""))


def board(anchor: str = "") -> str:
    """The address of the board with those filters."""
    query = board_query()
    return url_for("board.page") + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")


def citizen(citizen_id: str, anchor: str = "") -> str:
    """The address of a citizen's panel with those filters."""
    query = board_query()
    address = url_for("citizens.panel", citizen_id=citizen_id)
    return address + (f"?{query}" if query else "") + (f"#{anchor}" if anchor else "")


def _known(query: str) -> BoardFilters:
    """Filters that can't be read are dropped: where to go back to must never spoil what has been stored."""
    try:
        return read_filters(dict(parse_qsl(query)))
    except InvalidInputError:
        return BoardFilters()
