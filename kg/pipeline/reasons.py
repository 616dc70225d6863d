"""Why a build reads a file, or makes results of it again: for people, and the same whether it does so or only says so.

new, text changed, bytes changed, reader changed      the file itself
STEP changed, mapper NAME changed                     our code, as far as the document rests on it
LIBRARY 1.2 → 1.3                                     another version of what that code imports from others
vocabulary NAME changed                               in words that stand in the document, or in what it leads to
decision                                              of people, about what the document states or names
settings changed, checks changed                      for all documents
what was known is lost                                the store has to find out again
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kg.assembly import CHECKING, MAPPER, NAMING, READER, TABLES, Frame, code_digest, libraries
from kg.extraction import mappers
from kg.pipeline.entries import Entry
from kg.pipeline.reports import FileReport
from kg.settings import Settings

LOST = "what was known is lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What is not as it was when the live build was made."""

    common: tuple[str, ...] = ()
    """Of all documents."""
    mapped: frozenset[str] = frozenset()
    """Mappers whose code is another; they touch the documents in languages that they read."""
    versions: Mapping[str, Collection[str]] = field(default_factory=dict)
    """By reason: the document versions that it touches."""
    steps: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By the name of a changed step: what to say of it."""


def why(
    told: Mapping[str, Any] | None,
    settings: Settings,
    frame: Frame,
    steps: Mapping[str, str],
    versions: Mapping[str, Collection[str]] | None,
) -> Why:
    """What changed since the live build of that manifest; `versions` is none where nothing is known of its texts."""
    if told is None:
        return Why()
    if versions is None or "steps" not in told:
        return Why(common=(LOST,))
    before = told["steps"]
    changed = {name for name in {*before, *steps} if before.get(name) != steps.get(name)}
    mapped = {name for name in changed if name.startswith(MAPPER) and name in steps}
    said = _said(told, changed)
    others = (name for name in changed - mapped - {NAMING, TABLES, CHECKING} if not name.startswith(READER))
    common = [*dict.fromkeys(reason for name in sorted(others) for reason in said[name])]
    if (told["base"], told["settings"]) != (frame.base.iri, settings_of(settings)):
        common.append("settings changed")
    return Why(common=tuple(common), mapped=frozenset(mapped), versions=versions, steps=said)


def _said(told: Mapping[str, Any], changed: Collection[str]) -> dict[str, Sequence[str]]:
    """Of each changed step, the libraries that have another version, and the step where its code may be another."""
    same = told.get("code") == code_digest()
    before, now = told.get("libraries", {}), libraries() if changed else {}
    found: dict[str, Sequence[str]] = {}
    for step in changed:
        old, new = before.get(step, {}), now.get(step, {})
        moved = [name for name in sorted(old.keys() & new.keys()) if old[name] != new[name]]
        upgraded = [f"{name} {old[name] or 'missing'} → {new[name] or 'missing'}" for name in moved]
        found[step] = upgraded if upgraded and same else [*upgraded, f"{step} changed"]
    return found


def settings_of(settings: Settings) -> dict[str, Any]:
    """The settings that change results, as the manifest keeps them."""
    return {
        "threshold": str(settings.threshold),
        "curated": settings.curated,
        "model": settings.model,
    }


def reworded(
    before: Mapping[str, Mapping[str, str]], now: Mapping[str, Mapping[str, str]]
) -> dict[str, set[str]]:
    """By reason: the texts (by hash) that depend on another part of a vocabulary than before."""
    found: dict[str, set[str]] = {}
    for text in before.keys() & now.keys():
        for name in {*before[text], *now[text]}:
            if before[text].get(name) != now[text].get(name):
                found.setdefault(f"vocabulary {name} changed", set()).add(text[:12])
    return found


def joined(*parts: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """The versions that each reason touches, of all parts."""
    return {reason: {v for part in parts for v in part.get(reason, ())} for part in parts for reason in part}


def explained(
    reports: Iterable[FileReport], entries: Mapping[str, Entry], known: Mapping[str, Entry], found: Why
) -> list[FileReport]:
    """The lines of files with the reasons; `known` are the sources of the live build, `entries` of the new one."""
    return [
        replace(report, reasons=_reasons(entries[report.origin], known.get(report.origin), found))
        if report.origin in entries and report.status in ("read", "unchanged")
        else report
        for report in reports
    ]


def _reasons(entry: Entry, before: Entry | None, found: Why) -> tuple[str, ...]:
    own = _of_file(entry, before, found)
    if before is None or before.sha256 != entry.sha256:
        return own
    speaking = {f"{MAPPER}{name}" for name in mappers(entry.language)} if found.mapped else set()
    mapped = (reason for name in sorted(found.mapped & speaking) for reason in found.steps[name])
    version = entry.sha256[:12]
    touched = (reason for reason, versions in sorted(found.versions.items()) if version in versions)
    return tuple(dict.fromkeys((*own, *found.common, *mapped, *touched)))


def _of_file(entry: Entry, before: Entry | None, found: Why) -> tuple[str, ...]:
    if before is None:
        return ("new",)
    if before.bytes_sha256 != entry.bytes_sha256:
        return ("text changed" if before.sha256 != entry.sha256 else "bytes changed",)
    if before.reader != entry.reader:
        told = found.steps.get(f"{READER}{entry.media_type}", ())
        reader = tuple("reader changed" if reason.startswith(READER) else reason for reason in told)
        changed = ("text changed",) if before.sha256 != entry.sha256 else ()
        return (*(reader or ("reader changed",)), *changed)
    return ("text changed",) if before.sha256 != entry.sha256 else ()
