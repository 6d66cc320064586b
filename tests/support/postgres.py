"""A real PostgreSQL for the tests: the one named by TEST_DATABASE_URL, else one started here for this run.

The server started here listens on a Unix socket in its own temporary folder only, so test workers never compete
for a port, and it does not wait for the disk, as its data is thrown away.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.programs import find_postgres, need

UNSAFE_BUT_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB"


@contextmanager
def running_postgres() -> Iterator[str]:
    """Yield an SQLAlchemy address whose role may create databases."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="kanban-pg-", ignore_cleanup_errors=True) as folder:
        cluster = _Cluster.in_folder(Path(folder))
        cluster.start()
        try:
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
        finally:
            cluster.stop()


@dataclass(frozen=True)
class _Cluster:
    folder: Path
    binaries: Path
    user: str | None

    @classmethod
    def in_folder(cls, folder: Path) -> "_Cluster":
        binaries = need(find_postgres(), "PostgreSQL")
        if os.geteuid() != 0:
            return cls(folder, binaries, None)
        user = _unprivileged_user()
        shutil.chown(folder, user)
        return cls(folder, _readable_by_all(binaries, folder), user)

    def start(self) -> None:
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-c listen_addresses='' -k {self.folder} {UNSAFE_BUT_FAST}"
        self._run("pg_ctl", "-D", data, "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.binaries / program, *arguments],
            check=False,
            cwd=self.folder,
            env={"HOME": str(self.folder), "PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            user=self.user,
            group=pwd.getpwnam(self.user).pw_gid if self.user else None,
            extra_groups=[] if self.user else None,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        if done.returncode:
            message = f"{program} failed: {done.stderr.strip()}"
            raise RuntimeError(message)


def _unprivileged_user() -> str:
    """Name the user that runs the server for root, whom PostgreSQL refuses."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _readable_by_all(binaries: Path, folder: Path) -> Path:
    """Copy the wheel's programs into the run's folder: the checkout may lie where only root can read.

    The programs find their libraries by relative path, in the folder beside the wheel's package.
    """
    if binaries.is_relative_to("/usr"):
        return binaries
    installation, package = binaries.parents[0], binaries.parents[1]
    libraries = package.with_name(f"{package.name}.libs")
    shutil.copytree(libraries, folder / libraries.name)
    copied = shutil.copytree(installation, folder / package.name / installation.name, symlinks=True)
    return copied / "bin"
