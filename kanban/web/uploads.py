"""How much may be sent, and where it is kept meanwhile: in memory, as a workbook names citizens with CPR numbers."""

from io import BytesIO
from typing import IO

from flask import Flask, Request, request, session

from kanban.web.security import LARGEST_REQUEST

LARGEST_FORM = 1024 * 1024
UPLOADS = frozenset({"exchange.check"})


class InMemoryRequest(Request):
    """A request whose files never touch the disk; by default those above 500 kB are written to a temporary one."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - the library's signature
        content_type: str | None,  # noqa: ARG002 - the library's signature
        filename: str | None = None,  # noqa: ARG002 - the library's signature
        content_length: int | None = None,  # noqa: ARG002 - the library's signature
    ) -> IO[bytes]:
        return BytesIO()


def install(app: Flask) -> None:
    """Take files in memory; must come before anything that reads a form."""
    app.request_class = InMemoryRequest
    app.before_request(limit)


def limit() -> None:
    """Only somebody logged in may send more than a form, and only where a file is asked for."""
    takes_files = request.endpoint in UPLOADS and "staff_id" in session
    request.max_content_length = LARGEST_REQUEST if takes_files else LARGEST_FORM
