"""What people decided, as lines of data: reviews of statements, merges, splits, frozen slugs.

A decision is one JSON object on a line of a `.jsonl` file: `action`, `statement` or `iris`, `by`, `date`, `note`.
Decisions are read in order; the later one about the same thing counts.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg import assets
from kg.errors import ConfigError, LimitError, SourceError, is_disk_full
from kg.iris import Base, digest
from kg.settings import DEFAULT_BASE

REVIEWS = ("accept", "verify", "reject", "correct")
ACTIONS = (*REVIEWS, "merge", "split", "freeze")
_FEWEST = {"merge": 2, "split": 1, "freeze": 1}
_IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a person said of one statement."""

    action: str
    by: str
    note: str = ""
    object: str | None = None
    """The right object, of a correction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All decisions in force."""

    reviews: Mapping[str, Review] = field(default_factory=lambda: MappingProxyType({}))
    """By IRI of the statement."""
    merged: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """IRI of an entity to the IRI that it is the same as."""
    frozen: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    """Entity type and folded name to the IRI that stays."""
    digest: str = ""


def load(folder: Path) -> Decisions:
    """The decisions of the package, then those of the user's `folder`.

    Raises `ConfigError` with file and line for a line that is no decision.
    """
    packaged = assets.files("seeds", "decisions/*.jsonl")
    own = sorted(folder.glob("*.jsonl")) if folder.is_dir() else []
    lines = [entry for path in (*packaged, *own) for entry in _lines(path)]
    return _in_force(lines)


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # a note may hold other line ends
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"the decisions cannot be read: {error}", where=str(path), remedy="mend the file or move it away"
        ) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _decision(line, f"{path.name}, line {number}")


def _decision(line: str, where: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise ConfigError(
            f"the decision is not JSON: {error.msg}", where=where, remedy="mend or remove the line"
        ) from error
    if not isinstance(entry, dict) or entry.get("action") not in ACTIONS:
        raise ConfigError(
            "the line is no decision", where=where, remedy=f"give an action of {', '.join(ACTIONS)}"
        )
    for name, fine in _parts(entry):
        if not fine:
            raise ConfigError(
                f"the decision has no valid {name}", where=where, remedy="complete or remove the line"
            )
    return entry


def _parts(entry: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """What a decision of that action must hold, and whether it does."""
    action, iris, names = entry["action"], entry.get("iris"), entry.get("names")
    if action in REVIEWS:
        yield "statement", _is_iri(entry.get("statement"))
    else:
        yield "iris", isinstance(iris, list) and len(iris) >= _FEWEST[action] and all(map(_is_iri, iris))
    if action == "correct":
        yield "object", _is_iri(entry.get("object"))
    if action == "freeze":
        yield "type", isinstance(entry.get("type"), str)
        yield "names", isinstance(names, list) and all(isinstance(name, str) for name in names)
    for key in ("by", "note"):
        yield key, _is_text(entry.get(key, ""))


def _is_iri(value: object) -> bool:
    return isinstance(value, str) and _IRI.fullmatch(value) is not None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not re.search(r"[\ud800-\udfff]", value)


def _in_force(entries: Iterable[dict[str, Any]]) -> Decisions:
    reviews: dict[str, Review] = {}
    merged: dict[str, str] = {}
    frozen: dict[tuple[str, str], str] = {}
    seen: list[str] = []
    for entry in entries:
        seen.append(json.dumps({k: v for k, v in entry.items() if k not in ("date", "note")}, sort_keys=True))
        match entry["action"]:
            case "merge":
                _merge(merged, entry["iris"][0], entry["iris"][1:])
            case "split":
                merged = {a: b for a, b in merged.items() if not {a, b} & set(entry["iris"])}
            case "freeze":
                frozen |= {(entry["type"], name): entry["iris"][0] for name in entry["names"]}
            case action:
                reviews[entry["statement"]] = Review(
                    action=action,
                    by=entry.get("by", ""),
                    note=entry.get("note", ""),
                    object=entry.get("object"),
                )
    final = {iri: _end(merged, iri) for iri in merged}
    return Decisions(reviews=reviews, merged=final, frozen=frozen, digest=digest(*seen))


def _merge(merged: dict[str, str], kept: str, others: Iterable[str]) -> None:
    """Leads the others, and what they were merged into before, to `kept`; no circle can come of it."""
    for other in others:
        end = _end(merged, other)
        if end == _end(merged, kept):  # already one: then `kept` is the one that stays from now on
            merged.pop(kept, None)
        if end != kept:
            merged[end] = kept


def _end(merged: Mapping[str, str], iri: str) -> str:
    while iri in merged:
        iri = merged[iri]
    return iri


def under(decided: Decisions, base: Base) -> Decisions:
    """The decisions for a store of that base: like every data file, the lines are written with the default base."""
    return Decisions(
        reviews={
            base.rebase(iri): replace(review, object=base.rebase(review.object) if review.object else None)
            for iri, review in decided.reviews.items()
        },
        merged={base.rebase(iri): base.rebase(kept) for iri, kept in decided.merged.items()},
        frozen={name: base.rebase(iri) for name, iri in decided.frozen.items()},
        digest=decided.digest,
    )


def append(folder: Path, entry: Mapping[str, Any], base: Base | None = None) -> Path:
    """The file that now ends with `entry`; the folder is made where it is missing.

    IRIs below `base` are written below the default base, so that the line holds under every base.

    Raises `LimitError` where the disk is full and `SourceError` where it cannot be written otherwise.
    """
    path = folder / "decisions.jsonl"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        line = json.dumps(_portable(entry, base or Base()), ensure_ascii=False).encode("utf-8") + b"\n"
        with path.open("ab+") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
            torn = file.read(1) not in (b"", b"\n")  # the last line was written by hand, without its end
            file.write(b"\n" + line if torn else line)
    except OSError as error:
        if is_disk_full(error):
            told = "the disk is full, the decision was not noted"
            raise LimitError(told, where=str(path), remedy="free some space and decide again") from error
        raise SourceError(
            f"the decision cannot be written: {error.strerror}",
            where=str(path),
            remedy="choose another --decisions folder",
        ) from error
    return path


def _portable(entry: Mapping[str, Any], base: Base) -> dict[str, Any]:
    def moved(value: Any) -> Any:
        if isinstance(value, list):
            return [moved(item) for item in value]
        inside = isinstance(value, str) and value.startswith(base.iri)
        return DEFAULT_BASE + value.removeprefix(base.iri) if inside else value

    return {
        key: moved(value) if key in ("statement", "iris", "object") else value for key, value in entry.items()
    }
