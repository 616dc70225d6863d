"""Folders of annotations, predictions and texts to cases."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import ReadError, SourceError
from kg.evaluate.records import Case, Record

_GOLD_SUFFIX = ".gold.json"
_NOTHING: Record = {"document": {}, "entities": [], "statements": [], "figures": []}


def gold_files(folder: Path) -> tuple[Path, ...]:
    """The gold files of a folder, by name. Raises `SourceError` where there are none."""
    found = tuple(sorted(folder.glob(f"*{_GOLD_SUFFIX}"))) if folder.is_dir() else ()
    if not found:
        met = (
            f"no {_GOLD_SUFFIX} file in this folder" if folder.is_dir() else "the gold folder does not exist"
        )
        raise SourceError(met, where=str(folder), remedy=f"name a folder of NAME{_GOLD_SUFFIX} files")
    return found


def name_of(gold_file: Path) -> str:
    """NAME of `NAME.gold.json`."""
    return gold_file.name.removesuffix(_GOLD_SUFFIX)


def text_file(gold_file: Path) -> Path | None:
    """The annotated text: `NAME.txt` beside the gold file, else in the corpus two folders up, else none."""
    text = f"{name_of(gold_file)}.txt"
    for place in (gold_file.with_name(text), gold_file.parent / ".." / ".." / "corpus" / text):
        if place.exists():
            return place
    return None


def case_of(gold_file: Path, predictions: Path | Mapping[str, Record]) -> Case:
    """The case of one gold file, with its prediction and its text where there is one."""
    name = name_of(gold_file)
    text = text_file(gold_file)
    return Case(
        name=name,
        gold=_load(gold_file),
        prediction=_prediction(name, predictions),
        text=None if text is None else _text(text),
    )


def _prediction(name: str, predictions: Path | Mapping[str, Record]) -> Record:
    if isinstance(predictions, Mapping):
        return predictions.get(name, _NOTHING)
    file = predictions / f"{name}.json"
    return _load(file) if file.exists() else _NOTHING


def _load(file: Path) -> Record:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise ReadError(
            f"this is not JSON ({error})", where=str(file), remedy="mend or remove the file"
        ) from error
    except OSError as error:
        raise ReadError(
            "the file cannot be read", where=str(file), remedy=f"see to it: {error.strerror}"
        ) from error
    _check(record, str(file))
    return record  # type: ignore[no-any-return]


def _check(record: Any, where: str) -> None:
    """Raises `ReadError` unless the lists and keys that scoring rests on are there."""
    if not isinstance(record, dict) or not isinstance(record.get("document"), dict):
        raise ReadError("there is no object named document", where=where, remedy="see the annotation format")
    for name, keys in (("entities", ("key", "type")), ("statements", ("subject", "predicate", "object"))):
        items = record.get(name)
        if not isinstance(items, list):
            raise ReadError(f"there is no list named {name}", where=where, remedy="see the annotation format")
        for number, item in enumerate(items):
            if not isinstance(item, dict) or not all(isinstance(item.get(key), str) for key in keys):
                raise ReadError(
                    f"item {number} of {name} lacks {', '.join(keys)}",
                    where=where,
                    remedy="see the annotation format",
                )


def _text(file: Path) -> str:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return stream.read()
    except (OSError, ValueError) as error:
        raise ReadError("the text is not readable UTF-8", where=str(file), remedy="mend the file") from error
