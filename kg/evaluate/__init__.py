"""Predictions against gold annotations: precision, recall and accuracies, document by document.

Each comparison yields small marks (a count, a share, a slip, a broken offset); one reduction adds them up.
The rules are those of the annotation format: entities pair one to one by identifier, else by folded surface
form; statements agree in subject, predicate and object; figures and mandates in value or addressee and in
place; what the gold calls optional counts neither way. All offsets are code points, end excluded.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.errors import SourceError
from kg.evaluate.comparing import marks_of
from kg.evaluate.files import case_of, gold_files, name_of, text_file
from kg.evaluate.names import fold, reproduces
from kg.evaluate.pairing import pair
from kg.evaluate.places import overlap
from kg.evaluate.records import Case, Pairing, Record, Report
from kg.evaluate.report import added_up, as_json, render

__all__ = [
    "Case",
    "Pairing",
    "Record",
    "Report",
    "as_json",
    "evaluate",
    "fold",
    "gold_files",
    "name_of",
    "overlap",
    "pair",
    "render",
    "reproduces",
    "score",
    "text_file",
]


def evaluate(gold: Path, predictions: Path | Mapping[str, Record], *, errors: int = 0) -> Report:
    """The report on all `NAME.gold.json` of a folder: rows of counts, rows of accuracies, broken offsets.

    `predictions` is a folder of `NAME.json` or a mapping from NAME; a missing one counts as empty. `errors`
    is how many misses and false alarms of each kind are listed.

    Raises `SourceError` for a folder that is missing or holds no gold file, `ReadError` for a file that is
    not JSON of the annotation format.
    """
    if isinstance(predictions, Path) and not predictions.is_dir():
        raise SourceError(
            "the folder of predictions does not exist",
            where=str(predictions),
            remedy="write it with kg extract --out",
        )
    return score((case_of(file, predictions) for file in gold_files(gold)), errors=errors)


def score(cases: Iterable[Case], *, errors: int = 0) -> Report:
    """The report on some cases; rows stand in the order of their names, counts before accuracies.

    Raises `ReadError` for a case whose items lack what the annotation format demands.
    """
    return added_up((mark for case in cases for mark in marks_of(case)), errors)
