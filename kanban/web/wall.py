"""Wall screens: no log-in, nothing but looking, and no way from here into the board."""

import json
import random
from collections.abc import Iterator
from time import monotonic
from typing import cast

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from kanban.domain.errors import NotFoundError
from kanban.services.live.hub import Hub, Subscription
from kanban.services.runtime import Runtime
from kanban.services.walls.show_wall import disguise, is_open, open_wall, show_wall
from kanban.web import fragments
from kanban.web.guards import public, runtime

BEAT_SECONDS = 15
LIFE_SECONDS = (12 * 60, 16 * 60)
_TEMPLATES = {
    "board": "wall/_board.html",
    "milestones": "wall/_milestones.html",
    "flow": "wall/_flow.html",
    "sparring": "wall/_sparring.html",
    "openings": "wall/_openings.html",
}
_PRIVATE = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow", "X-Accel-Buffering": "no"}
blueprint = Blueprint("wall", __name__)


@blueprint.get("/wall/<token>")
@public
def show(token: str) -> ResponseReturnValue:
    """Every page of the screen in one document, ``?page=`` first; 404 and a dark page for a screen switched off."""
    try:
        screen = show_wall(runtime(), token)
    except NotFoundError:
        return _private(fragments.render("wall/off.html", 404))
    names = [section.name for section in screen.sections]
    asked = request.args.get("page", "")
    shown = asked if asked in names else names[0]
    following = names[(names.index(shown) + 1) % len(names)]
    context = {"screen": screen, "templates": _TEMPLATES, "token": token, "shown": shown, "following": following}
    return _private(fragments.render("wall/page.html", **context, pinned=bool(asked)))


def stream(live: Hub, token: str, since: str) -> Response:
    """Changes a screen shows, as they happen, without saying what they are; 204 when all streams are taken.

    It ends when the screen is switched off, and begins with what has changed since the screen was read.
    """
    try:
        wall = open_wall(runtime(), token)
    except NotFoundError:
        return _private(Response(status=404))
    found = live.subscribe(wall.municipality_id, wall.team_id)
    if found is None:
        return _private(Response(status=204))
    events = _Stream(live, runtime(), token, found).events(since)
    response = _private(Response(events, mimetype="text/event-stream"))
    response.call_on_close(lambda: live.leave(found))
    return response


def position(live: Hub, token: str) -> Response:
    """Where the changes have come to, for a screen that can't have a stream; 304 when it is there already."""
    try:
        wall = open_wall(runtime(), token)
    except NotFoundError:
        return _private(Response(status=404))
    now = disguise(token, live.position(wall.municipality_id))
    response = _private(Response(json.dumps({"position": now}), mimetype="application/json"))
    response.add_etag()
    return cast("Response", response.make_conditional(request))


class _Stream:
    """One screen's events. Many changes at once are one event, and a beat tells that silence means no change."""

    def __init__(self, live: Hub, asked: Runtime, token: str, found: Subscription) -> None:
        self._live, self._runtime, self._token, self._found = live, asked, token, found
        self._place, self._ended = live.position(found.municipality_id), False

    def events(self, since: str) -> Iterator[str]:
        """The events, until the screen is switched off, the process ends or it is time to ask again."""
        yield self._event("ready" if since in {"", disguise(self._token, self._place)} else "board")
        ends = monotonic() + random.uniform(*LIFE_SECONDS)  # noqa: S311 - spreads the returns, keeps no secret
        while monotonic() < ends and not self._ended and is_open(self._runtime, self._token):
            yield self._event("board" if self._hear(BEAT_SECONDS) else "beat")
        yield self._event("again")

    def _hear(self, seconds: float) -> bool:
        """Wait for a change and take all that are there; whether there was any."""
        try:
            news = self._found.next(seconds)
        except TimeoutError:
            return False
        self._ended = news is None
        if news is not None:
            self._place = news.position
            self._hear(0)
        return True

    def _event(self, name: str) -> str:
        return f"id: {disguise(self._token, self._place)}\nevent: {name}\ndata: {{}}\n\n"


def _private(response: Response) -> Response:
    response.headers.update(_PRIVATE)
    return response
