"""Passages by somebody who had not seen the rules, and how well we read them.

They were blind once; by now rules are written on them too, so the score is an upper bound.
`python -m tests.test_held_out` prints the table, with `--write` it puts it into `tests/golden/held-out.tsv`, so that a
change is read in review. What counts as right is told in the README of the folder with the passages.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.iris import fold
from kg.metadata.cover import WHOLE_BODY
from kg.pipeline import extract
from kg.symbols import read_symbol
from kg.types import Entity, Extraction
from kg.validate import check_words
from kg.vocabulary import load
from tests.strategies import document

TESTS = Path(__file__).parent
PASSAGES = sorted((TESTS / "passages" / "held-out").glob("*.json"))
SCORE = TESTS / "golden" / "held-out.tsv"
TYPES = ("resolution", "document", "sdg", "action_line", "provision", "place")
COLUMNS = ("read", "type", "expected", "found", "right", "missed", "spurious", "precision", "recall")

Expected = dict[str, Any]


def read(path: Path, *, head: bool = True) -> tuple[list[Expected], Extraction]:
    """What a passage is expected to name, and what is read out of it.

    Passages are cut out of documents whose masthead tells the organ; `head` puts one above that names nothing else.
    """
    passage = json.loads(path.read_text(encoding="utf-8"))
    above = _masthead(passage["organ"]) if head and passage["organ"] else ""
    moved = ({**one, "count_from": one.get("count_from", 0) + len(above)} for one in passage["entities"])
    return list(moved), extract(document(above + passage["text"]))


def _masthead(organ: str) -> str:
    """As documents have it: a symbol of the organ's, and its name where the vocabulary knows it as a body."""
    number = {"A": "99/999", "A/HRC": "99/99"}.get(organ, "2099/9")
    known = load().organ(organ)
    return f"United Nations {organ}/{number}\n\n" + (
        f"{known.name}\n\n" if known and WHOLE_BODY.match(known.name) else ""
    )


def compare(expected: Iterable[Expected], extraction: Extraction) -> Counter[tuple[str, str]]:
    """How many of each type are right, missed and spurious; what is optional counts neither way.

    Each entity answers one expectation at most, certain ones before optional ones. An act without identifier at the
    place of a missed one claims nothing: it is missed, not spurious.
    """
    wanted = list(expected)
    counts: Counter[tuple[str, str]] = Counter()
    left = [entity for entity in extraction.entities if entity.type in TYPES]
    for one in sorted(wanted, key=lambda one: bool(one.get("optional"))):
        answer = next((entity for entity in left if _answers(entity, one, extraction)), None)
        if answer is not None:
            left.remove(answer)
        if not one.get("optional"):
            seen = answer is not None or _stays_open(one, extraction)
            counts[one["type"], "right" if seen else "missed"] += 1
    counts.update((e.type, "spurious") for e in left if not _claims_nothing(e, wanted, extraction))
    return counts


def _claims_nothing(entity: Entity, wanted: Iterable[Expected], extraction: Extraction) -> bool:
    acts = (one for one in wanted if one["type"] == entity.type == "resolution")
    return entity.id is None and any(_overlaps(entity, one, extraction) for one in acts)


def _answers(entity: Entity, one: Expected, extraction: Extraction) -> bool:
    if entity.type != one["type"]:
        return False
    ids = {one["id"], *one.get("also", [])}
    if one["type"] == "provision":
        return any(_is_part(entity, known, one["part"], extraction) for known in _instruments(one, ids))
    if entity.id is not None and entity.id in ids:
        return True
    if one.get("open") or one.get("local"):
        return _is_unofficial(entity.id) and _overlaps(entity, one, extraction)
    return None in ids and fold(one["surface"]) in _forms(entity, extraction)


def _instruments(one: Expected, ids: set[str | None]) -> set[str]:
    """The names by which the instrument of a provision may be called."""
    return {fold(one["instrument"]), *(fold(known.partition("#")[0]) for known in ids if known)}


def _is_part(entity: Entity, instrument: str, part: str, extraction: Extraction) -> bool:
    """Whether it is that part of an instrument which the passage calls so; the keys of both sides are arbitrary."""
    key, _, own = (entity.id or "").partition("#")
    owners = (
        other for other in extraction.entities if other.type == "instrument" and key in (other.id, other.key)
    )
    return own == part and any(instrument in _forms(owner, extraction) for owner in owners)


def _is_unofficial(identifier: str | None) -> bool:
    symbol = read_symbol(identifier or "")
    return symbol is None or not symbol.official


def _overlaps(entity: Entity, one: Expected, extraction: Extraction) -> bool:
    begin, end = _place(one, extraction)
    return any(span.begin < end and begin < span.end for span in entity.mentions)


def _place(one: Expected, extraction: Extraction) -> tuple[int, int]:
    begin = extraction.document.text.index(one["surface"], one.get("count_from", 0))
    return begin, begin + len(one["surface"])


def _forms(entity: Entity, extraction: Extraction) -> set[str]:
    surfaces = (extraction.document.text[span.begin : span.end] for span in entity.mentions)
    return {fold(form) for form in (entity.name, *entity.aliases, *surfaces)}


