"""Records as plain JSON values and back, for the cache: lists of fields in order, told by the types alone.

Only what the types say can come out of a file, so that a damaged or planted one raises `ValueError` or makes records
that are wrong, never anything else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from kg.types import Document, Extraction, Passage, Unit

_Code = Callable[[Any, "Parts"], Any]


class Parts:
    """What many records of one document have in common: told by its number where it is known here."""

    def __init__(self, passages: Sequence[Passage] = (), units: Sequence[Unit] = ()) -> None:
        self._known: dict[type, Sequence[Any]] = {Passage: passages, Unit: units}
        self._numbers = {id(part): number for part in (*passages,) for number in (part.index,)}
        self._numbers |= {id(unit): number for number, unit in enumerate(units)}

    def number(self, part: Passage | Unit) -> int | None:
        """Its number, or none where it is another one."""
        number = self._numbers.get(id(part))
        known = self._known[type(part)]
        return number if number is not None and number < len(known) and known[number] is part else None

    def part(self, kind: type, number: int) -> Any:
        """The part with that number."""
        return self._known[kind][number]


_NONE = Parts()


def dump(extraction: Extraction) -> dict[str, Any]:
    """The extraction without the document: where a text was found is no part of what it says."""
    return {
        name: packed(hint, getattr(extraction, name), _NONE)
        for name, hint in _hints(Extraction).items()
        if name != "document"
    }


def load(table: Mapping[str, Any], document: Document) -> Extraction:
    """The extraction that `dump` made, over its document.

    Raises `ValueError` where it cannot be that.
    """
    try:
        told = {name: table[name] for name in _hints(Extraction) if name != "document"}
    except KeyError as error:
        raise ValueError(f"the extraction lacks {error}") from error
    return Extraction(
        document=document,
        **{name: unpacked(_hints(Extraction)[name], raw, _NONE) for name, raw in told.items()},
    )


def packed(kind: Any, record: Any, parts: Parts | None = None) -> Any:
    """The record as plain JSON values."""
    return _coder(kind)[0](record, parts or _NONE)


def unpacked(kind: Any, raw: Any, parts: Parts | None = None) -> Any:
    """The record that `packed` made plain.

    Raises `ValueError` where it cannot be that.
    """
    try:
        return _coder(kind)[1](raw, parts or _NONE)
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
        raise ValueError(f"these are no records: {error}") from error


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _coder(kind: Any) -> tuple[_Code, _Code]:
    """How values of that type are made plain, and made again."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in (str, int, bool, float, NoneType) or origin is Literal:
        return _as_it_is, _as_it_is
    if kind is Decimal:
        return (lambda value, _: str(value)), (lambda raw, _: Decimal(raw))
    if kind is date:
        return (lambda value, _: value.isoformat()), (lambda raw, _: date.fromisoformat(raw))
    if origin in (Union, UnionType):
        return _either(inner)
    if origin is tuple:
        return _rows(inner)
    if is_dataclass(kind):
        return _shared(kind) if kind in (Passage, Unit) else _fields(kind)
    return _named(kind)


def _as_it_is(value: Any, _: Parts) -> Any:
    return value


def _either(kinds: Sequence[Any]) -> tuple[_Code, _Code]:
    """One of several types; where more than one is left beside none, the value tells which."""
    left = [kind for kind in kinds if kind is not NoneType]
    if len(left) == 1:
        pack, unpack = _coder(left[0])
        return (
            (lambda value, parts: None if value is None else pack(value, parts)),
            (lambda raw, parts: None if raw is None else unpack(raw, parts)),
        )
    coders = {kind.__name__: _coder(kind) for kind in left}

    def packs(value: Any, parts: Parts) -> Any:
        name = type(value).__name__
        return None if value is None else [name, coders[name][0](value, parts)]

    def unpacks(raw: Any, parts: Parts) -> Any:
        return None if raw is None else coders[raw[0]][1](raw[1], parts)

    return packs, unpacks


def _rows(inner: Sequence[Any]) -> tuple[_Code, _Code]:
    if len(inner) == 2 and inner[1] is Ellipsis:
        pack, unpack = _coder(inner[0])
        if pack is _as_it_is:
            return (lambda value, _: list(value)), (lambda raw, _: tuple(raw))
        return (
            (lambda value, parts: [pack(one, parts) for one in value]),
            (lambda raw, parts: tuple([unpack(one, parts) for one in raw])),
        )
    coders = [_coder(kind) for kind in inner]
    return (
        (lambda value, parts: [c[0](one, parts) for c, one in zip(coders, value, strict=True)]),
        (lambda raw, parts: tuple(c[1](one, parts) for c, one in zip(coders, raw, strict=True))),
    )


def _fields(kind: Any) -> tuple[_Code, _Code]:
    hints = _hints(kind)
    names = [field.name for field in fields(kind)]
    coders = [(name, *_coder(hints[name])) for name in names]

    def packs(value: Any, parts: Parts) -> Any:
        return [pack(getattr(value, name), parts) for name, pack, _ in coders]

    def unpacks(raw: Any, parts: Parts) -> Any:
        return kind(**{name: unpack(one, parts) for (name, _, unpack), one in zip(coders, raw, strict=True)})

    return packs, unpacks


def _named(kind: Any) -> tuple[_Code, _Code]:
    """A named tuple."""
    coders = [_coder(hint) for hint in _hints(kind).values()]
    if all(coder[0] is _as_it_is for coder in coders):
        return (lambda value, _: list(value)), (lambda raw, _: kind(*raw))
    return (
        (lambda value, parts: [c[0](one, parts) for c, one in zip(coders, value, strict=True)]),
        (lambda raw, parts: kind(*(c[1](one, parts) for c, one in zip(coders, raw, strict=True)))),
    )


def _shared(kind: Any) -> tuple[_Code, _Code]:
    """A part that others have in common: its number, or the whole of it."""
    pack, unpack = _fields(kind)

    def packs(value: Any, parts: Parts) -> Any:
        number = parts.number(value)
        return pack(value, parts) if number is None else number

    def unpacks(raw: Any, parts: Parts) -> Any:
        return parts.part(kind, raw) if isinstance(raw, int) else unpack(raw, parts)

    return packs, unpacks
