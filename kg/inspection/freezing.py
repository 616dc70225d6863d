"""Names that stay: what a build called its entities, as lines of the decisions."""

from kg import decisions
from kg.inspection.named import named
from kg.iris import Base, fold
from kg.settings import Settings
from kg.store import at, open_reader


def freeze(settings: Settings, *, by: str, date: str) -> int:
    """How many names were written to the decisions: those of entities that no code or vocabulary names.

    Raises `StoreError` where there is no store, `ConfigError` where the decisions cannot be read.
    """
    reader = open_reader(at(settings))
    base = Base(reader.base)
    known = set(decisions.under(decisions.load(settings.decisions), base).frozen.values())
    fresh = {iri: entity for iri, entity in named(reader).items() if iri not in known}
    for iri, entity in sorted(fresh.items()):
        entry = {
            "action": "freeze",
            "iris": [iri],
            "type": entity.kind,
            "names": sorted(set(map(fold, entity.names))),
            "by": by,
            "date": date,
        }
        decisions.append(settings.decisions, entry, base)
    return len(fresh)
