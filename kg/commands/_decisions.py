"""What the commands share that note a person's decision."""

import json
from pathlib import Path
from typing import Any

import typer

from kg import settings
from kg.commands._output import emit
from kg.errors import ConfigError, SourceError


def decide(
    entry: dict[str, Any], folder: Path | None, at: Path | None, *, as_json: bool, quiet: bool
) -> None:
    """Adds the entry to the log of decisions and says where it went."""
    from kg import decisions as log
    from kg.store import base_of, manifest

    told = settings.load({"decisions": folder, "store": at})
    base = base_of(manifest(told.store), told.base, settings.DEFAULT_BASE)
    path = log.append(told.decisions, entry, base)
    if as_json:
        emit(json.dumps(entry, ensure_ascii=False) + "\n")
    elif not quiet:
        typer.echo(f"noted in {path}; it counts from the next build on", err=True)


def known_iri(word: str, store: Path | None) -> str:
    """The IRI of a thing that the store knows; anything that is an IRI where there is no store yet."""
    from kg.store import manifest, open_reader
    from kg.why import known

    bare = word.strip("<>")
    forbidden = any(c in ' <>"{}|^`\\' or not c.isprintable() for c in bare)
    if not bare.startswith(("http://", "https://")) or forbidden:
        raise ConfigError(f"{word!r} is no IRI", where="kg", remedy="give the full IRI, as kg why shows it")
    root = settings.load({"store": store}).store
    if manifest(root) and not known(open_reader(root), bare):
        raise SourceError("the store knows no such thing", where=bare, remedy="find its IRI with: kg why")
    return bare
