"""`kg freeze`: names that stay."""

from kg import settings
from kg.commands._options import By, DecisionsAt, Json, Quiet, Store
from kg.commands._output import done, now


def freeze(
    store: Store = None,
    decisions: DecisionsAt = None,
    by: By = "",
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Write the names that the build gave to things into the decisions, so that they stay."""
    from kg import inspection

    told = settings.load({"store": store, "decisions": decisions})
    count = inspection.freeze(told, by=by, date=now()[:10])
    done({"frozen": count}, f"{count} names frozen", as_json=as_json, quiet=quiet)
