"""Prediction files for documents, and their scores against annotations, both without the catalogue."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg import evaluate, pipeline, sources
from kg.assembly import Progress
from kg.errors import KgError, LimitError, SourceError, is_disk_full
from kg.limits import Limits, SpentError, within
from kg.pipeline import FileReport
from kg.prediction import predict
from kg.settings import Settings


def write(
    paths: Iterable[str | Path], out: Path, settings: Settings, *, progress: Progress
) -> list[FileReport]:
    """Writes `NAME.json` for each document, and `NAME.txt` where the stored text is not the file itself.

    Raises `SourceError` or `LimitError` where `out` cannot be written.
    """
    named = [str(path) for path in paths]
    # Twice, since a name depends on all others: the bytes of many documents are not kept meanwhile.
    names = _names(sources.allowed(named, settings))
    met = sources.read_each(sources.allowed(named, settings))
    reports = []
    for count, (item, outcome) in enumerate(met, start=1):
        reports.append(_one(item, outcome, names.get(item.path, item.stem), out, settings))
        progress("extract", count, max(count, len(names)))
    return reports


def _names(found: Iterable[sources.Found]) -> dict[str, str]:
    """File names without their last ending; those that collide get 8 hex digits of the file's hash."""
    stems: dict[str, list[tuple[str, str]]] = {}
    for item in found:
        if item.data is not None:
            stems.setdefault(item.stem, []).append((item.path, hashlib.sha256(item.data).hexdigest()[:8]))
    return {
        path: stem if len(same) == 1 else f"{stem}-{name}"
        for stem, same in stems.items()
        for path, name in same
    }


def _one(
    item: sources.Found, document: sources.Outcome, name: str, out: Path, settings: Settings
) -> FileReport:
    if document is None:
        return FileReport(path=item.shown, status=item.status, reason=item.said)
    if isinstance(document, KgError):
        reason = sources.said(document.what, document.remedy)
        return FileReport(path=item.shown, status="failed", reason=reason)
    try:
        with within(Limits()):
            extraction = pipeline.extract(document, curated=settings.curated, model=settings.model)
    except SpentError as error:
        return FileReport(path=item.shown, status="failed", reason=sources.said(error.what, error.remedy))
    prediction = {**predict(extraction, threshold=settings.threshold), "doc": name}
    raw = json.dumps(prediction, ensure_ascii=False, indent=1) + "\n"
    stored = document.text.encode("utf-8")
    if stored != item.data and (out / f"{name}.txt").resolve() == Path(item.path).resolve():
        reason = sources.said("its text would take its place", "choose another --out folder")
        return FileReport(path=item.shown, status="failed", reason=reason)
    _save(out / f"{name}.json", raw.encode("utf-8"))
    if stored != item.data:
        _save(out / f"{name}.txt", stored)
    return FileReport(
        path=item.shown, status="read", version=document.version, statements=len(prediction["statements"])
    )


def _save(path: Path, raw: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    except OSError as error:
        kind = LimitError if is_disk_full(error) else SourceError
        raise kind(
            f"the prediction cannot be written: {error.strerror}",
            where=str(path),
            remedy="choose another --out folder",
        ) from error


def score(
    gold: Path, settings: Settings, *, texts: Path | None, predictions: Path | None, errors: int = 0
) -> dict[str, Any]:
    """The figures of stored predictions, else of fresh extractions of the texts.

    Raises `SourceError` where a gold file has neither.
    """
    if predictions is not None:
        return evaluate.evaluate(gold, predictions, errors=errors)
    fresh = {evaluate.name_of(file): _fresh(file, texts, settings) for file in evaluate.gold_files(gold)}
    return evaluate.evaluate(gold, fresh, errors=errors)


def _fresh(gold_file: Path, texts: Path | None, settings: Settings) -> Mapping[str, Any]:
    name = evaluate.name_of(gold_file)
    beside = next(_texts(name, texts), None) if texts else evaluate.text_file(gold_file)
    if beside is None:
        raise SourceError(
            f"there is no text for {name}", where=str(texts or gold_file.parent), remedy="give --texts"
        )
    return predict(
        pipeline.extract(pipeline.read(beside), curated=settings.curated, model=settings.model),
        threshold=settings.threshold,
    )


def _texts(name: str, folder: Path) -> Iterator[Path]:
    """The files of that name that may be its text: annotations and predictions beside it are JSON."""
    return (file for file in sorted(folder.glob(f"{name}.*")) if file.suffix != ".json")
