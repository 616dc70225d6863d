"""Marks to the report: counts with ratios, shares with accuracies, listed slips; and its two forms."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kg.evaluate.records import Broken, Count, Mark, Report, Share, Slip


def render(report: Report) -> str:
    """The report as a table of text, one row a line, listed slips last."""
    lines = [_line(key, row) for key, row in report.items() if key != "errors"]
    for kind, slips in report.get("errors", {}).items():
        lines += ["", f"{kind} ({len(slips)} shown)", *(f"  {slip}" for slip in slips)]
    return "\n".join(lines)


def as_json(report: Report) -> str:
    """The report as JSON text, indented by one, without a final line end."""
    return json.dumps(report, indent=1)


def _line(key: str, row: Any) -> str:
    cells = "  ".join(f"{name} {value}" for name, value in row.items()) if isinstance(row, dict) else row
    return f"{key:32} {cells}"


def added_up(marks: Iterable[Mark], errors: int) -> Report:
    """The report on some marks: counts, then accuracies, then broken offsets, then so many slips of each kind."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    shares: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    slips: dict[str, list[str]] = defaultdict(list)
    broken = 0
    for mark in marks:
        match mark:
            case Count(row, hits, gold, predicted):
                counts[row] = [a + b for a, b in zip(counts[row], (hits, gold, predicted), strict=True)]
            case Share(row, right, of):
                shares[row] = [a + b for a, b in zip(shares[row], (right, of), strict=True)]
            case Slip(kind, what):
                slips[kind].append(what)
            case Broken(offsets):
                broken += offsets
    report: Report = {row: _ratios(*counts[row]) for row in sorted(counts)}
    report |= {row: _accuracy(*shares[row]) for row in sorted(shares)}
    report["broken_offsets"] = broken
    if errors:
        report["errors"] = {kind: slips[kind][:errors] for kind in sorted(slips)}
    return report


def _ratios(hits: int, gold: int, predicted: int) -> dict[str, float | int]:
    precision = hits / predicted if predicted else 0.0
    recall = hits / gold if gold else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    rounded = {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}
    return rounded | {"gold": gold, "predicted": predicted}


def _accuracy(right: int, of: int) -> dict[str, float | int | None]:
    return {"accuracy": round(right / of, 3) if of else None, "of": of}
