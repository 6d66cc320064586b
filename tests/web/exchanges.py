"""What a visitor does with files: uploads one and downloads one."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from werkzeug.datastructures import FileStorage, Headers
from werkzeug.test import encode_multipart

from tests.page import FlaskWire, Page, Visitor


@dataclass(frozen=True)
class File:
    """A downloaded file."""

    status: int
    headers: Headers
    data: bytes


def upload(visitor: Visitor, data: bytes, name: str = "borgere.xlsx", *, token: bool = True) -> Page:
    """Send a workbook to the import page."""
    wire = _wire(visitor)
    kind, body = multipart({"csrf_token": visitor.token} if token else {}, data, name)
    answer = wire.client.post("/import", data=body, content_type=kind, base_url=wire.base_url)
    return Page(answer.status_code, answer.headers, answer.get_data(as_text=True))


def multipart(fields: Mapping[str, str], data: bytes, name: str) -> tuple[str, bytes]:
    """The content type and body of a form with a file."""
    boundary, body = encode_multipart({**fields, "file": FileStorage(BytesIO(data), name)})
    return f"multipart/form-data; boundary={boundary}", body


def download(visitor: Visitor, path: str) -> File:
    """Ask for a file."""
    wire = _wire(visitor)
    answer = wire.client.get(path, base_url=wire.base_url)
    return File(answer.status_code, answer.headers, answer.get_data())


def _wire(visitor: Visitor) -> FlaskWire:
    assert isinstance(visitor.wire, FlaskWire)
    return visitor.wire
