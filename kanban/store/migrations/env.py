"""Alembic's entry: runs the versions on the address that :mod:`kanban.store.migrate` passes in."""

from alembic import context

from kanban.store.database import make_engine
from kanban.store.schema import metadata


def run() -> None:
    """Apply the versions in one transaction per database."""
    engine = make_engine(context.config.attributes["url"])
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata(),
            render_as_batch=connection.dialect.name == "sqlite",
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
