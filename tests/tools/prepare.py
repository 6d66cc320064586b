"""Makes sure that the machine has what the tests drive: `python -m tests.tools.prepare`.

As root on Debian the missing programs are installed; elsewhere one line says what is missing and how to get it,
and the exit status is 1. On a prepared machine it takes no time and says nothing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.programs import NU_JAR, ROOT, find_browser, find_java, find_postgres

NU_PACKAGE = "vnu-jar@26.9.27"


@dataclass(frozen=True)
class Need:
    """A program, how to tell that it is here, and the Debian packages that bring it."""

    name: str
    find: Callable[[], object]
    packages: tuple[str, ...]


def _postgres() -> object:
    return os.environ.get("TEST_DATABASE_URL") or find_postgres()


def _npm() -> object:
    return NU_JAR.is_file() or shutil.which("npm")


NEEDS = (
    Need("Chromium", find_browser, ("chromium",)),
    Need("PostgreSQL (or TEST_DATABASE_URL)", _postgres, ("postgresql",)),
    Need("Java", find_java, ("default-jre-headless",)),
    Need("npm", _npm, ("npm",)),
)


def main() -> int:
    """Install what is missing; return the exit status."""
    if _missing() and os.geteuid() == 0 and shutil.which("apt-get"):
        _apt_install([package for need in _missing() for package in need.packages])
    if missing := _missing():
        names = ", ".join(need.name for need in missing)
        packages = " ".join(package for need in missing for package in need.packages)
        print(f"Missing for the tests: {names}. Get it with: sudo apt-get install {packages}", file=sys.stderr)
        return 1
    return 0 if _install_nu_checker() else 1


def _missing() -> list[Need]:
    return [need for need in NEEDS if not need.find()]


def _apt_install(packages: list[str]) -> None:
    print(f"Installing {' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    _run(["apt-get", "update", "-q"], environment)
    _run(["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages], environment)


def _install_nu_checker() -> bool:
    """Fetch the checker at its pinned version; npm keeps no lock file, as that would name a registry."""
    if NU_JAR.is_file():
        return True
    folder = ROOT / ".tools"
    folder.mkdir(exist_ok=True)
    options = ["--no-package-lock", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    installed = _run(["npm", "install", "--prefix", str(folder), *options, NU_PACKAGE], dict(os.environ))
    if not (installed and NU_JAR.is_file()):
        command = f"npm install --prefix .tools {NU_PACKAGE}"
        print(f"Missing for the tests: the HTML checker. Get it with: {command}", file=sys.stderr)
        return False
    return True


def _run(command: list[str], environment: dict[str, str]) -> bool:
    """Run quietly; show what the command said only when it failed."""
    done = subprocess.run(
        command,
        check=False,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
