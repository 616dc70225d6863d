"""What the folders of plug-ins hold, pinned: a file that comes or goes by mistake shows.

`python -m tests.test_roster` writes the list anew.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROSTER = ROOT / "tests" / "roster.txt"
PATTERNS = (
    "kg/commands/*.py",
    "kg/engines/*.py",
    "kg/finders/*.py",
    "kg/mappers/*.py",
    "kg/readers/*.py",
    "kg/tables/questions/*.py",
    "publish/commands/*.py",
    "publish/formats/*.py",
    "queries/*.rq",
    "seeds/vocab/*.ttl",
    "shapes/*.ttl",
)


def roster(root: Path) -> list[str]:
    """Paths of the plug-ins below `root`, sorted; names with a leading underscore are none."""
    found = (path for pattern in PATTERNS for path in root.glob(pattern) if not path.name.startswith("_"))
    return sorted(path.relative_to(root).as_posix() for path in found)


def test_the_roster_is_what_the_folders_hold() -> None:
    pinned = ROSTER.read_text(encoding="utf-8").splitlines()
    assert roster(ROOT) == pinned, "if this is meant, run: python -m tests.test_roster"


def test_the_roster_sees_a_new_plug_in_and_no_private_file(tmp_path: Path) -> None:
    (tmp_path / "kg" / "finders").mkdir(parents=True)
    (tmp_path / "kg" / "finders" / "new.py").touch()
    (tmp_path / "kg" / "finders" / "__init__.py").touch()
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "place.ttl").touch()
    assert roster(tmp_path) == ["kg/finders/new.py", "shapes/place.ttl"]


if __name__ == "__main__":
    ROSTER.write_text("".join(f"{line}\n" for line in roster(ROOT)), encoding="utf-8")
