"""Prediction files for documents, and their scores against annotations, both without the catalogue."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg import evaluate, pipeline, sources
from kg.assembly import Progress
from kg.errors import LimitError, ReadError, SourceError
from kg.pipeline import FileReport
from kg.prediction import predict
from kg.settings import Settings


def write(
    paths: Iterable[str | Path], out: Path, settings: Settings, *, progress: Progress
) -> list[FileReport]:
    """Writes `NAME.json` for each document, and `NAME.txt` where the stored text is not the file itself.

    Raises `SourceError` or `LimitError` where `out` cannot be written.
    """
    found = list(sources.collect(paths))
    names = _names(found)
    reports = []
    for count, item in enumerate(found, start=1):
        reports.append(_one(item, names.get(item.path, ""), out, settings))
        progress("extract", count, len(found))
    return reports


def _names(found: Iterable[sources.Found]) -> dict[str, str]:
    """File names without their last ending; those that collide get 8 hex digits of the file's hash."""
    stems: dict[str, list[sources.Found]] = {}
    for item in found:
        if item.data is not None:
            stems.setdefault(Path(item.path).stem, []).append(item)
    return {
        item.path: stem if len(items) == 1 else f"{stem}-{hashlib.sha256(item.data or b'').hexdigest()[:8]}"
        for stem, items in stems.items()
        for item in items
    }


def _one(item: sources.Found, name: str, out: Path, settings: Settings) -> FileReport:
    if item.status != "found" or item.data is None:
        return FileReport(path=item.shown, status=item.status, reason=item.said)
    try:
        document = sources.read_document(item)
    except ReadError as error:
        return FileReport(path=item.shown, status="failed", reason=sources.said(error.what, error.remedy))
    extraction = pipeline.extract(document, curated=settings.curated, model=settings.model)
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
        kind = LimitError if error.errno == 28 else SourceError
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
    beside = next(iter(sorted(texts.glob(f"{name}.*"))), None) if texts else evaluate.text_file(gold_file)
    if beside is None:
        raise SourceError(
            f"there is no text for {name}", where=str(texts or gold_file.parent), remedy="give --texts"
        )
    return predict(
        pipeline.extract(pipeline.read(beside), curated=settings.curated, model=settings.model),
        threshold=settings.threshold,
    )
