"""What each step of an extraction made of a text, kept in the store: a step runs again where what it rests on changed.

    cache/finding/{key}.json      structure, mentions and facts of a text
    cache/relating/{key}.json     entities and readings
    cache/extractions/{key}.json  the whole extraction, with a hash for each step behind those two

The keys of the first two say all that they depend on, code included. An extraction is kept under the key of its
readings; which of its parts still hold, their hashes tell. All can be deleted.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_type_hints

from kg import records, store
from kg.assembly import FINDING, MAPPER, RELATING, parts, spoken
from kg.extraction import Found, Mapped, extract, mappers
from kg.iris import digest
from kg.relate import Related
from kg.settings import Settings
from kg.types import Claim, Document, Extraction, Figure, Mandate

EXTRACTIONS = "extractions"
_Made = TypeVar("_Made")
_PARTS: Mapping[str, Any] = {
    "figures": tuple[Figure, ...],
    "mandates": tuple[Mandate, ...],
    "beyond": tuple[Claim, ...],
}
"""What the steps behind the mappers make; one that is not told here is taken again each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Under what the results of the steps of one text are kept."""

    finding: str
    relating: str
    parts: Mapping[str, str]
    """Of each step behind those two, a hash of what it rests on beside the readings."""
    words: Mapping[str, str]
    """By name of a vocabulary, a hash of the part of it that the text depends on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An extraction, and a hash of all that it says."""

    extraction: Extraction
    content: str


def keys_of(document: Document, layout: str, told: Settings, steps: Mapping[str, str]) -> Keys:
    """The keys for a text; `layout` names how it stands in its file, `steps` has a hash of the code of each step."""
    words = spoken(document, curated=told.curated)
    flat = [part for pair in sorted(words.items()) for part in pair]
    same = (document.sha256, document.language, layout, str(told.model))
    finding = digest(*same, steps[FINDING], *flat, size=64)
    return Keys(
        finding=finding,
        relating=digest(finding, steps[RELATING], size=64),
        parts=parts_of(document.language, steps),
        words=words,
    )


def parts_of(language: str, steps: Mapping[str, str]) -> dict[str, str]:
    """A hash for each step behind the readings of a text in that language."""
    return parts(steps, mappers(language))


def kept(root: Path, key: str, wanted: Mapping[str, str], document: Document) -> Kept | None:
    """The extraction under that key, where all of it is kept and its parts are those that are `wanted`."""
    table = store.cached(root, EXTRACTIONS, key)
    try:
        if table and table["parts"] == wanted:
            return Kept(extraction=records.load(table, document), content=str(table["content"]))
    except (ValueError, KeyError, TypeError):
        pass  # it is damaged: made again
    return None


def extracted(root: Path, keys: Keys, document: Document, told: Settings, *, anew: bool = False) -> Kept:
    """The extraction of a text, made from what is kept and kept itself then; `anew` where nothing is believed."""
    memo = _Memo(root, keys, anew=anew)
    found = extract(document, curated=told.curated, model=told.model, memo=memo)
    return keep(root, keys, found, memo.places)


def keep(
    root: Path, keys: Keys, extraction: Extraction, places: Mapping[str, Sequence[int]] = MappingProxyType({})
) -> Kept:
    """The extraction is kept now; `places` tell of the claims of each mapper on which readings they rest."""
    table = records.dump(extraction)
    content = digest(json.dumps(table, ensure_ascii=False), size=32)
    about = {"parts": dict(keys.parts), "places": [*places.items()], "content": content}
    store.keep(root, EXTRACTIONS, keys.relating, {**table, **about})
    return Kept(extraction=extraction, content=content)


class _Memo:
    """What the steps of one text made, see `kg.extraction.Memo`."""

    def __init__(self, root: Path, keys: Keys, *, anew: bool) -> None:
        self._root = root
        self._keys = keys
        self._anew = anew
        self._found: Found | None = None
        self.places: dict[str, list[int]] = {}
        before = None if anew else store.cached(root, EXTRACTIONS, keys.relating)
        fine = isinstance(before, dict) and isinstance(before.get("parts"), dict)
        self._before: Mapping[str, Any] = before if fine and before else {}

    def __call__(self, step: str, make: Callable[[], _Made], /) -> _Made:
        made: Any
        if step == FINDING:
            made = self._found = self._stage(step, self._keys.finding, make, _dump_found, _load_found)
        elif step == RELATING:
            made = self._stage(step, self._keys.relating, make, self._dump_related, self._load_related)
        else:
            made = self._part(step)
            made = make() if made is None else made
            if step.startswith(MAPPER):
                self.places[step] = [place for place, _ in made]
        whole: _Made = made
        return whole

    def _stage(
        self,
        step: str,
        key: str,
        make: Callable[[], _Made],
        dump: Callable[[Any], Any],
        load: Callable[[Any], Any],
    ) -> Any:
        try:
            raw = None if self._anew else store.cached(self._root, step, key)
            if raw is not None:
                return load(raw)
        except ValueError:
            pass  # it is damaged: made again
        made = make()
        store.keep(self._root, step, key, dump(made))
        return made

    def _dump_related(self, related: Related) -> Any:
        return records.packed(Related, related, self._shared())

    def _load_related(self, raw: Any) -> Any:
        return records.unpacked(Related, raw, self._shared())

    def _shared(self) -> records.Parts:
        assert self._found is not None, "what is found comes before what it means"
        return records.Parts(self._found.passages, self._found.units)

    def _part(self, step: str) -> Any | None:
        """What a step behind the readings made before, if that still holds."""
        if self._before.get("parts", {}).get(step) != self._keys.parts.get(step, ""):
            return None
        try:
            if step.startswith(MAPPER):
                return self._mapped(step)
            told = self._before["claims"][self._told() :] if step == "beyond" else self._before[step]
            return records.unpacked(_PARTS[step], told)
        except (ValueError, KeyError, TypeError, IndexError):
            return None

    def _told(self) -> int:
        """How many claims the mappers made; the others come behind them."""
        return sum(len(places) for _, places in self._before["places"])

    def _mapped(self, step: str) -> Mapped:
        """What a mapper made before: the claims lie in the order of the text, then of the mappers."""
        turns = [
            (place, turn, name)
            for turn, (name, places) in enumerate(self._before["places"])
            for place in places
        ]
        rows = zip(sorted(turns), self._before["claims"], strict=False)
        return tuple((place, records.unpacked(Claim, row)) for (place, _, name), row in rows if name == step)


def _dump_found(found: Found) -> Any:
    hints = get_type_hints(Found)
    parts = records.Parts(found.passages)
    return {
        name: records.packed(hint, getattr(found, name), None if name == "passages" else parts)
        for name, hint in hints.items()
    }


def _load_found(raw: Any) -> Found:
    """What was found.

    Raises `ValueError` where this is no such thing.
    """
    try:
        hints = get_type_hints(Found)
        passages = records.unpacked(hints["passages"], raw["passages"])
        parts = records.Parts(passages)
        rest = {
            name: records.unpacked(hint, raw[name], parts)
            for name, hint in hints.items()
            if name != "passages"
        }
        return Found(passages=passages, **rest)
    except (KeyError, TypeError) as error:
        raise ValueError(f"nothing was found here: {error}") from error


def needed(keys: Keys) -> tuple[str, ...]:
    """The files of a store in which the results of a text are kept."""
    return (
        store.cache_name(FINDING, keys.finding),
        store.cache_name(RELATING, keys.relating),
        store.cache_name(EXTRACTIONS, keys.relating),
    )
