"""What open boards ask for when they have heard of a change: all of it in one answer."""

from gzip import decompress
from typing import cast
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.errors import NotFoundError
from kanban.domain.inputs.board_filters import read_filters
from kanban.domain.permissions import Permission
from kanban.services.board.board_news import NewsRequest, board_news, seen_alike
from kanban.services.board.board_reader import FIRST_CARDS, MOST_CARDS, LaneRequest
from kanban.web import fragments
from kanban.web.alike import Alike
from kanban.web.guards import actor, guarded, runtime

MOST_LANES = 9
blueprint = Blueprint("board_news", __name__)


@blueprint.get("/board/news")
@guarded(Permission.SEE_BOARD)
def show() -> ResponseReturnValue:
    """The columns in ``lanes`` (``6-30,5-60``: with so many cards), the heads of those in ``heads``, and the counts.

    Boards that ask for the same get the same answer, made once; as a page, the board itself.
    """
    wanted = NewsRequest(read_filters(request.args), _lanes(), tuple(_keys("heads")))
    if not fragments.wants_fragment():
        return redirect(f"{url_for('board.page')}?{urlencode(wanted.filters.query())}")
    alike = cast("Alike", current_app.extensions["kanban_alike"])
    key = (request.script_root, *seen_alike(runtime(), actor(), wanted))
    return _sent(alike.get(key, lambda: _made(wanted)))


def _made(wanted: NewsRequest) -> str:
    news = board_news(runtime(), actor(), wanted)
    return render_template("board/_news.html", news=news, filters=wanted.filters)


def _sent(answer: bytes) -> Response:
    is_small = request.accept_encodings.quality("gzip") > 0
    response = Response(answer if is_small else decompress(answer), mimetype="text/html")
    response.vary.add("Accept-Encoding")
    if is_small:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _keys(name: str) -> list[str]:
    found = [key for key in request.args.get(name, "").split(",") if key]
    if len(found) > MOST_LANES:
        raise NotFoundError
    return found


def _lanes() -> tuple[LaneRequest, ...]:
    keep = request.args.get("keep", "")
    parts = (key.partition("-") for key in _keys("lanes"))
    return tuple(LaneRequest(key, keep=keep, limit=_limit(shown)) for key, _, shown in parts)


def _limit(text: str) -> int:
    """How many cards: whole pages, so that boards that show nearly the same ask for the same."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    pages = -(-max(number, 1) // FIRST_CARDS)
    return min(pages * FIRST_CARDS, MOST_CARDS)
