"""Every folder at the top says what lives there, and what it names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (
    "benchmarks", "docs", "kg", "ontology", "publish", "queries", "requirements", "scripts", "seeds", "shapes", "tests",
)  # fmt: skip
_PATH = re.compile(r"`([\w./-]+(?:\.(?:py|ttl|jsonld|md|toml|txt|in|rq)|/))`")


def lost(page: str, folder: Path) -> list[str]:
    """Files and folders that a page names in code marks or links to, and that are nowhere.

    A path counts from the folder or the one above it; a bare name may stand anywhere below the folder.
    """
    missing = [name for name in _PATH.findall(page) if not _stands(name, folder)]
    links = [link for link in re.findall(r"\]\(([^):#]+)\)", page) if not (folder / link).exists()]
    return missing + links


def _stands(name: str, folder: Path) -> bool:
    # dist/ comes and goes with releases.
    made = name.startswith("dist/")
    return made or (folder.parent / name).exists() or any(folder.rglob(name.rstrip("/")))


def test_no_folder_at_the_top_is_forgotten() -> None:
    tracked = {
        path.parent.name for path in ROOT.glob("[a-z]*/*") if path.suffix in {".py", ".md", ".ttl", ".txt"}
    }
    assert tracked - {"build", "dist"} == set(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_says_in_few_lines_what_lives_there(folder: str) -> None:
    assert 10 <= len((ROOT / folder / "README.md").read_text(encoding="utf-8").splitlines()) <= 60


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_a_readme_names_is_there(folder: str) -> None:
    assert lost((ROOT / folder / "README.md").read_text(encoding="utf-8"), ROOT / folder) == []


def test_every_script_stands_in_its_readme() -> None:
    verbs = {path.name for path in (ROOT / "scripts").iterdir() if re.fullmatch(r"[a-z]\w*", path.name)}
    assert (
        set(re.findall(r"^\| `(\w+)` \|", (ROOT / "scripts" / "README.md").read_text("utf-8"), re.MULTILINE))
        == verbs
    )


def test_every_benchmark_stands_in_its_readme() -> None:
    page = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in (ROOT / "benchmarks").glob("*.py") if f"`{path.name}`" not in page] == []


def test_every_page_stands_in_the_list_of_pages() -> None:
    page = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in (ROOT / "docs").glob("[a-z]*.*") if f"]({path.name})" not in page] == []


def test_a_file_that_is_gone_would_be_noticed(tmp_path: Path) -> None:
    (tmp_path / "here.py").touch()
    assert lost("`here.py`, `gone.py`, `away/` and [there](there.md)", tmp_path) == [
        "gone.py",
        "away/",
        "there.md",
    ]
