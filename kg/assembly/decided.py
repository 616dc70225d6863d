"""Decisions as the index notes them, so that a later build can tell which of them are new or taken back."""

import json

from kg.decisions import Decisions, Review


def written(told: Decisions) -> str:
    """The decisions in force as one line; the same decisions give the same line."""
    return json.dumps(
        {
            "reviews": {iri: [one.action, one.by, one.note, one.object] for iri, one in told.reviews.items()},
            "merged": dict(told.merged),
            "frozen": sorted([kind, name, iri] for (kind, name), iri in told.frozen.items()),
        },
        sort_keys=True,
    )


def read(line: str) -> Decisions:
    """The decisions that `written` made a line of."""
    told = json.loads(line)
    return Decisions(
        reviews={
            iri: Review(action=action, by=by, note=note, object=object_)
            for iri, (action, by, note, object_) in told["reviews"].items()
        },
        merged=told["merged"],
        frozen={(kind, name): iri for kind, name, iri in told["frozen"]},
    )
