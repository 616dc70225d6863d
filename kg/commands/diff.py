"""`kg diff`: statements that two states of a graph differ in."""

import json
from dataclasses import asdict
from pathlib import Path

from kg.commands._options import Json, Quiet
from kg.commands._output import emit


def diff(old: Path, new: Path, as_json: Json = False, quiet: Quiet = False) -> None:
    """Show the statements that were added, withdrawn or changed between two stores, backups or dumps."""
    from kg.differences import differences

    found = differences(old, new)
    if as_json:
        kinds = ("added", "withdrawn", "changed")
        table = {
            kind: [{k: v for k, v in asdict(one).items() if k != "kind"} for one in found if one.kind == kind]
            for kind in kinds
        }
        emit(json.dumps(table, ensure_ascii=False) + "\n")
        return
    for one in found:
        told = " → ".join(filter(None, (one.before, one.after)))
        emit(f"{one.kind}: {one.document}: {one.subject} {one.predicate} {one.object} ({told})\n")
