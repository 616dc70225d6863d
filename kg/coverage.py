"""What was read of each document and what was not: sentences that gave nothing, names without a known identity.

Counts are made once, when a document is read, and kept in the store's manifest. What is not known is none, never 0.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg import store
from kg.errors import StoreError
from kg.tongues import LANGUAGE_NAMES, READ_IN_FULL
from kg.types import Extraction, Span, Unit

_ASIDE = frozenset({"heading", "cover", "furniture"})
_OPEN = frozenset({"open-organ", "open-instrument"})
_COLUMNS = ("document", "language", "sentences", "silent", "unlinked", "open")
_UNKNOWN = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """What was read of one document of a store; a count is none where it is not known."""

    document: str
    """Path below `id/doc/`."""
    version: str
    language: str
    in_full: bool
    """Whether sentences of its language are read at all."""
    sentences: int | None
    silent: int | None
    """Sentences that no statement, figure, mandate or fact rests on."""
    unlinked: int | None
    """Named things that no vocabulary and no code identifies."""
    open: int | None
    """Resolutions and articles whose organ or treaty the text does not tell."""


def sentences_of(units: Iterable[Unit]) -> tuple[Span, ...]:
    """The document spans of all sentences, without those of headings, covers and page furniture."""
    return tuple(
        unit.view.span(*sentence) for unit in units if unit.kind not in _ASIDE for sentence in unit.sentences
    )


def coverage(extraction: Extraction) -> dict[str, int | None]:
    """The counts of one document by name.

    In a language whose sentences are not read nobody knows what they would have given.
    """
    in_full = extraction.document.language == READ_IN_FULL
    return {
        "sentences": len(extraction.sentences),
        "silent": _silent(extraction) if in_full else None,
        "unlinked": sum(entity.id is None for entity in extraction.entities) if in_full else None,
        "open": sum(finding.rule in _OPEN for finding in extraction.findings),
    }


def _silent(extraction: Extraction) -> int:
    told = [
        *(span for claim in extraction.claims for span in claim.evidence),
        *(span for figure in extraction.figures for span in figure.evidence),
        *(span for mandate in extraction.mandates for span in mandate.evidence),
        *(fact.span for fact in extraction.facts),
    ]
    begins = sorted(span.begin for span in told)
    ends = sorted(span.end for span in told)
    # As many spans end before the sentence as begin before its end: none of them touches it.
    return sum(
        bisect_right(ends, sentence.begin) == bisect_left(begins, sentence.end)
        for sentence in extraction.sentences
    )


def covered(root: Path) -> tuple[Covered, ...]:
    """What was read of each document of the live build, by name.

    Raises `StoreError` where there is no store.
    """
    told = store.manifest(root)
    if told is None:
        raise StoreError("there is no store here", where=str(root), remedy="make one with: kg build PATH")
    return tuple(sorted(map(_row, told["documents"]), key=lambda one: (one.document, one.language)))


def _row(row: Mapping[str, object]) -> Covered:
    counts = row.get("coverage") or {}
    assert isinstance(counts, dict), "the manifest keeps counts by name"
    language = str(row.get("language", READ_IN_FULL))
    return Covered(
        document=str(row["document"]),
        version=str(row["version"]),
        language=language,
        in_full=language == READ_IN_FULL,
        sentences=counts.get("sentences"),
        silent=counts.get("silent"),
        unlinked=counts.get("unlinked"),
        open=counts.get("open"),
    )


def as_json(found: Iterable[Covered]) -> str:
    """One object; a count that is not known is null."""
    return json.dumps({"documents": [asdict(one) for one in found]}, ensure_ascii=False, indent=1) + "\n"


def table(found: Iterable[Covered]) -> str:
    """Aligned columns; a dash stands for what is not known."""
    cells = [_COLUMNS, *(_cells(one) for one in found)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_COLUMNS))]
    return "".join(_line(line, widths) for line in cells)


def _cells(one: Covered) -> tuple[str, ...]:
    counts = (one.sentences, one.silent, one.unlinked, one.open)
    language = LANGUAGE_NAMES.get(one.language, one.language)
    named = language if one.in_full else f"{language} (sentences not read)"
    return one.document, named, *(_UNKNOWN if count is None else str(count) for count in counts)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    words = [cell.ljust(width) for cell, width in zip(cells[:2], widths[:2], strict=True)]
    counts = [cell.rjust(width) for cell, width in zip(cells[2:], widths[2:], strict=True)]
    return "  ".join([*words, *counts]).rstrip() + "\n"
