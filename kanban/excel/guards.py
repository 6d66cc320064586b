"""Refusing a file that is no workbook, or a dangerous one, before anything in it is parsed."""

import io
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from kanban.domain.errors import RefusedError
from kanban.domain.messages import Message, say

MEGABYTE = 1024 * 1024
MAX_BYTES = 20 * MEGABYTE
MAX_UNPACKED_BYTES = 300 * MEGABYTE
MAX_PARTS = 2_000

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CONTENT_TYPES = "[Content_Types].xml"
_WORKBOOK = "xl/workbook.xml"
_ENCRYPTED_PART = 0x1
_NO_WORKBOOK = say("The file is not an Excel workbook. Save it as .xlsx and try again")


def why_not(error: OSError) -> Message:
    """Why a file can't be read or written, in words."""
    if isinstance(error, FileNotFoundError):
        return say("it is not there")
    if isinstance(error, IsADirectoryError | NotADirectoryError):
        return say("a folder stands where the file should be")
    return say("access is denied") if isinstance(error, PermissionError) else say("the disk refuses")


def checked_file(data: bytes | Path) -> BinaryIO:
    """The file, ready to be parsed. Raises :class:`RefusedError` saying what is wrong with it."""
    file = _opened(data)
    try:
        _check_beginning(file)
        _check_parts(file)
    except RefusedError:
        file.close()
        raise
    file.seek(0)
    return file


def _opened(data: bytes | Path) -> BinaryIO:
    if isinstance(data, bytes):
        _check_size(len(data))
        return io.BytesIO(data)
    try:
        _check_size(data.stat().st_size)
        return data.open("rb")
    except OSError as error:
        raise RefusedError(say("%(file)s can't be read: %(why)s", file=data.name, why=why_not(error))) from None


def _check_size(size: int) -> None:
    if size == 0:
        raise RefusedError(say("The file is empty"))
    if size > MAX_BYTES:
        found, most = -(-size // MEGABYTE), MAX_BYTES // MEGABYTE
        raise RefusedError(
            say("The file is too big, %(found)s MB. At most %(most)s MB can be read", found=found, most=most)
        )


def _check_beginning(file: BinaryIO) -> None:
    content = file.read(len(_COMPOUND_FILE))
    if content != _COMPOUND_FILE:
        return
    if _ENCRYPTED in file.read():
        raise RefusedError(say("The workbook is protected with a password. Remove it in Excel and try again"))
    raise RefusedError(say("The file is an old Excel file (.xls). Save it as .xlsx and try again"))


def _check_parts(file: BinaryIO) -> None:
    try:
        with ZipFile(file) as archive:
            parts = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise RefusedError(_NO_WORKBOOK) from None
    if any(part.flag_bits & _ENCRYPTED_PART for part in parts):
        raise RefusedError(say("The workbook is protected with a password. Remove it in Excel and try again"))
    if not {_CONTENT_TYPES, _WORKBOOK} <= {part.filename for part in parts}:
        raise RefusedError(_NO_WORKBOOK)
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise RefusedError(say("The workbook unpacks to more than can be read. Divide it into smaller ones"))
