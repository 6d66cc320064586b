"""Everything about htmx headers, in one place.

htmx asks again on "back" with ``HX-History-Restore-Request`` and ``HX-Request-Type: full`` but without
``HX-Request``; such a request, like any without htmx, gets the whole page.
"""

import json

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_htmx import HTMX
from werkzeug.wrappers import Response as BaseResponse

htmx = HTMX()
_VARY = ("HX-Request", "HX-Request-Type", "HX-History-Restore-Request")


def wants_fragment() -> bool:
    """Whether the answer goes into a page that is already there."""
    restoring = request.headers.get("HX-History-Restore-Request") == "true"
    return bool(htmx) and not restoring and request.headers.get("HX-Request-Type") != "full"


def page_or_fragment(page: str, fragment: str, status: int = 200, /, **context: object) -> Response:
    """The fragment for htmx, the whole page for everyone else."""
    return render(fragment if wants_fragment() else page, status, **context)


def render(template: str, status: int = 200, /, **context: object) -> Response:
    """A rendered template as a response."""
    return make_response(render_template(template, **context), status)


def aim(response: Response, target: str, swap: str = "innerHTML") -> Response:
    """Have htmx put the answer somewhere else than the asking element said."""
    response.headers["HX-Retarget"] = target
    response.headers["HX-Reswap"] = swap
    return response


def push(response: Response, url: str) -> Response:
    """Have the address bar follow what is shown now."""
    response.headers["HX-Push-Url"] = url
    return response


def lane_key(step_number: int | None) -> str:
    """A lane's name in the page: the step, ``none`` for the tray, empty for out of the board."""
    return "none" if step_number is None else str(step_number or "")


def tell_moved(response: Response, citizen_id: str, before: int | None, after: int | None) -> Response:
    """Have the page follow a move: the card goes on, both lanes ask for themselves anew."""
    return _tell(response, "citizenMoved", citizen_id, before, after)


def tell_annulled(response: Response, citizen_id: str, before: int | None, after: int | None) -> Response:
    """Have the page follow an annulment: the lanes before and after it ask for themselves anew."""
    return _tell(response, "moveAnnulled", citizen_id, before, after)


def tell_recorded(response: Response, citizen_id: str, step: int | None) -> Response:
    """Have the page follow something recorded in a dialog: panel, lane and counts ask for themselves anew."""
    return _tell(response, "caseChanged", citizen_id, step, step)


def tell_edited(response: Response, citizen_id: str, step: int | None) -> Response:
    """Have the page follow an answer that is the panel itself: lane and counts ask for themselves anew."""
    return _tell(response, "caseEdited", citizen_id, step, step)


def _passed(before: int | None, after: int | None) -> range:
    """The steps that a skip passed: their columns' milestones count it too."""
    return range((before or 0) - 1, after or 0, -1) if before and after else range(0)


def _tell(response: Response, event: str, citizen_id: str, before: int | None, after: int | None) -> Response:
    keys = dict.fromkeys(lane_key(step) for step in (before, *_passed(before, after), after))
    detail = {"citizen": citizen_id, "from": lane_key(before), "to": lane_key(after)}
    events = {event: detail, **{f"lane{key}Changed": {} for key in keys if key}}
    response.headers["HX-Trigger"] = json.dumps(events)
    return response


def go(url: str) -> BaseResponse:
    """Send the browser to another page: a redirect, or its htmx equivalent."""
    if not wants_fragment():
        return redirect(url, 303)
    response = make_response("", 200)
    response.headers["HX-Redirect"] = url
    return response


def to_login() -> BaseResponse:
    """Ask for log-in, and come back to a page that can be asked for again."""
    back = request.full_path.rstrip("?") if request.method == "GET" and not wants_fragment() else ""
    return go(url_for("auth.login", next=back) if back else url_for("auth.login"))


def vary(response: Response) -> Response:
    """Tell caches that the answer depends on htmx's headers."""
    response.vary.update(_VARY)
    return response