def _stays_open(one: Expected, extraction: Extraction) -> bool:
    """Whether a number without an organ of ours is reported as open, as it must be, and nothing claims its place."""
    if not (one.get("open") or one.get("local")):
        return False
    begin, end = _place(one, extraction)
    told = (
        f for f in extraction.findings if f.rule == "open-organ" and f.begin is not None and f.end is not None
    )
    claimed = any(e.type == one["type"] and _overlaps(e, one, extraction) for e in extraction.entities)
    return not claimed and any((f.begin or 0) < end and begin < (f.end or 0) for f in told)


def table(counts: Counter[tuple[str, str]], title: str) -> str:
    """The counts and ratios of each type, tab-separated."""
    rows = (
        _row(type_, *(counts[type_, what] for what in ("right", "missed", "spurious"))) for type_ in TYPES
    )
    return "".join("\t".join((title, *row)) + "\n" for row in rows)


def _row(type_: str, right: int, missed: int, spurious: int) -> Iterator[str]:
    expected, found = right + missed, right + spurious
    yield type_
    yield from map(str, (expected, found, right, missed, spurious))
    yield f"{right / found:.3f}" if found else "-"
    yield f"{right / expected:.3f}" if expected else "-"


def measured(paths: Iterable[Path]) -> str:
    """Two tables of all passages: below a masthead of their organ, and the words alone."""
    rows = "\t".join(COLUMNS) + "\n"
    for title, head in (("below its masthead", True), ("words alone", False)):
        found: Counter[tuple[str, str]] = Counter()
        for path in paths:
            found.update(compare(*read(path, head=head)))
        rows += table(found, title)
    return rows


@pytest.mark.parametrize("path", PASSAGES, ids=lambda path: path.stem)
def test_every_mention_of_a_passage_reproduces_its_words(path: Path) -> None:
    assert list(check_words(read(path)[1])) == []
    assert list(check_words(read(path, head=False)[1])) == []


def test_the_score_is_what_was_last_written_down() -> None:
    said = measured(PASSAGES)
    print(said)
    assert said == SCORE.read_text(encoding="utf-8"), (
        "if this is meant, run: python -m tests.test_held_out --write"
    )


NAMED = "Article 9 of the United Nations Convention against Corruption applies in Kenya. "


@pytest.mark.parametrize(
    ("text", "expected", "counted"),
    [
        (
            NAMED,
            [
                {"type": "place", "id": "KEN", "surface": "Kenya"},
                {
                    "type": "provision",
                    "id": "UNCAC#art9",
                    "surface": "Article 9",
                    "instrument": "United Nations Convention against Corruption",
                    "part": "art9",
                },
            ],
            {("place", "right"): 1, ("provision", "right"): 1},
        ),
        (
            NAMED,
            [
                {"type": "place", "id": "GHA", "surface": "Kenya"},
                {
                    "type": "provision",
                    "id": "Treaty#art9",
                    "surface": "Article 9",
                    "instrument": "Treaty",
                    "part": "art9",
                },
            ],
            {
                ("place", "missed"): 1,
                ("place", "spurious"): 1,
                ("provision", "missed"): 1,
                ("provision", "spurious"): 1,
            },
        ),
        (
            "They met in the Sahel.",
            [{"type": "place", "id": None, "surface": "Sahel"}],
            {("place", "right"): 1},
        ),
        ("They met in Kenya.", [{"type": "place", "id": "KEN", "surface": "Kenya", "optional": True}], {}),
        (
            "They met in Kenya.",
            [{"type": "place", "id": "XXX", "also": ["KEN"], "surface": "Kenya"}],
            {("place", "right"): 1},
        ),
        (
            "It took up resolution 21/4.",
            [{"type": "resolution", "id": None, "surface": "resolution 21/4", "open": True}],
            {("resolution", "right"): 1},
        ),
        (
            "It took up General Assembly resolution 78/4.",
            [{"type": "resolution", "id": None, "surface": "resolution 78/4", "open": True}],
            {("resolution", "missed"): 1, ("resolution", "spurious"): 1},
        ),
        (
            "It took up nothing.",
            [{"type": "sdg", "id": "4", "surface": "nothing"}],
            {("sdg", "missed"): 1},
        ),
    ],
    ids=["named", "wrong", "region", "optional", "also", "open", "guessed", "missed"],
)
def test_the_comparison_is_fair(
    text: str, expected: list[Expected], counted: dict[tuple[str, str], int]
) -> None:
    assert dict(compare(expected, extract(document(text)))) == counted


def test_the_table_gives_counts_beside_ratios() -> None:
    counts = Counter({("sdg", "right"): 3, ("sdg", "missed"): 1, ("place", "spurious"): 2})
    assert table(counts, "all").splitlines()[2] == "all\tsdg\t4\t3\t3\t1\t0\t1.000\t0.750"
    assert table(counts, "all").splitlines()[5] == "all\tplace\t0\t2\t0\t0\t2\t0.000\t-"


if __name__ == "__main__":
    now = measured(PASSAGES)
    print(now, end="")
    if "--write" in sys.argv[1:]:
        SCORE.write_text(now, encoding="utf-8")
