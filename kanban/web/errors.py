"""One table: what went wrong -> status. Routes have no ``except`` for domain errors."""

from flask import Flask, Response, current_app, make_response, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from kanban.domain.errors import (
    ConflictError,
    DomainError,
    ForbiddenError,
    InvalidInputError,
    NotFoundError,
    RefusedError,
)
from kanban.domain.messages import Message, say
from kanban.web import fragments, words

STATUS: dict[type[DomainError], int] = {
    NotFoundError: 404,
    ForbiddenError: 403,
    InvalidInputError: 422,
    RefusedError: 422,
    ConflictError: 409,
}
_TITLES = {
    400: say("The form was too old"),
    403: say("You can't do that"),
    404: say("Not found"),
    405: say("That is not possible here"),
    409: say("Somebody was before you"),
    413: say("Too large"),
    422: say("Something has to be put right"),
}
_SENTENCES = {
    400: say("Nothing has been stored. Go back, load the page again and send the form once more"),
    404: say("We can't find what you are looking for"),
    405: say("Go back to the board and try from there"),
    413: say("Nothing has been stored. The request is larger than the board accepts"),
}
_BROKEN = say("Nothing has been stored. Try again in a moment, and tell your superuser if it goes on")


def install(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def status_of(error: DomainError) -> int:
    """The HTTP status of a domain error."""
    return next(status for kind, status in STATUS.items() if isinstance(error, kind))


def _domain_error(error: DomainError) -> Response:
    return _answer(status_of(error), error.message)


def _csrf_error(_error: CSRFError) -> Response:
    return _answer(400, _SENTENCES[400])


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        response = error.get_response()
        return Response(response.response, status, response.headers)
    response = _answer(status, _SENTENCES.get(status, _BROKEN))
    if isinstance(error, MethodNotAllowed):
        response.allow.update(error.valid_methods or ())
    return response


def _unexpected(error: Exception) -> Response:
    current_app.logger.error("Unexpected %s", type(error).__name__, exc_info=error)
    return _answer(500, _BROKEN)


def _answer(status: int, message: Message) -> Response:
    if request.path.endswith(".json"):
        return make_response({"error": words.text(message)}, status)
    title = _TITLES.get(status, say("Something went wrong"))
    context = {"status": status, "title": title, "message": message}
    response = fragments.page_or_fragment("errors/page.html", "errors/_alert.html", status, **context)
    return fragments.aim(response, "#alerts") if fragments.wants_fragment() else response
