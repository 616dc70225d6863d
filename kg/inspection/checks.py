"""Whether software, data folders, vocabularies, decisions and store are as they should be."""

import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg import assets, catalogue, decisions, store, vocabulary
from kg.errors import KgError
from kg.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at."""

    what: str
    fine: bool
    found: str


def checks(settings: Settings) -> list[Check]:
    """Whether software, data folders, vocabularies, decisions and store are as they should be."""
    return [
        Check(what="Python", fine=True, found=platform.python_version()),
        *(
            _library(name)
            for name in ("pyoxigraph", "rdflib", "pyshacl", "spacy", "SPARQLWrapper", "starlette")
        ),
        *(_tried(f"data folder {name}", partial(_folder, name)) for name in assets.FOLDERS),
        _tried("vocabularies", lambda: f"{len(vocabulary.load().concepts)} concepts"),
        _tried("catalogue", lambda: f"{len(catalogue.load())} sources"),
        _tried("decisions", lambda: f"{len(decisions.load(settings.decisions).reviews)} reviews"),
        _tried("store", lambda: _store(store.at(settings))),
    ]


def _library(name: str) -> Check:
    try:
        return Check(what=name, fine=True, found=version(name))
    except PackageNotFoundError:
        return Check(what=name, fine=False, found="missing: install mandategraph again")


def _tried(what: str, look: Callable[[], object]) -> Check:
    try:
        return Check(what=what, fine=True, found=str(look()))
    except KgError as error:
        return Check(what=what, fine=False, found=str(error))


def _folder(name: str) -> str:
    return f"{len(assets.files(name, '**/*.*'))} files"


def _store(root: Path) -> str:
    told = store.manifest(root)
    if told is None:
        return f"none at {store.shown(root)} yet; make one with: kg build PATH"
    reader = store.open_reader(root)
    writable = "writable" if os.access(root, os.W_OK) else "read-only"
    return f"{len(told['documents'])} documents, {len(reader.store)} quads, base {told['base']}, {writable}"
