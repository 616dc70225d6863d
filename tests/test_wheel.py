"""The wheel in an empty environment, run from a folder far from the checkout, works like the checkout."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
# What pip says where the registry cannot be reached; every other failure is ours.
UNREACHABLE = re.compile(
    "Failed to establish a new connection|Temporary failure in name resolution|ConnectTimeoutError|"
    "Connection refused|Network is unreachable|ProxyError|ReadTimeoutError"
)
# The checkout must not help.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MANDATEGRAPH"))
}


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command after it ended, run in `folder` without a view of the checkout."""
    return subprocess.run(
        [str(word) for word in command],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=900, check=False,
        cwd=folder, env=ENVIRONMENT,
    )  # fmt: skip


def done(*command: str | Path, folder: Path) -> str:
    """Standard output of a command that must not fail."""
    ran = run(*command, folder=folder)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source archive and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    done(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, folder=folder)
    return folder


@pytest.fixture(scope="module")
def programs(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the programs of an environment lie that holds the wheel and what is locked for it, no more."""
    home = tmp_path_factory.mktemp("empty")
    done(sys.executable, "-m", "venv", home / "venv", folder=home)
    pip = (home / "venv" / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    ran = run(*pip, "--require-hashes", "-r", ROOT / "requirements" / "run.txt", folder=home)
    if ran.returncode and UNREACHABLE.search(ran.stderr):
        pytest.skip("the package registry cannot be reached, so that nothing can be installed")
    assert ran.returncode == 0, ran.stderr
    done(*pip, "--no-deps", next(packages.glob("*.whl")), folder=home)
    done(home / "venv" / "bin" / "python", "-m", "pip", "check", folder=home)
    return home / "venv" / "bin"


@pytest.fixture(scope="module")
def built(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder whose store holds one packaged sample document."""
    folder = tmp_path_factory.mktemp("elsewhere")
    printed = done(
        programs / "python", "-c", "from kg import assets; print(assets.folder('seeds'))", folder=folder
    )
    samples = sorted(path for path in (Path(printed.strip()) / "documents").iterdir() if path.is_file())
    done(programs / "kg", "build", samples[0], folder=folder)
    return folder


def test_the_data_folders_travel_inside_the_package(programs: Path, tmp_path: Path) -> None:
    code = "from kg import assets; print(*(assets.folder(name) for name in assets.FOLDERS), sep='\\n')"
    folders = [Path(line) for line in done(programs / "python", "-c", code, folder=tmp_path).splitlines()]
    assert [folder.parts[-3:] for folder in folders] == [
        ("kg", "_data", "ontology"),
        ("kg", "_data", "shapes"),
        ("kg", "_data", "queries"),
        ("kg", "_data", "seeds"),
    ]
    assert all(folder.is_relative_to(programs.parent) and any(folder.iterdir()) for folder in folders)


@pytest.mark.parametrize("name", ["kg", "mandategraph"])
def test_both_commands_list_what_they_can_do(programs: Path, tmp_path: Path, name: str) -> None:
    printed = done(programs / name, "--help", folder=tmp_path)
    assert {"build", "query", "why", "serve", "export", "demo"} <= set(re.findall(r"[a-z]+", printed))


def test_doctor_finds_nothing_amiss(programs: Path, tmp_path: Path) -> None:
    assert run(programs / "kg", "doctor", folder=tmp_path).returncode == 0


def test_a_sample_document_builds_and_validates_far_from_the_checkout(programs: Path, built: Path) -> None:
    done(programs / "kg", "validate", folder=built)
    (built / "count.rq").write_text(
        "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }", encoding="utf-8"
    )
    header, count = done(programs / "kg", "query", "count.rq", "--format", "csv", folder=built).split()
    assert header == "n"
    assert int(count) > 100


def test_the_installed_package_is_typed(programs: Path, tmp_path: Path) -> None:
    code = (
        "import kg, publish; from pathlib import Path; "
        "print(*(Path(each.__file__).with_name('py.typed').exists() for each in (kg, publish)))"
    )
    assert done(programs / "python", "-c", code, folder=tmp_path) == "True True\n"


def test_the_source_archive_holds_what_tests_and_builds_need(packages: Path) -> None:
    with tarfile.open(next(packages.glob("*.tar.gz"))) as archive:
        tops = {Path(name).parts[1] for name in archive.getnames()}
    assert {
        "LICENSE", "README.md", "kg", "ontology", "publish", "pyproject.toml", "queries", "requirements",
        "scripts", "seeds", "shapes", "tests",
    } <= tops  # fmt: skip


def test_building_twice_gives_the_same_bytes(packages: Path, tmp_path: Path) -> None:
    done(sys.executable, "-m", "build", "--no-isolation", "--outdir", tmp_path, ROOT, folder=tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in packages.iterdir()
    }


# A release, with what stands around it in a checkout; the environment that runs the tests is at hand already.
RELEASED = (
    "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "kg", "ontology", "publish", "pyproject.toml",
    "queries", "requirements", "scripts", "seeds", "shapes",
)  # fmt: skip
AT_HAND = f"""
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
fail() {{ printf '%s\\n' "$*" >&2; exit 3; }}
prepare() {{ PATH={Path(sys.executable).parent}:$PATH; }}
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the checkout as it is after cloning: nothing was fetched."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    left_out = shutil.ignore_patterns("yasgui.*", "__pycache__")
    for name in RELEASED:
        there = ROOT / name
        if there.is_dir():
            shutil.copytree(there, folder / name, ignore=left_out)
        else:
            shutil.copy(there, folder / name)
    (folder / "scripts" / "_environment").write_text(AT_HAND, encoding="utf-8")
    # What is installed here need not be what is locked, which the bill of materials would say.
    (folder / "scripts" / "_sbom.py").write_text("", encoding="utf-8")
    return folder


def test_a_release_holds_the_query_editor(checkout: Path) -> None:
    if shutil.which("npm") is None:
        pytest.skip("needs npm, which gives the query editor")
    ran = run("sh", checkout / "scripts" / "release", folder=checkout)
    if "could not fetch" in ran.stderr:
        pytest.skip("the npm registry cannot be reached")
    assert ran.returncode == 0, ran.stderr
    with zipfile.ZipFile(next((checkout / "dist").glob("*.whl"))) as wheel:
        sizes = {one.filename: one.file_size for one in wheel.infolist()}
    assert sizes["publish/portal/static/yasgui.js"] > 500_000
    assert sizes["publish/portal/static/yasgui.css"] > 10_000


def test_a_release_without_npm_is_refused_with_the_reason(checkout: Path, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("dirname", "sh"):
        (programs / name).symlink_to(str(shutil.which(name)))
    command = ("env", f"PATH={programs}", "sh", checkout / "scripts" / "release")
    ran = run(*command, folder=checkout)
    assert (ran.returncode, (checkout / "dist").exists()) == (3, False)
    assert "assets: npm is missing. Install Node.js" in ran.stderr
