"""The board, its lanes, and the list of the citizens behind a lane's count."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.inputs.board_filters import read_filters
from kanban.domain.permissions import Permission, may
from kanban.services.board_page import LIST_ROWS, LaneRequest, board_page, lane_page
from kanban.web import fragments
from kanban.web.guards import actor, guarded, public, runtime

blueprint = Blueprint("board", __name__)


@blueprint.get("/")
@public
def home() -> ResponseReturnValue:
    """The board is the first page."""
    return redirect(url_for("board.page"))


@blueprint.get("/board")
@guarded(Permission.SEE_BOARD)
def page() -> ResponseReturnValue:
    """The whole board, or the part of it that filters and refreshes replace."""
    board = board_page(runtime(), actor(), read_filters(request.args))
    return fragments.page_or_fragment("board/page.html", "board/_board.html", board=board)


@blueprint.get("/board/steps/<key>")
@guarded(Permission.SEE_BOARD)
def step_list(key: str) -> ResponseReturnValue:
    """One lane: the lane itself for htmx, the list of its citizens as a page otherwise."""
    filters, after = read_filters(request.args), request.args.get("after", "")
    if fragments.wants_fragment():
        lane = lane_page(runtime(), actor(), filters, LaneRequest(key, keep=request.args.get("keep", "")))
        return fragments.render("board/_lane.html", lane=lane, filters=filters, read_only=_read_only(filters.as_of))
    lane = lane_page(runtime(), actor(), filters, LaneRequest(key, after, limit=LIST_ROWS))
    return fragments.render(
        "board/step_list.html", lane=lane, filters=filters, after=after, today=runtime().clock.today()
    )


@blueprint.get("/board/steps/<key>/more")
@guarded(Permission.SEE_BOARD)
def more_cards(key: str) -> ResponseReturnValue:
    """The next cards of a lane; without htmx the list of the lane's citizens from there on."""
    if not fragments.wants_fragment():
        return redirect(f"{url_for('board.step_list', key=key)}?{request.query_string.decode()}")
    filters = read_filters(request.args)
    lane = lane_page(runtime(), actor(), filters, LaneRequest(key, request.args.get("after", "")))
    return fragments.render("board/_cards.html", lane=lane, filters=filters)


def _read_only(as_of: str) -> bool:
    return bool(as_of) or not may(actor(), Permission.MOVE_CITIZEN)
