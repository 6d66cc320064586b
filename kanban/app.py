"""The composition root of the web: settings in, application out."""

import logging
from pathlib import Path

from flask import Flask

from kanban import settings as settings_module
from kanban.i18n import Translator
from kanban.services.live.hub import Hub
from kanban.services.runtime import Runtime, open_runtime
from kanban.settings import MOST_STREAMS, Settings, SettingsError
from kanban.web import (
    annulments,
    auth,
    behind,
    board,
    board_news,
    cards,
    caseloads,
    citizens,
    companies,
    errors,
    events,
    exchange,
    facts,
    filters,
    flow,
    follow_ups,
    fragments,
    guards,
    health,
    meetings,
    moves,
    openings,
    overview,
    programmes,
    progression,
    review,
    rules,
    security,
    talks,
    targets,
    today,
    uploads,
    wall,
    walls,
)
from kanban.web.alike import Alike

BLUEPRINTS = (
    auth.blueprint,
    board.blueprint,
    board_news.blueprint,
    citizens.blueprint,
    moves.blueprint,
    events.blueprint,
    facts.blueprint,
    talks.blueprint,
    progression.blueprint,
    follow_ups.blueprint,
    today.blueprint,
    review.blueprint,
    caseloads.blueprint,
    companies.blueprint,
    openings.blueprint,
    meetings.blueprint,
    rules.blueprint,
    programmes.blueprint,
    overview.blueprint,
    flow.blueprint,
    targets.blueprint,
    behind.blueprint,
    annulments.blueprint,
    wall.blueprint,
    walls.blueprint,
    exchange.blueprint,
    health.blueprint,
)


def create_app(settings: Settings | None = None) -> Flask:
    """The application on these settings, by default the environment's and the key file's.

    Raises :class:`SettingsError` when there is no secret key or field key.
    """
    settings = settings or settings_module.with_keys(settings_module.from_environment(), create=False)
    require_keys(settings)
    return build(settings, open_runtime(settings))


def build(settings: Settings, runtime: Runtime) -> Flask:
    """The application around an existing runtime."""
    app = Flask("kanban", template_folder=resource("templates"), static_folder=resource("static"))
    app.logger.setLevel(logging.INFO)
    app.extensions["kanban"] = runtime
    app.extensions["kanban_live"] = Hub(runtime.database, MOST_STREAMS)
    app.extensions["kanban_alike"] = Alike()
    app.extensions["kanban_translator"] = translator = Translator(settings.locale)
    fragments.htmx.init_app(app)
    uploads.install(app)
    security.install(app, settings.secret_key)
    guards.install(app)
    filters.install(app, translator)
    cards.install(app)
    errors.install(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def require_keys(settings: Settings) -> None:
    """Raise :class:`SettingsError` naming the key that is missing."""
    for name, value in (("KANBAN_SECRET_KEY", settings.secret_key), ("KANBAN_FIELD_KEY", settings.field_key)):
        if not value:
            raise SettingsError(f"{name} is not set")


def resource(name: str) -> str:
    """A folder that lies inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    for candidate in (here / name, here.parent / name):
        if candidate.is_dir():
            return str(candidate)
    raise SettingsError(f"The folder {name} is missing from the installation")
