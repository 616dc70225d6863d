"""Work on the texts of a store, done by any engine: what workers need that see no store travels with the work."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from kg import store, vocabulary
from kg.assembly import are_installed, code_digest, data_digest, libraries
from kg.engines import Engine, Failed, Hands
from kg.errors import ConfigError
from kg.iris import digest

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


class Labour(Protocol):
    """Does the same to many things of a store: what became of each, in no order.

    `needs` names the files of the store that the work reads; whatever else it reads there is not there for it.
    """

    def __call__(
        self,
        work: Callable[[_Given, Path], _Made],
        things: Iterable[_Given],
        needs: Callable[[_Given], Iterable[str]],
        /,
    ) -> Iterator[_Made | Failed[_Given]]: ...


@contextmanager
def labour_of(engine: Engine, root: Path) -> Iterator[Labour]:
    """The workers of an engine, for the store at `root`.

    Raises `ConfigError` where the engine is not installed and `SourceError` where its scheduler does not answer.
    """
    with engine.hands() as hands:
        yield partial(_afar if engine.distant else _here, hands, root)


def spread(labour: Labour, work: Callable[[_Given], None], things: Iterable[_Given]) -> None:
    """Has the work done on each thing by workers that see the files of this machine.

    What fails with a worker is done here, which tells what is wrong where it was not the worker.
    """
    for found in labour(partial(_apart, work=work), things, _nothing):
        if isinstance(found, Failed):
            work(found.thing)


def _apart(thing: _Given, root: Path, work: Callable[[_Given], None]) -> None:
    del root
    work(thing)


def _nothing(thing: Any) -> Iterable[str]:
    del thing
    return ()


def _here(
    hands: Hands,
    root: Path,
    work: Callable[[_Given, Path], _Made],
    things: Iterable[_Given],
    needs: Callable[[_Given], Iterable[str]],
) -> Iterator[_Made | Failed[_Given]]:
    del needs
    return hands(partial(_at, work=work, root=root), things)


def _at(thing: _Given, work: Callable[[_Given, Path], _Made], root: Path) -> _Made:
    return work(thing, root)


@dataclass(frozen=True, slots=True)
class _Parcel(Generic[_Given]):
    """A thing with the files that the work on it needs."""

    thing: _Given
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class _Delivery(Generic[_Made]):
    """What was made of a thing, and what the cache is to hold."""

    made: _Made
    files: Mapping[str, bytes]


def _afar(
    hands: Hands,
    root: Path,
    work: Callable[[_Given, Path], _Made],
    things: Iterable[_Given],
    needs: Callable[[_Given], Iterable[str]],
) -> Iterator[_Made | Failed[_Given]]:
    parcels = (_Parcel(thing, store.packed(root, needs(thing))) for thing in things)
    for found in hands(partial(_carried, work=work, wanted=_software(), beside=libraries()), parcels):
        if isinstance(found, Failed):
            yield Failed(thing=found.thing.thing, what=found.what, remedy=found.remedy)
        else:
            store.keep_added(root, found.files)
            yield found.made


def _carried(
    parcel: _Parcel[Any],
    work: Callable[[Any, Path], Any],
    wanted: str,
    beside: Mapping[str, Mapping[str, str]],
) -> _Delivery[Any]:
    """Runs on the worker; `beside` tells the libraries that it must have.

    Raises `ConfigError` where its software is another one: results would not be the same.
    """
    if wanted != _software():
        raise ConfigError(
            "a worker runs other code or vocabularies than this machine",
            where="--engine",
            remedy="install the same version on all of them",
        )
    if not are_installed(beside):
        raise ConfigError(
            "a worker has other versions of libraries than this machine",
            where="--engine",
            remedy="install the same ones on all of them, see: pip freeze",
        )
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        store.unpacked(root, parcel.files)
        made = work(parcel.thing, root)
        return _Delivery(made, store.added(root, parcel.files))


def _software() -> str:
    """A hash of all that results depend on beside documents and settings."""
    return digest(code_digest(), data_digest(), vocabulary.digest(curated=True))
