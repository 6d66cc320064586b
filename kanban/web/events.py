"""The stream that tells open boards of changes, and the address they ask where streams can't be had."""

import json
import random
from collections.abc import Iterator
from dataclasses import asdict
from time import monotonic
from typing import cast

from flask import Blueprint, Response, current_app, g, request
from flask.typing import ResponseReturnValue

from kanban.domain.permissions import Permission
from kanban.services.live.hub import Hub, News, Subscription
from kanban.web import wall
from kanban.web.fragments import lane_key, wants_fragment
from kanban.web.guards import actor, current_user, guarded, public

BEAT_SECONDS = 15
LIFE_SECONDS = (4 * 60, 6 * 60)
LONGEST_POSITION = 40
# Pages beside the board that follow changes, and the part of themselves they fetch anew; without one they offer to.
FOLLOWING = {
    "today.page": "today",
    "overview.page": "overview",
    "flow.page": "offer",
    "behind.page": "offer",
    "board.step_list": "offer",
    "caseloads.page": "offer",
    "targets.page": "offer",
    "review.page": "offer",
}
_PAST = ("as_of", "known_at")
blueprint = Blueprint("events", __name__)


def hub() -> Hub:
    """The process's hub."""
    return cast("Hub", current_app.extensions["kanban_live"])


@blueprint.before_app_request
def note_position() -> None:
    """Where changes had come to before a page was read: what comes after that, the page has yet to hear of."""
    g.live_part, user = FOLLOWING.get(request.endpoint or "", ""), current_user()
    past = any(request.args.get(name) for name in _PAST)
    follows = g.live_part and user and not past and not wants_fragment()
    g.live_position = hub().position(user.municipality_id) if user and follows else ""


@blueprint.app_context_processor
def _position_on_every_page() -> dict[str, str]:
    return {"live_part": g.get("live_part", ""), "live_position": g.get("live_position", "")}


@blueprint.get("/events")
@public
def stream() -> ResponseReturnValue:
    """A wall screen's changes by its token, else the user's."""
    return wall.stream(hub(), request.args["wall"], _since()) if "wall" in request.args else _own_stream()


@blueprint.get("/events/position")
@public
def position() -> ResponseReturnValue:
    """Where a wall screen's changes have come to by its token, else the user's."""
    return wall.position(hub(), request.args["wall"]) if "wall" in request.args else _own_position()


@guarded(Permission.SEE_BOARD)
def _own_stream() -> ResponseReturnValue:
    """Changes in the user's municipality as they happen; 204 when all streams are taken, and then one asks instead.

    The stream begins with what has changed since the page was read. It ends after some minutes: the page comes
    back, and is let in again only if the log-in still holds.
    """
    found = hub().subscribe(actor().municipality_id)
    if found is None:
        return Response(status=204)
    return stream_of(hub(), found, _since())


def _since() -> str:
    return (request.headers.get("Last-Event-ID") or request.args.get("since", ""))[:LONGEST_POSITION]


@guarded(Permission.SEE_BOARD)
def _own_position() -> ResponseReturnValue:
    """Where the municipality's changes have come to, 304 when the page is there already."""
    return position_of(hub(), actor().municipality_id)


def stream_of(live: Hub, found: Subscription, since: str) -> Response:
    """The answer that goes on: it holds neither a database connection nor anything of the request.

    The place is given back when the answer is closed, also when nobody ever read from it.
    """
    headers = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
    response = Response(_events(live, found, since), mimetype="text/event-stream", headers=headers)
    response.call_on_close(lambda: live.leave(found))
    return response


def position_of(live: Hub, municipality_id: int) -> Response:
    """The answer to a page that asks whether it is still right."""
    response = Response(json.dumps({"position": live.position(municipality_id)}), mimetype="application/json")
    response.add_etag()
    return cast("Response", response.make_conditional(request))


def _events(live: Hub, found: Subscription, since: str) -> Iterator[str]:
    now = live.position(found.municipality_id)
    yield _event("board" if since and since != now else "ready", {}, now)
    ends = monotonic() + random.uniform(*LIFE_SECONDS)  # noqa: S311 - spreads the returns in time, keeps no secret
    while monotonic() < ends:
        try:
            news = found.next(BEAT_SECONDS)
        except TimeoutError:
            yield _event("beat", {})
            continue
        if news is None:
            return
        yield _event("board", _told(news), news.position)
    yield _event("again", {})


def _told(news: News) -> dict[str, object]:
    """An empty object means: look at everything anew."""
    told = news.told
    if told is None or not told.citizen:
        return {}
    return {
        "citizen": told.citizen,
        "version": told.version,
        "from": lane_key(told.from_step),
        "to": lane_key(told.to_step),
        "by": told.by,
        "whose": asdict(told.whose) if told.whose else None,
    }


def _event(name: str, data: dict[str, object], position: str = "") -> str:
    """Without a position the event brings the page no further: it is one of several that only together do."""
    number = f"id: {position}\n" if position else ""
    return f"{number}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
