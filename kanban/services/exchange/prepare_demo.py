"""The demo municipality: loaded once from its workbook, every date moved so that the newest entry is of today."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kanban.domain.progress import Progress, silent
from kanban.domain.staff import Role
from kanban.excel.files import read_workbook
from kanban.services import accounts
from kanban.services.exchange.import_workbook import apply_import, preview_rows
from kanban.services.exchange.seed_municipality import seed_municipality
from kanban.services.meetings.begin_demo import begin_demo_meetings
from kanban.services.runtime import Runtime
from kanban.services.targets.begin_demo import begin_demo_targets
from kanban.synthetic.names import LEADER, SUPERUSER
from kanban.synthetic.shift import newest_day, shift_rows

PLACE = "Fjordby Kommune"
PASSWORD = "otte-trin-op"  # noqa: S105 - printed at every start, for a demo on the machine itself
MONTHS, SEED = 18, 1
MOST_BROKERS = 6


_FAR_OFF = date(2099, 12, 31)


@dataclass(frozen=True)
class DemoUser:
    """Somebody to try the board as."""

    email: str
    role: str


def prepare_demo(
    runtime: Runtime, workbook: Path, citizens: int | None = None, progress: Progress = silent
) -> list[DemoUser]:
    """Load the demo unless it is there already, and tell who may log in with :data:`PASSWORD`.

    With ``citizens`` a synthetic municipality of that size takes the workbook's place.
    """
    users = _users(runtime)
    if not users:
        if citizens is None:
            _load(runtime, workbook, progress)
        else:
            seed_municipality(runtime, PLACE, citizens, MONTHS, SEED, progress)
        users = _add_log_ins(runtime)
        begin_demo_targets(runtime, PLACE, SUPERUSER)
        begin_demo_meetings(runtime, PLACE, LEADER)
    return users


def _load(runtime: Runtime, workbook: Path, progress: Progress) -> None:
    read = read_workbook(workbook, _FAR_OFF, progress)
    newest = newest_day(read.rows) or runtime.clock.today()
    shifted = shift_rows(read.rows, (runtime.clock.today() - newest).days)
    apply_import(runtime, preview_rows(runtime, PLACE, replace(read, rows=shifted)), progress)


def _users(runtime: Runtime) -> list[DemoUser]:
    found = (user for user in accounts.list_users(runtime) if user.municipality == PLACE and user.can_log_in)
    return [DemoUser(user.email, user.role) for user in found]


def _add_log_ins(runtime: Runtime) -> list[DemoUser]:
    """Some brokers, the leader and the superuser may log in; a workbook by itself gives nobody a password or a role."""
    people = [user for user in accounts.list_users(runtime) if user.municipality == PLACE]
    leading = {LEADER: Role.LEADER, SUPERUSER: Role.SUPERUSER}
    brokers = [user for user in people if user.name not in leading][:MOST_BROKERS]
    for user in (*brokers, *(user for user in people if user.name in leading)):
        role = leading.get(user.name, Role.BROKER)
        accounts.add_user(runtime, accounts.NewUser(user.email, user.name, role, PLACE, user.team, PASSWORD))
    return _users(runtime)
