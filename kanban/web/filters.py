"""What templates may call: dates, hours and words in the reader's language."""

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TypeAlias

from flask import Flask, request, url_for
from jinja2 import StrictUndefined

from kanban.domain.danish import show_date, show_hours
from kanban.domain.fields import choice_label
from kanban.domain.messages import mark
from kanban.domain.permissions import Permission, may
from kanban.domain.remedies import remedy
from kanban.i18n import Translator
from kanban.web.guards import current_user, runtime

_Pages: TypeAlias = tuple[tuple[str, str, Permission], ...]
_PAGES: _Pages = (
    (mark("Today"), "today.page", Permission.OWN_CASELOAD),
    (mark("Overview"), "overview.page", Permission.SEE_FIGURES),
    (mark("Board"), "board.page", Permission.SEE_BOARD),
    (mark("Review"), "review.page", Permission.REVIEW),
    (mark("Flow"), "flow.page", Permission.SEE_FIGURES),
    (mark("Milestones"), "targets.page", Permission.SEE_FIGURES),
    (mark("Caseloads"), "caseloads.page", Permission.ASSIGN),
    (mark("Companies"), "companies.page", Permission.SEE_BOARD),
)
_OWN_MENU: _Pages = (
    (mark("Board meetings"), "meetings.index", Permission.SEE_BOARD),
    (mark("Job openings"), "openings.page", Permission.SEE_BOARD),
    (mark("Progression"), "progression.page", Permission.SEE_FIGURES),
    (mark("Import a workbook"), "exchange.new", Permission.IMPORT),
    (mark("Download as Excel"), "exchange.download", Permission.EXPORT),
    (mark("Settings"), "rules.page", Permission.SET_UP),
    (mark("Programmes"), "programmes.page", Permission.SET_UP),
    (mark("Wall screens"), "walls.page", Permission.SET_UP),
)


def install(app: Flask, translator: Translator) -> None:
    """Register filters, translation and the context every page has."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(translator.gettext, translator.ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    environment.filters.update(_filters(translator))
    environment.globals.update(static_url=_static_url(app), static_version=_static_version(str(app.static_folder)))
    app.context_processor(lambda: _on_every_page(translator))


def _filters(translator: Translator) -> dict[str, Callable[..., object]]:
    def moment(value: datetime) -> str:
        return translator.moment(runtime().clock.local(value))

    def choice(value: str | None, field: str) -> str:
        return translator.gettext(choice_label(field, value))

    return {
        "date": show_date,
        "iso": _iso,
        "datetime": moment,
        "hours": show_hours,
        "text": translator.render,
        "label": translator.gettext,
        "choice": choice,
        "remedy": remedy,
    }


def _iso(value: date | datetime) -> str:
    return value.isoformat()


def _on_every_page(translator: Translator) -> dict[str, object]:
    return {
        "user": current_user(),
        "nav": _links(_PAGES),
        "own_menu": _links(_OWN_MENU),
        "locale": translator.locale,
    }


def _links(pages: _Pages) -> list[tuple[str, str, bool]]:
    user = current_user()
    if user is None:
        return []
    return [
        (label, url_for(endpoint), request.endpoint == endpoint)
        for label, endpoint, permission in pages
        if may(user, permission)
    ]


def _static_url(app: Flask) -> Callable[[str], str]:
    """Addresses of static files that change with their content, so that browsers may keep them for good."""

    @cache
    def version(name: str) -> str:
        return hashlib.sha256((Path(str(app.static_folder)) / name).read_bytes()).hexdigest()[:12]

    def static_url(name: str) -> str:
        return url_for("static", filename=name, v=version(name))

    return static_url


@cache
def _static_version(folder: str) -> str:
    files = sorted(path for path in Path(folder).rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]
