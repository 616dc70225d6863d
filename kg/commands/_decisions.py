"""What the commands share that note a person's decision."""

from pathlib import Path
from typing import Any

from kg import settings
from kg.commands._output import done
from kg.errors import ConfigError, SourceError


def decide(entry: dict[str, Any], folder: Path | None, at: str | None, *, as_json: bool, quiet: bool) -> None:
    """Adds the entry to the log of decisions and says where it went."""
    from kg import decisions as log
    from kg import store as stores

    told = settings.load({"decisions": folder, "store": at})
    base = stores.base_of(stores.manifest(stores.at(told)), told.base, settings.DEFAULT_BASE)
    path = log.append(told.decisions, entry, base)
    words = f"noted in {path}; it counts from the next build on"
    done(entry, words, as_json=as_json, quiet=quiet)


def known_iri(word: str, store: str | None) -> str:
    """The IRI of a thing that the store knows; anything that is an IRI where there is no store yet."""
    from kg.store import at, manifest, open_reader
    from kg.why import known

    bare = word.strip("<>")
    forbidden = any(c in ' <>"{}|^`\\' or not c.isprintable() for c in bare)
    if not bare.startswith(("http://", "https://")) or forbidden:
        raise ConfigError(f"{word!r} is no IRI", where="kg", remedy="give the full IRI, as kg why shows it")
    root = at(settings.load({"store": store}))
    if manifest(root) and not known(open_reader(root), bare):
        raise SourceError("the store knows no such thing", where=bare, remedy="find its IRI with: kg why")
    return bare
