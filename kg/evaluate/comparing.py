"""A case to its marks: entities, statements, figures, mandates, metadata and mention offsets, one by one."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kg.errors import KgError, ReadError
from kg.evaluate.names import fold, misplaced
from kg.evaluate.pairing import pair
from kg.evaluate.places import overlap
from kg.evaluate.records import Broken, Case, Count, Mark, Pairing, Record, Share, Slip


def marks_of(case: Case) -> tuple[Mark, ...]:
    """The marks of one case, with what is malformed inside it told as one error."""
    try:
        return tuple(_marks(case))
    except KgError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise ReadError(
            f"gold or prediction departs from the annotation format ({error})",
            where=case.name,
            remedy="compare the items' keys and values with the format",
        ) from error


def _marks(case: Case) -> Iterator[Mark]:
    pairing = pair(case.gold["entities"], case.prediction["entities"])
    yield from _entities(case, pairing)
    yield from _statements(case, pairing)
    yield from _figures(case, pairing)
    if "mandates" in case.gold:
        yield from _mandates(case, pairing)
    for field, wanted in case.gold["document"].items():
        yield from _metadata(case, pairing, field, wanted)
    if case.text is not None:
        yield Broken(sum(misplaced(entity, case.text) for entity in case.prediction["entities"]))


def _entities(case: Case, pairing: Pairing) -> Iterator[Mark]:
    gold, predicted = case.gold["entities"], case.prediction["entities"]
    for kind in sorted({entity["type"] for entity in (*gold, *predicted)}):
        wanted = [e for e in gold if e["type"] == kind and e["key"] not in pairing.optional]
        offered = [
            e for e in predicted if e["type"] == kind and pairing.back.get(e["key"]) not in pairing.optional
        ]
        hits = sum(e["key"] in pairing.forward for e in wanted)
        for row in (f"entity.{kind}", "entity.ALL"):
            yield Count(row, hits, len(wanted), len(offered))
        for e in wanted:
            if e["key"] not in pairing.forward:
                yield Slip(f"missed {kind}", f"{case.name}: {e.get('id') or e['name']}")
        for e in offered:
            if e["key"] not in pairing.back:
                yield Slip(f"spurious {kind}", f"{case.name}: {e.get('id') or e.get('name')}")


def _statements(case: Case, pairing: Pairing) -> Iterator[Mark]:
    gold, predicted = case.gold["statements"], case.prediction["statements"]
    for predicate in sorted({statement["predicate"] for statement in (*gold, *predicted)}):
        everything = {(s["subject"], s["object"]): s for s in gold if s["predicate"] == predicate}
        excused = {t for t, s in everything.items() if s.get("optional") or pairing.excuses(*t)}
        wanted = {t: s["evidence"] for t, s in everything.items() if t not in excused}
        translated = {
            (pairing.gold_key(s["subject"]), pairing.gold_key(s["object"])): s.get("evidence")
            for s in predicted
            if s["predicate"] == predicate
        }
        offered = {t: e for t, e in translated.items() if t not in excused and not pairing.excuses(*t)}
        hits = [t for t in wanted if t in offered]
        placed = sum(overlap(wanted[t], offered[t]) for t in hits)
        yield Share("statement.evidence", placed, len(hits))
        for row in (f"statement.{predicate}", "statement.ALL"):
            yield Count(row, len(hits), len(wanted), len(offered))
        yield from (
            Slip(f"missed {predicate}", f"{case.name}: {a} -> {b}")
            for a, b in wanted
            if (a, b) not in offered
        )
        yield from (
            Slip(f"spurious {predicate}", f"{case.name}: {a} -> {b}")
            for a, b in offered
            if (a, b) not in wanted
        )


def _figures(case: Case, pairing: Pairing) -> Iterator[Mark]:
    def excused(figure: Record) -> bool:
        return bool(figure.get("optional")) or pairing.excuses(figure["subject"])

    gold = case.gold.get("figures", [])
    found, left = _claim_in_turn(gold, case.prediction.get("figures", []), _same_figure)
    hits = [(g, p) for g, p in found if p is not None and not excused(g)]
    for g, p in hits:
        yield from _figure_details(g, p, pairing)
    for g, match in found:
        if match is None and not excused(g):
            yield Slip("missed figure", f"{case.name}: {g['value']} {g['unit']}")
    for extra in left:
        yield Slip("spurious figure", f"{case.name}: {extra.get('value')} {extra.get('unit')}")
    yield Count("figures", len(hits), sum(not excused(g) for g in gold), len(hits) + len(left))


def _figure_details(gold: Record, predicted: Record, pairing: Pairing) -> Iterator[Share]:
    shared = set(fold(predicted.get("unit") or "").split()) & set(fold(gold["unit"]).split())
    yield Share("figures.unit", bool(shared), 1)
    for field in ("qualifier", "as_of"):
        yield Share(f"figures.{field}", (gold.get(field) or None) == (predicted.get(field) or None), 1)
    subject = gold["subject"] in pairing.forward and pairing.forward[gold["subject"]] == predicted.get(
        "subject"
    )
    yield Share("figures.subject", subject, 1)


def _mandates(case: Case, pairing: Pairing) -> Iterator[Mark]:
    def same(gold: Record, predicted: Record) -> bool:
        # A reserved addressee is no entity: it stands for itself.
        addressee = pairing.forward.get(gold["addressee"], gold["addressee"])
        return addressee == predicted.get("addressee") and overlap(
            gold["evidence"], predicted.get("evidence")
        )

    gold = case.gold["mandates"]
    found, left = _claim_in_turn(gold, case.prediction.get("mandates", []), same)
    demanded = [(g, p) for g, p in found if not g.get("optional")]
    hits = sum(p is not None for _, p in demanded)
    for g, p in demanded:
        if p is None:
            yield Slip(
                "missed mandate", f"{case.name}: para {g.get('para')} {g.get('verb')} {g['addressee']}"
            )
    yield Count("mandates", hits, len(demanded), hits + len(left))


def _claim_in_turn(
    gold: Sequence[Record], predicted: Sequence[Record], same: Callable[[Record, Record], bool]
) -> tuple[list[tuple[Record, Record | None]], list[Record]]:
    """Each gold item with the first predicted one that fits and is still free, and those left over.

    Optional items choose last, so that they never take what a demanded one needs.
    """
    left = list(predicted)
    found: list[tuple[Record, Record | None]] = []
    for item in sorted(gold, key=lambda g: bool(g.get("optional"))):
        place = next((n for n, offer in enumerate(left) if same(item, offer)), None)
        found.append((item, None if place is None else left.pop(place)))
    return found, left


def _same_figure(gold: Record, predicted: Record) -> bool:
    value = predicted.get("value")
    return (
        value is not None
        and float(value) == float(gold["value"])
        and overlap(gold["evidence"], predicted.get("evidence"))
    )


def _metadata(case: Case, pairing: Pairing, field: str, wanted: Any) -> Iterator[Mark]:
    got = case.prediction["document"].get(field)
    match field:
        case "author" | "body":
            same = (wanted in pairing.forward and got == pairing.forward[wanted]) if wanted else not got
        case "requested_by":
            same = {pairing.forward.get(key, f"{key}?") for key in wanted} == set(got or [])
        case "title":
            same = _same_title(fold(wanted or ""), fold(got or ""))
        case _:
            same = (wanted or None) == (got or None)
    yield Share(f"document.{field}", same, 1)
    if not same:
        yield Slip(f"document.{field}", f"{case.name}: {wanted!r} but {got!r}")


def _same_title(one: str, other: str) -> bool:
    """Equal, or one holds the other and is at most twice as long."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return bool(short) and short in long and 2 * len(short) >= len(long)
