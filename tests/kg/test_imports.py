"""What a piece of code rests on is read from the code: what it imports counts, and nothing else does."""

from importlib import metadata
from pathlib import Path

import pytest

from kg.assembly import digests, imports

FILES = {
    "kg/__init__.py": "from kg.late import lately\n__version__ = '1'\n",
    "kg/types.py": "NAME = 1\n",
    "kg/late.py": "def lately(): ...\n",
    "kg/store.py": "def kept(): ...\n",
    "kg/report.py": "from kg import store\nfrom kg.types import NAME\ndef short(): return NAME\ndef long(): store\n",
    "kg/found/__init__.py": "from kg.found.inner import deep\n",
    "kg/found/inner.py": "deep = 1\n",
    "kg/found/other.py": "x = 1\n",
    "kg/found/table.json": "{}",
    "kg/finders/__init__.py": "",
    "kg/finders/names.py": "import kg.types\n",
    "kg/finders/_words.py": "",
    "kg/stage.py": (
        "from typing import TYPE_CHECKING\n"
        "from kg import __version__\n"
        "from kg.discover import plugins\n"
        "if TYPE_CHECKING:\n    from kg import store\n"
        "def find():\n    from kg.found import deep\n    return plugins('kg.finders', deep)\n"
        "def tell(told: 'store'): return shown()\n"
        "def shown():\n    from kg.report import short\n    return short()\n"
        "def extract(kept):\n    kept('find', find)\n    kept('tell', lambda: tell(1))\n"
    ),
    "kg/discover.py": "def plugins(package, *names): ...\n",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def files(home: Path, *roots: str, without: tuple[str, ...] = ()) -> list[str]:
    return [path.relative_to(home / "kg").as_posix() for path in imports.files(home, roots, without=without)]


def test_a_module_rests_on_itself_and_on_what_it_imports_wherever_that_stands(home: Path) -> None:
    assert files(home, "kg.stage") == [
        "discover.py",
        "finders/names.py",
        "found/__init__.py",
        "found/inner.py",
        "found/table.json",
        "report.py",
        "stage.py",
        "store.py",
        "types.py",
    ]


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        ("kg.types", ["types.py"]),
        ("kg.finders.*", ["finders/names.py", "types.py"]),
        ("kg.found.other", ["found/other.py", "found/table.json"]),
        ("kg.found", ["found/__init__.py", "found/inner.py", "found/table.json"]),
        ("kg.nowhere", []),
    ],
)
def test_a_package_counts_only_where_something_is_taken_from_it(
    home: Path, root: str, expected: list[str]
) -> None:
    assert files(home, root) == expected


def test_what_is_left_out_leads_nowhere(home: Path) -> None:
    assert files(home, "kg.report", without=("kg.store",)) == ["report.py", "types.py"]


def test_a_function_rests_on_what_it_uses_and_not_on_what_its_module_imports(home: Path) -> None:
    roots, source = imports.used_by(home, "kg.stage", "tell")
    assert roots == []
    assert ("def short()" in source, "NAME = 1" in source, "def long()" in source) == (True, True, False)


def test_a_function_rests_on_the_plugins_that_it_asks_for(home: Path) -> None:
    assert imports.used_by(home, "kg.stage", "find")[0] == ["kg.finders.*", "kg.found"]


def test_what_joins_steps_rests_on_none_of_them(home: Path) -> None:
    _, source = imports.used_by(home, "kg.stage", "extract", without=("find", "tell"))
    assert ("def extract" in source, "def find" in source, "def tell" in source) == (True, False, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@once\ndef f(): ...\n", ([], "@once\ndef f(): ...\n")),
        ("A, B = 1, 2\ndef f(): return A\n", (["kg.made"], "def f(): return A\n")),
        ("if 1:\n    A = 1\ndef f(): return A\n", (["kg.made"], "def f(): return A\n")),
        (
            "try:\n    A = 1\nexcept ValueError:\n    A = 2\ndef f(): return A\n",
            (["kg.made"], "def f(): return A\n"),
        ),
        ("def f(): return len('A')\n", ([], "def f(): return len('A')\n")),
    ],
)
def test_decorators_and_names_that_are_made_in_other_ways_count(
    home: Path, text: str, expected: tuple[list[str], str]
) -> None:
    (home / "kg" / "made.py").write_text(text)
    assert imports.used_by(home, "kg.made", "f") == expected


