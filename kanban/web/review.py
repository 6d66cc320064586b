"""The case review: one citizen after another, and what came of it."""

from flask import Blueprint, flash, request, url_for
from flask.typing import ResponseReturnValue

from kanban.domain.errors import ConflictError, InvalidInputError
from kanban.domain.permissions import Permission
from kanban.domain.views.review import ChoiceView
from kanban.services.caseload.decide import Decided, decide
from kanban.services.caseload.review_page import ReviewRequest, review_page
from kanban.services.caseload.review_store import begin_anew, finish_review
from kanban.services.caseload.review_summary import review_summary
from kanban.web import fragments, words
from kanban.web.errors import status_of
from kanban.web.guards import actor, guarded, runtime

blueprint = Blueprint("review", __name__)


@blueprint.get("/review")
@guarded(Permission.REVIEW)
def page() -> ResponseReturnValue:
    """The citizen who comes next, or the one named; the fragment is fetched ahead by the page itself."""
    return _show(ReviewRequest(request.args.get("broker", ""), request.args.get("at", "")))


@blueprint.post("/review")
@guarded(Permission.REVIEW)
def begin() -> ResponseReturnValue:
    """Begin anew with everybody."""
    broker = request.form.get("broker", "")
    begin_anew(runtime(), actor(), broker)
    return fragments.go(_address(broker))


@blueprint.post("/review/<citizen_id>")
@guarded(Permission.REVIEW)
def create(citizen_id: str) -> ResponseReturnValue:
    """Store a decision: the next citizen, the summary after the last, or the form with what is wrong."""
    broker = request.form.get("broker", "")
    try:
        decided = decide(runtime(), actor(), citizen_id, request.form)
    except (InvalidInputError, ConflictError) as refusal:
        return _show(ReviewRequest(broker, citizen_id, request.form, refusal), status_of(refusal))
    if decided.next_id is None:
        flash(words.text(decided.message))
        return fragments.go(url_for("review.summary", review=decided.review_id))
    if fragments.wants_fragment():
        return _next(decided, decided.next_id, broker)
    flash(words.text(decided.message))
    return fragments.go(_address(broker, decided.next_id))


@blueprint.get("/review/<int:review>/summary")
@guarded(Permission.REVIEW)
def summary(review: int) -> ResponseReturnValue:
    """What came of it."""
    return fragments.render("review/summary.html", found=review_summary(runtime(), actor(), review))


@blueprint.post("/review/<int:review>/finish")
@guarded(Permission.REVIEW)
def finish(review: int) -> ResponseReturnValue:
    """Close it; the summary stays."""
    finish_review(runtime(), actor(), review)
    return fragments.go(url_for("review.summary", review=review))


def _show(wanted: ReviewRequest, status: int = 200) -> ResponseReturnValue:
    found = review_page(runtime(), actor(), wanted)
    if isinstance(found, ChoiceView):
        return fragments.render("review/choose.html", found=found)
    return fragments.page_or_fragment("review/page.html", "review/_review.html", status, review=found)


def _next(decided: Decided, next_id: str, broker: str) -> ResponseReturnValue:
    found = review_page(runtime(), actor(), ReviewRequest(broker, next_id))
    response = fragments.render("review/_decided.html", review=found, message=decided.message)
    return fragments.push(response, _address(broker, next_id))


def _address(broker: str, at: str = "") -> str:
    return url_for("review.page", broker=broker or None, at=at or None)
