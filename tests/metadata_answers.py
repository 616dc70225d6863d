"""The metadata of PDF files against answers written by hand: `python -m tests.metadata_answers` prints the shares.

`tests/passages/metadata/pdf.json` was written down from the pages. Every second file by name was held out until
the pages were read again: the date of a paper is now that of its distribution, the author of a transmitted report
the body that wrote it. Neither half is unseen any more.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.metadata import describe
from kg.sources import collect, read_document
from kg.split import split, units
from kg.types import Document, Fact, Literal_

ANSWERS = Path(__file__).parent / "passages" / "metadata" / "pdf.json"
CUT = " … "
"""Stands for the middle of a long title or name in the answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of one file: what is right and what was read."""

    name: str
    field: str
    held_out: bool
    wanted: Any
    found: Any

    @property
    def right(self) -> bool:
        if not isinstance(self.wanted, str) or CUT not in self.wanted:
            return bool(self.wanted == self.found)
        opening, _, closing = self.wanted.partition(CUT)
        return isinstance(self.found, str) and self.found.startswith(opening) and self.found.endswith(closing)


def fields(folder: Path) -> Iterator[Field]:
    """Every field of every file that has an answer; `folder` holds the PDF files."""
    answers: dict[str, dict[str, Any]] = json.loads(ANSWERS.read_text(encoding="utf-8"))
    for name, answer in answers.items():
        told = _read(read_document(next(iter(collect([folder / f"{name}.pdf"])))))
        held_out = answer.pop("held_out")
        for field, wanted in answer.items():
            yield Field(name=name, field=field, held_out=held_out, wanted=wanted, found=told[field])


def _read(found: Document) -> dict[str, Any]:
    facts = describe(found, units(found, split(found)))
    told: dict[str, Any] = dict.fromkeys(
        ("title", "symbol", "author", "body", "session", "place", "date_start", "date_end", "date")
    )
    told |= {"type": "other", "reporting_year": None, "language": found.language}
    told |= {fact.field: _plain(fact.value) for fact in reversed(facts)}
    return told | {"requested_by": _asked(facts)}


def _asked(facts: tuple[Fact, ...]) -> list[str]:
    return [str(fact.value) for fact in facts if fact.field == "requested_by"]


def _plain(value: Literal_) -> Literal_:
    return value.isoformat() if isinstance(value, date) else value


def share(found: list[Field], *, held_out: bool) -> float:
    """The share of right fields in one of the halves."""
    half = [field for field in found if field.held_out == held_out]
    return sum(field.right for field in half) / len(half)


def main() -> None:
    """Print the wrong fields of the first half and both shares; none of them is unseen any more."""
    found = list(fields(Path(os.environ["MANDATEGRAPH_REFERENCE"]) / "corpus" / "pdf"))
    for field in found:
        if not field.right and not field.held_out:
            print(f"{field.name} {field.field}: wanted {field.wanted!r}, found {field.found!r}")
    for title, held_out in (("open", False), ("held out", True)):
        half = [field for field in found if field.held_out == held_out]
        right = sum(field.right for field in half)
        print(f"{title:<10}{right:>5} of {len(half)} fields right, {share(found, held_out=held_out):.3f}")


if __name__ == "__main__":
    main()
