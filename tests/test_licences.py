"""What we stand on: permissive licences only, and every direct dependency with a stated role."""

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest

from scripts import _sbom

ROOT = Path(__file__).resolve().parent.parent
PERMISSIVE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "PSF-2.0",
    "Unlicense", "W3C", "W3C-20150513", "Zlib",
}  # fmt: skip
EXCEPTIONS = {
    "certifi": ("MPL-2.0", "a list of root certificates, used unchanged: its terms end at its own files"),
    "pypdfium2": (
        "BSD-3-Clause, Apache-2.0, dependency licenses",
        "free to take under either; the PDFium inside and its parts are under BSD, MIT, Zlib and their like",
    ),
    "tqdm": ("MPL-2.0", "a progress bar that spaCy brings, used unchanged: its terms end at its own files"),
}


def objection(name: str, terms: str) -> str | None:
    """Why a distribution under these terms may not be brought along, or nothing."""
    allowed = PERMISSIVE | {EXCEPTIONS[name][0]} if name in EXCEPTIONS else PERMISSIVE
    # Of alternatives one suffices; of a conjunction all count.
    alternatives = [set(re.split(r" AND ", each.strip("() "))) for each in terms.split(" OR ")]
    return (
        None if any(each <= allowed for each in alternatives) else f"{name}: {terms or 'no licence stated'}"
    )


def installed(name: str) -> Distribution | None:
    """The distribution, or nothing where the pin is for another platform or Python."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def test_every_run_time_licence_is_permissive() -> None:
    pins = _sbom.locked((ROOT / "requirements" / "run.txt").read_text(encoding="utf-8"))
    present = {name: found for name in pins if (found := installed(name))}
    assert {"spacy", "pyoxigraph", "pyshacl"} <= present.keys()
    assert [text for name, found in present.items() if (text := objection(name, _sbom.licence(found)))] == []


def test_every_exception_is_still_needed() -> None:
    pins = _sbom.locked((ROOT / "requirements" / "run.txt").read_text(encoding="utf-8"))
    assert EXCEPTIONS.keys() - pins.keys() == set()


@pytest.mark.parametrize(
    ("name", "terms", "expected"),
    [
        ("any", "MIT", None),
        ("any", "Apache-2.0 OR BSD-2-Clause", None),
        ("any", "GPL-3.0-only OR MIT", None),
        ("any", "BSD-3-Clause AND 0BSD", None),
        ("certifi", "MPL-2.0", None),
        ("any", "MPL-2.0", "any: MPL-2.0"),
        ("any", "MIT AND LGPL-3.0-only", "any: MIT AND LGPL-3.0-only"),
        ("any", "Other/Proprietary License", "any: Other/Proprietary License"),
        ("any", "", "any: no licence stated"),
    ],
)
def test_terms_are_weighed(name: str, terms: str, expected: str | None) -> None:
    assert objection(name, terms) == expected


def test_every_direct_dependency_has_its_role_in_the_table() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"], *project_tools()]
    table = re.findall(r"^\| `([\w.-]+)` \| \S", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.M)
    assert sorted(table) == sorted(re.split(r"[<>=!~\[; ]", line)[0] for line in wanted)


def project_tools() -> list[str]:
    """Names in requirements/tools.in, one a line."""
    return (ROOT / "requirements" / "tools.in").read_text(encoding="utf-8").split()


def test_the_locks_hold_every_direct_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[<>=]", line)[0].lower() for line in project["dependencies"]}
    assert (
        names - _sbom.locked((ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")).keys() == set()
    )


def test_development_is_held_to_the_versions_of_running() -> None:
    run = _sbom.locked((ROOT / "requirements" / "run.txt").read_text(encoding="utf-8"))
    dev = _sbom.locked((ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8"))
    assert run.items() - dev.items() == set()
