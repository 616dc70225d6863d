"""Which predicted entity stands for which gold entity."""

from collections.abc import Mapping, Sequence

from kg.evaluate.names import forms
from kg.evaluate.records import Pairing, Record


def pair(gold: Sequence[Record], predicted: Sequence[Record]) -> Pairing:
    """One-to-one pairs of entities: identifiers before surface forms, provisions after everything else.

    A provision waits because its identifier rests on the instrument's pair.
    """
    forward: dict[str, str] = {}
    used: set[str] = set()
    offers = [(entity, forms(entity)) for entity in predicted]
    for late in (False, True):
        for by_id in (True, False):
            for g in gold:
                if g["key"] in forward or (g["type"] == "provision") is not late:
                    continue
                names = forms(g)
                for p, others in offers:
                    if p["key"] in used or p["type"] != g["type"]:
                        continue
                    if _same_id(g, p, forward) if by_id else _same_name(g, p, names & others):
                        forward[g["key"]] = p["key"]
                        used.add(p["key"])
                        break
    optional = frozenset(entity["key"] for entity in gold if entity.get("optional"))
    return Pairing(forward, {p: g for g, p in forward.items()}, optional)


def _same_id(gold: Record, predicted: Record, forward: Mapping[str, str]) -> bool:
    wanted, got = gold.get("id"), predicted.get("id")
    if not wanted or not got:
        return False
    if gold["type"] != "provision":
        return bool(wanted == got)
    (parent, _, part), (other, _, other_part) = wanted.partition("#"), got.partition("#")
    return part == other_part and other in (forward.get(parent), parent)


def _same_name(gold: Record, predicted: Record, shared: set[str]) -> bool:
    """By surface form; two identifiers that differ are never overruled by a name."""
    return not (gold.get("id") and predicted.get("id")) and bool(shared)
