"""Files of others that we serve are the ones we took in: static/vendor/SHA256SUMS names each with its hash.

Run `sha256sum -c vendor/SHA256SUMS` in static/ for the same by hand.
"""

import hashlib
import re

from tests.support.programs import ROOT

STATIC = ROOT / "static"
SUMS = STATIC / "vendor" / "SHA256SUMS"


def _listed() -> dict[str, str]:
    return {name: digest for digest, name in (line.split("  ") for line in SUMS.read_text().splitlines())}


def _present() -> dict[str, str]:
    files = [*STATIC.glob("vendor/**/*"), *STATIC.glob("fonts/**/*")]
    return {
        path.relative_to(STATIC).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.is_file() and path != SUMS
    }


def test_vendor_files_have_the_listed_hashes() -> None:
    assert _present() == _listed()


def test_each_vendored_script_has_its_licence_beside_it() -> None:
    scripts = list((STATIC / "vendor").glob("*.js"))
    licences = [path.with_name(f"{path.name.split('.')[0]}.LICENSE.txt") for path in scripts]
    assert licences
    assert [licence.name for licence in licences if not licence.is_file()] == []


def test_font_faces_point_at_files_that_exist() -> None:
    css = STATIC / "css" / "fonts.css"
    named = re.findall(r'url\("([^"]+)"\)', css.read_text())
    assert len(named) == 6
    assert [name for name in named if not (css.parent / name).is_file()] == []
