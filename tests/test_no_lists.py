"""Rules, not lists: no name out of the annotated documents stands in the code that is to find it.

Names of programmes, publications and events live in `seeds/vocab`, where they are data that can be left out.
"""

import json
import re
from pathlib import Path

import pytest

from kg import vocabulary
from kg.iris import fold

ROOT = Path(__file__).resolve().parent.parent
TYPES = ("programme", "publication", "event")
_SIGNS = re.compile(r"\\[nsbBdwW]|[\\|()\[\]?*+]")
FILES = ("*.py", "*.json", "*.jsonl", "*.toml", "*.txt", "*.csv", "*.tsv", "*.yaml", "*.yml")


def names(folder: Path) -> set[str]:
    """Names and aliases of two or more words in the annotations of a folder, folded."""
    files = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.gold.json")))
    entities = (entity for file in files for entity in file["entities"] if entity["type"] in TYPES)
    found = {fold(name) for entity in entities for name in (entity["name"], *entity["aliases"])}
    return {name for name in found if " " in name}


def words(text: str) -> str:
    """The words of a file in a row, folded; signs of regular expressions and of strings are blanks.

    So "Global\\s+Programme" is two words, as is a string that goes on in the next line.
    """
    return f" {fold(_SIGNS.sub(' ', text))} "


def listed(folder: Path, known: set[str]) -> list[str]:
    """Where a known name stands in code or pattern files of a folder."""
    files = [path for pattern in FILES for path in sorted(folder.rglob(pattern))]
    texts = {path.relative_to(folder): words(path.read_text(encoding="utf-8")) for path in files}
    return [
        f"{path}: {name}" for path, text in texts.items() for name in sorted(known) if f" {name} " in text
    ]


def test_no_annotated_name_stands_in_the_code(reference: Path) -> None:
    known = names(reference / "gold" / "dev")
    assert known
    assert listed(ROOT / "kg", known) == []


def test_no_curated_name_stands_in_the_code() -> None:
    concepts = (c for c in vocabulary.load().concepts if c.type in TYPES)
    known = {fold(label) for concept in concepts for label in concept.labels}
    assert listed(ROOT / "kg", {name for name in known if " " in name}) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rules.py", 'NAMES = ("River Programme",)'),
        ("rules.py", 'NAME = re.compile(r"the\\s+River\\s+Programme\\b")'),
        ("rules.py", 'NAME = "the River "\n"Programme"'),
        ("names.txt", "Lake\nRiver Programme\n"),
    ],
)
def test_a_listed_name_is_seen(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert listed(tmp_path, {"river programme"}) == [f"{name}: river programme"]


def test_a_name_inside_a_longer_word_is_another(tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text('NAMES = ("upriver programmes",)', encoding="utf-8")
    assert listed(tmp_path, {"river programme"}) == []


def test_names_have_two_words_and_one_of_the_types(tmp_path: Path) -> None:
    entities = [
        {"type": "programme", "name": "River Programme", "aliases": ["RP", "The River Work"]},
        {"type": "place", "name": "River Land", "aliases": []},
    ]
    (tmp_path / "a.gold.json").write_text(json.dumps({"entities": entities}), encoding="utf-8")
    assert names(tmp_path) == {"river programme", "river work"}