def test_a_package_is_its_code_and_the_data_beside_it(home: Path) -> None:
    (home / "kg" / "found" / "notes.md").touch()
    found = [path.name for path in imports.package(home / "kg", "found")]
    assert found == ["__init__.py", "inner.py", "other.py", "table.json"]


def test_the_steps_of_a_function_are_those_that_it_names(home: Path) -> None:
    assert imports.steps(home, "kg.stage", "extract", "kept") == ["find", "tell"]
    assert imports.parameters(home, "kg.stage", "tell") == {"told"}
    assert imports.plugins(home, "kg.finders") == ["names"]


@pytest.mark.parametrize(
    ("source", "told"), [("A = (1, 2)", (1, 2)), ("A: int = 3", 3), ("A = f()", None), ("", None)]
)
def test_a_constant_is_what_is_written_out(home: Path, source: str, told: object) -> None:
    (home / "kg" / "constant.py").write_text(source)
    assert imports.constant(home, "kg.constant", "A") == told


# Our own --------------------------------------------------------------------------------------------------


def resting_on(step: str) -> set[str]:
    """The parts of `kg` whose files a step of the extraction rests on."""
    roots, _ = imports.used_by(digests._home(), "kg.extraction", step)
    found = imports.files(digests._home(), roots)
    return {path.relative_to(digests._home() / "kg").parts[0] for path in found}


@pytest.mark.parametrize("step", ["finding", "relating", "figures", "mandates", "mapping"])
def test_no_step_of_the_extraction_rests_on_what_comes_behind_it(step: str) -> None:
    behind = {"assembly", "pipeline", "graph", "store", "remote", "tables", "shacl", "commands", "ask.py"}
    assert not resting_on(step) & behind


def test_the_steps_rest_on_their_own_folders() -> None:
    assert {"finders", "split", "metadata", "symbols"} <= resting_on("finding")
    assert "mappers" not in resting_on("finding") | resting_on("relating")
    assert resting_on("relating") >= {"relate"}


def test_what_others_wrote_counts_by_its_name_wherever_it_is_imported(home: Path) -> None:
    (home / "kg" / "made.py").write_text(
        "import os.path\nimport spacy.tokens\nfrom selectolax.parser import HTMLParser\n"
        "def f(): return HTMLParser()\ndef g(): return os.path, spacy\ndef h():\n    import rdflib as r\n    return r\n"
    )
    (home / "spacy").mkdir()
    (home / "spacy" / "__init__.py").write_text("import numpy\n")
    assert imports.foreign(home, ["kg.made"]) == ["rdflib", "selectolax", "spacy"]
    assert files(home, "kg.made") == ["made.py"]
    assert [imports.used_by(home, "kg.made", name)[0] for name in "fgh"] == [
        ["selectolax"],
        ["spacy"],
        ["rdflib"],
    ]


def test_another_version_of_a_library_changes_the_steps_that_import_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(digests, "_hashed", lambda _, more: more)
    before = digests.steps.__wrapped__()
    real = digests._version
    monkeypatch.setattr(digests, "_version", lambda name: "99.1" if name == "pypdfium2" else real(name))
    after = digests.steps.__wrapped__()
    assert {name for name in before if before[name] != after[name]} == {"reader application/pdf"}


def test_each_library_of_a_step_is_installed_under_its_name() -> None:
    told = {name: found for part in digests.libraries().values() for name, found in part.items()}
    assert told.keys() >= {"ahocorasick-rs", "pyoxigraph", "pypdfium2", "selectolax", "spacy"}
    assert {name: metadata.version(name) for name in told} == told
    assert digests.are_installed(digests.libraries())
    assert not digests.are_installed({"finding": {"spacy": "0.1"}})
    assert not digests.are_installed({"finding": {"no-such-library": "1.0"}})


def test_there_is_a_hash_for_each_mapper_and_reader() -> None:
    names = set(digests.steps())
    assert {"mapper contributes_to", "reader application/pdf", "reader text/plain", "finding"} <= names
    assert {digests.NAMING, digests.WRITING, digests.CHECKING, digests.TABLES, digests.JOINING} <= names
    assert len(set(digests.steps().values())) == len(names)
