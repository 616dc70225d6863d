"""What confidences are worth: the share of statements that are right, by confidence, on annotated texts.

`python -m tests.calibration` prints the tables, with `--write` it puts them into `docs/calibration.md` and, as data,
into the pages. Folders of NAME.txt with NAME.gold.json may be named; without any it takes passages of ours, and the
annotated reference documents where they are at hand. What the annotations call optional counts neither way, and a
statement about a thing that they do not list counts as wrong.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from kg import evaluate, pipeline
from kg.prediction import PREDICATES, predict

TESTS = Path(__file__).parent
PAGE = TESTS.parent / "docs" / "calibration.md"
DATA = TESTS.parent / "publish" / "portal" / "calibration.json"
"""The same numbers for the page about quality."""
KINDS = ("statement", "figure", "mandate")
BINS = ("0.90", "0.80", "0.70", "0.60", "0.00")
"""The lower ends of the bins, the surest first; what stands below 0.60 is no statement of the graph by default."""

OURS = (
    ("Open passages", TESTS / "passages" / "open-2026"),
    ("Open passages, dense in statements", TESTS / "passages" / "open-statements"),
    ("Untouched passages", TESTS / "passages" / "blind-2026"),
)
Record = dict[str, Any]


class Judged(NamedTuple):
    """One statement, figure or mandate with its confidence, and whether the annotations say it too."""

    kind: str
    confidence: Decimal
    right: bool


def folders(named: Iterable[str]) -> list[tuple[str, Path]]:
    """The titles and folders of annotated texts."""
    given = [(Path(name).name, Path(name)) for name in named]
    reference = os.environ.get("MANDATEGRAPH_REFERENCE")
    known = [("Annotated documents", Path(reference) / "gold" / "dev")] if reference else []
    return given or [*known, *OURS]


def judged(folder: Path) -> Iterator[Judged]:
    """Every statement, figure and mandate read out of the texts of a folder; all that is read, however unsure."""
    for file in evaluate.gold_files(folder):
        gold = json.loads(file.read_text(encoding="utf-8"))
        text = evaluate.text_file(file)
        if text is not None:
            read = predict(pipeline.extract(pipeline.read(text)), threshold=Decimal(0))
            yield from of_document(gold, json.loads(json.dumps(read)))


def of_document(gold: Record, read: Record) -> Iterator[Judged]:
    """The judgements on one document; `read` is a prediction with all that was read."""
    pairing = evaluate.pair(gold["entities"], read["entities"])
    yield from _statements(gold, read, pairing)
    yield from _figures(gold, read, pairing)
    yield from _mandates(gold, read, pairing)


def _statements(gold: Record, read: Record, pairing: evaluate.Pairing) -> Iterator[Judged]:
    wanted = {(s["subject"], s["predicate"], s["object"]): s for s in gold["statements"]}
    for said in read["statements"]:
        key = (pairing.gold_key(said["subject"]), said["predicate"], pairing.gold_key(said["object"]))
        optional = wanted.get(key, {}).get("optional") or pairing.excuses(key[0], key[2])
        if said["predicate"] in PREDICATES and not optional:
            yield Judged("statement", _exact(said), key in wanted)


def _figures(gold: Record, read: Record, pairing: evaluate.Pairing) -> Iterator[Judged]:
    left = list(gold.get("figures", []))
    for said in read["figures"]:
        same = (g for g in left if g["value"] == said["value"])
        found = next((g for g in same if evaluate.overlap(g["evidence"], said["evidence"])), None)
        if found:
            left.remove(found)
        if not (found or {}).get("optional"):
            whose = found is not None and pairing.forward.get(found["subject"]) == said["subject"]
            yield Judged("figure", _exact(said), whose)


def _mandates(gold: Record, read: Record, pairing: evaluate.Pairing) -> Iterator[Judged]:
    left = list(gold.get("mandates", []))
    for said in read.get("mandates", []) if "mandates" in gold else ():
        whom = pairing.back.get(said["addressee"], said["addressee"])
        same = (g for g in left if g["addressee"] == whom)
        found = next((g for g in same if evaluate.overlap(g["evidence"], said["evidence"])), None)
        if found:
            left.remove(found)
        if not (found or {}).get("optional"):
            yield Judged("mandate", _exact(said), found is not None)


def _exact(said: Record) -> Decimal:
    return Decimal(str(said["confidence"]))


def bins(found: Iterable[Judged]) -> list[Record]:
    """For each bin and kind how many there are, and which share is right; none where there is nothing."""
    kept = list(found)
    highs = (Decimal(2), *map(Decimal, BINS))
    return [
        {"from": low, **{kind: _share(kept, kind, low, high) for kind in KINDS}}
        for low, high in zip(BINS, highs, strict=False)
    ]


def _share(found: Iterable[Judged], kind: str, low: str, high: Decimal) -> Record:
    inside = [one.right for one in found if one.kind == kind and Decimal(low) <= one.confidence < high]
    return {"count": len(inside), "right": f"{sum(inside) / len(inside):.2f}" if inside else None}


def table(counted: Iterable[Record]) -> list[str]:
    """The lines of a Markdown table of bins."""
    lines = [
        "| confidence | statements | right | figures | right | mandates | right |",
        "| --- |" + " ---: |" * 6,
    ]
    high = ""
    for row in counted:
        cells = [cell for kind in KINDS for cell in (str(row[kind]["count"]), row[kind]["right"] or "–")]
        name = f"{row['from']} to {high}" if high else f"{row['from']} and more"
        lines.append(f"| {name} | {' | '.join(cells)} |")
        high = row["from"]
    return lines


def page(parts: Iterable[Record]) -> str:
    """The page of the documentation; each part is a title with its bins."""
    blocks = ["\n".join([f"## {part['title']}", "", *table(part["bins"])]) for part in parts]
    return "\n\n".join([HEAD, *blocks]) + "\n"


HEAD = """# What confidences are worth

Each statement, figure and mandate carries a confidence that its rule gave it. The tables count, for texts that were
annotated by hand, how many of those with a given confidence are right. A figure is right with its value, its sentence
and its subject; a statement with subject, predicate and object. The graph takes in what has 0.60 and more, unless
another threshold is set.

Rules were tuned on all of these texts but the untouched passages: the last table is the one to rely on, the others are
upper bounds. Read a confidence as an order, and as the promise that 0.90 and more is meant to be right in 95 of 100
cases; so sure is little but the organ of a resolution and its mandates. The tables are written by
`python -m tests.calibration --write`."""


def main() -> None:
    named = folders(a for a in sys.argv[1:] if a != "--write")
    parts = [{"title": title, "bins": bins(judged(folder))} for title, folder in named]
    if "--write" in sys.argv:
        PAGE.write_text(page(parts), encoding="utf-8")
        DATA.write_text(json.dumps(parts, indent=1) + "\n", encoding="utf-8")
    print(page(parts))


if __name__ == "__main__":
    main()
