"""Sources of a store: found, read unless their bytes are known, and kept as the manifest tells them."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg import layout as layouts
from kg import sources, store
from kg.assembly import READER
from kg.engines import Engine
from kg.errors import KgError, SourceError
from kg.pipeline.readings import read_each
from kg.pipeline.reports import FileReport
from kg.settings import Settings
from kg.settings import load as load_settings
from kg.types import Document, Layout

_STAYS = "; what an earlier build read of it stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One source of the store, as the manifest keeps it."""

    source: str
    name: str
    media_type: str
    language: str
    sha256: str
    bytes_sha256: str
    first_text: str
    """Hash of the first text that was seen at this place."""
    laid_out: bool = False
    """Whether it is known how the text stands in the file."""
    reader: str = ""
    """Hash of the code that read it."""

    @property
    def layout(self) -> str:
        """What names how the text stands in the file; empty where nothing is known of that."""
        return f"{self.bytes_sha256} {self.reader}" if self.laid_out else ""

    def row(self) -> dict[str, str | bool]:
        """As it stands in the manifest."""
        return {name: getattr(self, name) for name in self.__slots__}

    def document(self, text: str, layout: Layout | None = None) -> Document:
        """The document with this text."""
        return Document(
            source=self.source,
            name=self.name,
            media_type=self.media_type,
            language=self.language,
            sha256=self.sha256,
            bytes_sha256=self.bytes_sha256,
            text=text,
            layout=layout,
        )


def read(path: str | Path, *, told: Settings | None = None) -> Document:
    """The document at `path`, a file or an https address; `told` says which hosts may be asked.

    Raises `SourceError` where there is none, `ReadError` where it cannot be read, and `LimitError` where it takes too
    much time or memory.
    """
    named = str(path)
    where = sources.printable(named)
    far = sources.is_address(named) or sources.is_elsewhere(named)
    if not far and Path(named).is_dir():
        raise SourceError("this is a folder", where=where, remedy="name one of its files")
    rules = told or (load_settings() if far else Settings())
    found = next(iter(sources.allowed([named], rules)), None)
    if found is None or found.path != named:
        what = "this is a folder or an archive" if sources.is_elsewhere(named) else "this is an archive"
        raise SourceError(what, where=where, remedy="unpack it and name one of its files")
    if found.status == "missing":
        reason = found.reason if far else "there is no such file"
        raise SourceError(reason, where=found.shown, remedy=found.remedy if far else "check the path")
    return sources.read_one(found)


def collected(
    paths: Iterable[str | Path],
    known: Mapping[str, Entry],
    told: Settings,
    steps: Mapping[str, str],
    *,
    jobs: int,
    keep: bool,
    rebuild: bool,
    engine: Engine | None = None,
) -> tuple[dict[str, Entry], list[FileReport]]:
    """The sources found at `paths`, each read unless its bytes are known to its reader, and a line for each file.

    `steps` has a hash of the code of each reader, for a newer one may see more in the same bytes. `jobs` processes
    read, unless an `engine` does.
    """
    entries: dict[str, Entry] = {}
    reports = []

    def changed(found: sources.Found) -> bool:
        before = known.get(found.place)
        return (
            rebuild
            or before is None
            or before.reader != steps.get(f"{READER}{before.media_type}", "")
            or before.bytes_sha256 != hashlib.sha256(found.data or b"").hexdigest()
        )

    met = sources.allowed(map(str, paths), told)
    for found, outcome in read_each(met, wanted=changed, engine=engine or Engine(jobs=jobs), root=told.store):
        place = found.place
        if found.data is None:
            stays = _STAYS if found.status != "skipped" and place in known else ""
            reports.append(FileReport(path=found.shown, status=found.status, reason=found.said + stays))
        elif outcome is None:
            entries[place] = known[place]
            version = known[place].sha256[:12]
            reports.append(
                FileReport(
                    path=found.shown, status="unchanged", reason=found.reason, version=version, place=place
                )
            )
        elif isinstance(outcome, KgError):
            reason = sources.said(outcome.what, outcome.remedy) + (_STAYS if place in known else "")
            reports.append(FileReport(path=found.shown, status="failed", reason=reason))
        else:
            if keep:
                save(outcome, told.store)
            entries[place] = entry_of(outcome, place, known.get(place), steps)
            reports.append(
                FileReport(
                    path=found.shown,
                    status="read",
                    reason=found.reason,
                    version=outcome.version,
                    place=place,
                )
            )
    return entries, reports


def save(document: Document, root: Path) -> None:
    """The store keeps the text, and how it stands in the file."""
    store.save_text(root, document.sha256, document.text)
    if document.layout:
        store.save_layout(root, document.bytes_sha256, layouts.dump(document.layout))


def stored(entry: Entry, root: Path) -> Document:
    """The document of an entry, as the store keeps it."""
    table = store.layout(root, entry.bytes_sha256)
    return entry.document(store.text(root, entry.sha256), layouts.load(table) if table else None)


def entry_of(document: Document, place: str, before: Entry | None, steps: Mapping[str, str]) -> Entry:
    """The document as the manifest keeps it, found at that place, where `before` was found before.

    `steps` has a hash of the code of each reader.
    """
    return Entry(
        source=place,
        name=document.name,
        media_type=document.media_type,
        language=document.language,
        sha256=document.sha256,
        bytes_sha256=document.bytes_sha256,
        first_text=before.first_text if before else document.sha256,
        laid_out=document.layout is not None,
        reader=steps.get(f"{READER}{document.media_type}", ""),
    )
