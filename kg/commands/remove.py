"""`kg remove`: withdraws a document."""

from kg import settings
from kg.commands._options import DecisionsAt, Json, Quiet, Store
from kg.commands._output import now, show_build


def remove(
    document: str,
    store: Store = None,
    decisions: DecisionsAt = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Withdraw a document and what rests on it alone."""
    from kg import pipeline

    report = pipeline.remove(document, settings.load({"store": store, "decisions": decisions}), now=now())
    show_build(report, as_json=as_json, quiet=quiet)
