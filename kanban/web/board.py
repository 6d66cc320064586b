"""The board, its lanes, and the list of the citizens behind a lane's count."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.inputs.board_filters import read_filters
from kanban.domain.permissions import Permission
from kanban.services.board import board_page as board_services
from kanban.services.board.board_page import is_read_only
from kanban.services.board.board_reader import FIRST_CARDS, MOST_CARDS, LaneRequest
from kanban.web import addresses, fragments
from kanban.web.guards import actor, current_user, guarded, public, runtime

blueprint = Blueprint("board", __name__)


@blueprint.get("/")
@public
def home() -> ResponseReturnValue:
    """The page to begin with, which depends on who has logged in."""
    user = current_user()
    return redirect(addresses.first_page(user.role) if user else url_for("auth.login"))


@blueprint.get("/board")
@guarded(Permission.SEE_BOARD)
def page() -> ResponseReturnValue:
    """The whole board, or the part of it that filters and refreshes replace, a citizen just moved on top."""
    filters, keep = read_filters(request.args), request.args.get("keep", "")
    board = board_services.board_page(runtime(), actor(), filters, keep)
    return fragments.page_or_fragment("board/page.html", "board/_board.html", board=board)


@blueprint.get("/board/facts")
@guarded(Permission.SEE_BOARD)
def facts() -> ResponseReturnValue:
    """The filter row's counts, asked for again after every move; as a page, the board itself."""
    filters = read_filters(request.args)
    if not fragments.wants_fragment():
        return redirect(_same_query("board.page"))
    found = board_services.board_facts(runtime(), actor(), filters)
    return fragments.render(
        "board/_facts.html", filters=filters, signs=found.signs, shown=found.shown, total=found.total, left=found.left
    )


@blueprint.get("/board/steps/<key>")
@guarded(Permission.SEE_BOARD)
def step_list(key: str) -> ResponseReturnValue:
    """The citizens behind a lane's count, as a list."""
    filters, after = read_filters(request.args), request.args.get("after", "")
    found = board_services.step_list(runtime(), actor(), filters, key, after)
    return fragments.render(
        "board/step_list.html", lane=found.lane, earlier=found.earlier, filters=filters, page_query=after
    )


@blueprint.get("/board/steps/<key>/lane")
@guarded(Permission.SEE_BOARD)
def lane(key: str) -> ResponseReturnValue:
    """One lane anew, with as many cards as the page shows already and a citizen just moved here on top."""
    if not fragments.wants_fragment():
        return redirect(_same_query("board.step_list", key))
    filters = read_filters(request.args)
    wanted = LaneRequest(key, keep=request.args.get("keep", ""), limit=_shown(request.args.get("shown", "")))
    found = board_services.lane_page(runtime(), actor(), filters, wanted)
    read_only = is_read_only(runtime(), actor(), filters)
    return fragments.render("board/_lane.html", lane=found, filters=filters, read_only=read_only)


@blueprint.get("/board/steps/<key>/more")
@guarded(Permission.SEE_BOARD)
def more_cards(key: str) -> ResponseReturnValue:
    """The next cards of a lane."""
    if not fragments.wants_fragment():
        return redirect(_same_query("board.step_list", key))
    filters = read_filters(request.args)
    found = board_services.lane_page(runtime(), actor(), filters, LaneRequest(key, request.args.get("after", "")))
    return fragments.render("board/_cards.html", lane=found, filters=filters)


def _same_query(endpoint: str, key: str | None = None) -> str:
    address = url_for(endpoint, key=key) if key else url_for(endpoint)
    query = request.query_string.decode()
    return f"{address}?{query}" if query else address


def _shown(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    return min(max(number, FIRST_CARDS), MOST_CARDS)
