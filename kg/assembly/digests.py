"""Hashes of what results depend on beside the documents: code, step by step, and data."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import metadata
from pathlib import Path

from kg import __version__, assets
from kg.assembly import imports
from kg.iris import digest

READER, MAPPER = "reader ", "mapper "
"""How the steps are called that are plug-ins, before media type or name."""
NAMING, WRITING, CHECKING, TABLES = "naming", "writing", "checking", "tables"
FINDING, RELATING, JOINING = "finding", "relating", "joining"


@cache
def code_digest() -> str:
    """Hash of the whole code: what a build says of the software that made it."""
    return _hashed(imports.package(_home(), "kg"), __version__)


@cache
def steps() -> Mapping[str, str]:
    """Of each step, by its name, a hash of the code that it rests on, with the versions of the libraries of others.

    Steps are those of an extraction, called as their functions (`finding`, `relating` …) or `mapper NAME`; before them
    `reader MEDIA-TYPE`, and behind them what joins their results (`joining`), the names of things (`naming`), the graph
    of a document (`writing`), its checks (`checking`) and the tables beside the graph (`tables`).
    """
    return {name: _hashed(part.files, part.source + _told(part.libraries)) for name, part in _parts().items()}


@cache
def libraries() -> Mapping[str, Mapping[str, str]]:
    """Of each step the installed version of every library that its code imports; those of Python itself do not count.

    Libraries are called as they are installed (`ahocorasick-rs`).
    """
    return {name: _installed(part.libraries) for name, part in _parts().items()}


def are_installed(known: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether just these versions are still installed: a look at each library, none at our code."""
    told = {pair for part in known.values() for pair in part.items()}
    return all(_version(name) == version for name, version in told)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a step rests on: files of ours, the source of single definitions, and imports from others."""

    files: Sequence[Path]
    source: str
    libraries: Sequence[str]


@cache
def _parts() -> Mapping[str, _Part]:
    return {
        **{step: _of_step(step, ()) for step in _steps()},
        JOINING: _of_joining(),
        **{
            f"{MAPPER}{name}": _of_step("mapping", (f"kg.mappers.{name}",)) for name in _plugins("kg.mappers")
        },
        **{f"{READER}{_media_type(name)}": _of_reader(name) for name in _plugins("kg.readers")},
        NAMING: _of_modules("kg.assembly.listing", "kg.records"),
        WRITING: _of_modules("kg.assembly", "kg.records", without=("kg.validate", "kg.store", "kg.fetch")),
        CHECKING: _of_modules("kg.validate"),
        TABLES: _of_modules("kg.tables", without=("kg.store",)),
    }


@cache
def own_words() -> Mapping[str, str]:
    """A hash of each of our own vocabularies, the ontology included, by its name."""
    ontology = {path.stem: _hashed_files((path,)) for path in assets.files("ontology", "*.ttl")}
    return {**vocabulary_digests(), **ontology}


def parts(known: Mapping[str, str], mappers: Iterable[str]) -> dict[str, str]:
    """Of `steps`, those behind the readings in a document that these mappers read."""
    others = {NAMING, WRITING, CHECKING, TABLES, FINDING, RELATING}
    speaking = {f"{MAPPER}{name}": known[f"{MAPPER}{name}"] for name in mappers}
    found = {name: told for name, told in known.items() if " " not in name and name not in others}
    every = digest(*speaking.values())
    return {
        **speaking,
        **{name: told if name in _of_readings() else digest(told, every) for name, told in found.items()},
    }


@cache
def _of_readings() -> frozenset[str]:
    """The steps that are given the readings and nothing else; others may look at the claims of all mappers."""
    given = {step: imports.parameters(_home(), "kg.extraction", step) for step in _steps()}
    return frozenset(step for step, names in given.items() if names <= {"document", "related"})


@cache
def data_digest() -> str:
    """Hash of ontology, shapes and catalogue."""
    return _hashed_files(
        (
            *assets.files("ontology", "*"),
            *assets.files("shapes", "**/*.*"),
            *assets.files("seeds", "sources/*"),
        )
    )


@cache
def catalogue_digest() -> str:
    """Hash of the catalogue of sources."""
    return _hashed_files(assets.files("seeds", "sources/*"))


@cache
def vocabulary_digests() -> Mapping[str, str]:
    """A hash of each of our own vocabularies, by its name."""
    return {path.stem: _hashed_files((path,)) for path in assets.files("seeds", "vocab/*.ttl")}


# Parts ----------------------------------------------------------------------------------------------------


def _of_step(function: str, more: tuple[str, ...]) -> _Part:
    """Of a function of `kg.extraction`, what it uses there, and the form in which its results are kept."""
    roots, source = imports.used_by(_home(), "kg.extraction", function)
    return _part([*roots, *more, "kg.records"], source)


def _of_joining() -> _Part:
    """Of what makes one extraction of the results of its steps, and of how these are kept."""
    steps = (*_steps(), "mapping", "mappers")
    roots, source = imports.used_by(_home(), "kg.extraction", "extract", without=steps)
    keeping = _home().joinpath("kg", "pipeline", "steps.py")
    found = _part(roots, source)
    return replace(found, files=(*found.files, keeping))


def _steps() -> list[str]:
    return imports.steps(_home(), "kg.extraction", "extract", "kept")


def _of_reader(name: str) -> _Part:
    """Of one reader, of how readers are chosen and of how layouts are kept; other readers are no part of it."""
    roots, source = imports.used_by(_home(), "kg.sources.reading", "content")
    every = [f"kg.readers.{name}", "kg.sources.choosing", "kg.layout", *roots]
    return _part(every, source, without=("kg.readers.*",))


def _of_modules(*roots: str, without: tuple[str, ...] = ()) -> _Part:
    return _part(roots, without=without)


def _part(roots: Sequence[str], source: str = "", *, without: tuple[str, ...] = ()) -> _Part:
    return _Part(
        imports.files(_home(), roots, without=without),
        source,
        imports.foreign(_home(), roots, without=without),
    )


def _installed(modules: Iterable[str]) -> dict[str, str]:
    """The version of each library by its name; `modules` are what is imported of them."""
    names = sorted({_distribution(module) for module in modules})
    return {name: _version(name) for name in names}


@cache
def _distribution(module: str) -> str:
    """The name under which the library is installed: nearly always that of its module."""
    name = module.replace("_", "-")
    return name if _version(name) else next(iter(metadata.packages_distributions().get(module, ())), name)


@cache
def _version(name: str) -> str:
    """The installed version, empty where there is none: an extra that somebody left out."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _told(modules: Iterable[str]) -> str:
    return "".join(f"\n{name} {version}" for name, version in _installed(modules).items())


def _plugins(package: str) -> list[str]:
    return imports.plugins(_home(), package)


def _media_type(reader: str) -> str:
    types = imports.constant(_home(), f"kg.readers.{reader}", "MEDIA_TYPES")
    return str(types[0]) if isinstance(types, tuple) and types else reader


def _home() -> Path:
    """Where the package is."""
    return Path(__file__).parent.parent.parent


def _hashed(paths: Iterable[Path], more: str) -> str:
    whole = hashlib.sha256(more.encode())
    for path in paths:
        whole.update(path.relative_to(_home()).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()


def _hashed_files(paths: Iterable[Path]) -> str:
    return digest(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()))
