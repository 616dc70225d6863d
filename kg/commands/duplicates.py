"""`kg duplicates`: entities that may be one."""

import json

import typer

from kg import settings
from kg.commands._options import Json, Quiet, Store
from kg.commands._output import emit


def duplicates(store: Store = None, as_json: Json = False, quiet: Quiet = False) -> None:
    """Show pairs of entities that may be one, with the reason; `kg merge` joins them."""
    from kg import inspection
    from kg.store import at

    found = inspection.duplicates(at(settings.load({"store": store})))
    pairs = [
        {"first": p.first, "second": p.second, "names": list(p.names), "reason": p.reason} for p in found
    ]
    lines = "".join(f"{p.names[0]} | {p.names[1]} | {p.reason}\n  {p.first}\n  {p.second}\n" for p in found)
    emit(json.dumps({"pairs": pairs}, ensure_ascii=False) + "\n" if as_json else lines)
    if not found and not quiet and not as_json:
        typer.echo("no two names look alike", err=True)
