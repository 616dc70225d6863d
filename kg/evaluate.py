"""Predictions against gold annotations: precision, recall and accuracies, document by document.

Each comparison yields small marks (a count, a share, a slip, a broken offset); one reduction adds them up.
The rules are those of the annotation format: entities pair one to one by identifier, else by folded surface
form; statements agree in subject, predicate and object; figures and mandates in value or addressee and in
place; what the gold calls optional counts neither way. All offsets are code points, end excluded.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import KgError, ReadError, SourceError

Record = Mapping[str, Any]
Report = dict[str, Any]

_GOLD_SUFFIX = ".gold.json"
_LONG_SENTENCE = 600
_NOTHING: Record = {"document": {}, "entities": [], "statements": [], "figures": []}


class Count(NamedTuple):
    """Matches among the gold items and the predicted items of one row of the report."""

    row: str
    hits: int
    gold: int
    predicted: int


class Share(NamedTuple):
    """How many of some matched items agree in a detail."""

    row: str
    right: int
    of: int


class Slip(NamedTuple):
    """One miss or false alarm, in words."""

    kind: str
    what: str


class Broken(NamedTuple):
    """Mention offsets whose words are no form of their entity."""

    offsets: int


Mark = Count | Share | Slip | Broken


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One document to score; the text is needed only to check mention offsets."""

    name: str
    gold: Record
    prediction: Record
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which predicted entity stands for which gold entity."""

    forward: Mapping[str, str]
    back: Mapping[str, str]
    optional: frozenset[str]
    """Gold keys that count neither way."""

    def gold_key(self, predicted: str) -> str:
        """The gold key, or the predicted one with a question mark, which no gold item carries."""
        return self.back.get(predicted, f"{predicted}?")

    def excuses(self, *keys: str) -> bool:
        """Whether one of the gold keys is optional."""
        return not self.optional.isdisjoint(keys)


# ------------------------------------------------------------------------------------------- files


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
    return score((_case(file, predictions) for file in gold_files(gold)), errors=errors)


def gold_files(folder: Path) -> tuple[Path, ...]:
    """The gold files of a folder, by name. Raises `SourceError` where there are none."""
    found = tuple(sorted(folder.glob(f"*{_GOLD_SUFFIX}"))) if folder.is_dir() else ()
    if not found:
        met = (
            f"no {_GOLD_SUFFIX} file in this folder" if folder.is_dir() else "the gold folder does not exist"
        )
        raise SourceError(met, where=str(folder), remedy=f"name a folder of NAME{_GOLD_SUFFIX} files")
    return found


def name_of(gold_file: Path) -> str:
    """NAME of `NAME.gold.json`."""
    return gold_file.name.removesuffix(_GOLD_SUFFIX)


def text_file(gold_file: Path) -> Path | None:
    """The annotated text: `NAME.txt` beside the gold file, else in the corpus two folders up, else none."""
    text = f"{name_of(gold_file)}.txt"
    for place in (gold_file.with_name(text), gold_file.parent / ".." / ".." / "corpus" / text):
        if place.exists():
            return place
    return None


def _case(gold_file: Path, predictions: Path | Mapping[str, Record]) -> Case:
    name = name_of(gold_file)
    text = text_file(gold_file)
    return Case(
        name=name,
        gold=_load(gold_file),
        prediction=_prediction(name, predictions),
        text=None if text is None else _text(text),
    )


def _prediction(name: str, predictions: Path | Mapping[str, Record]) -> Record:
    if isinstance(predictions, Mapping):
        return predictions.get(name, _NOTHING)
    file = predictions / f"{name}.json"
    return _load(file) if file.exists() else _NOTHING


def _load(file: Path) -> Record:
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise ReadError(
            f"this is not JSON ({error})", where=str(file), remedy="mend or remove the file"
        ) from error
    except OSError as error:
        raise ReadError(
            "the file cannot be read", where=str(file), remedy=f"see to it: {error.strerror}"
        ) from error
    _check(record, str(file))
    return record  # type: ignore[no-any-return]


def _check(record: Any, where: str) -> None:
    """Raises `ReadError` unless the lists and keys that scoring rests on are there."""
    if not isinstance(record, dict) or not isinstance(record.get("document"), dict):
        raise ReadError("there is no object named document", where=where, remedy="see the annotation format")
    for name, keys in (("entities", ("key", "type")), ("statements", ("subject", "predicate", "object"))):
        items = record.get(name)
        if not isinstance(items, list):
            raise ReadError(f"there is no list named {name}", where=where, remedy="see the annotation format")
        for number, item in enumerate(items):
            if not isinstance(item, dict) or not all(isinstance(item.get(key), str) for key in keys):
                raise ReadError(
                    f"item {number} of {name} lacks {', '.join(keys)}",
                    where=where,
                    remedy="see the annotation format",
                )


def _text(file: Path) -> str:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return stream.read()
    except (OSError, ValueError) as error:
        raise ReadError("the text is not readable UTF-8", where=str(file), remedy="mend the file") from error


# ------------------------------------------------------------------------------------------- report


def score(cases: Iterable[Case], *, errors: int = 0) -> Report:
    """The report on some cases; rows stand in the order of their names, counts before accuracies.

    Raises `ReadError` for a case whose items lack what the annotation format demands.
    """
    return _report((mark for case in cases for mark in _guarded(case)), errors)


def render(report: Report) -> str:
    """The report as a table of text, one row a line, listed slips last."""
    lines = [_line(key, row) for key, row in report.items() if key != "errors"]
    for kind, slips in report.get("errors", {}).items():
        lines += ["", f"{kind} ({len(slips)} shown)", *(f"  {slip}" for slip in slips)]
    return "\n".join(lines)


def as_json(report: Report) -> str:
    """The report as JSON text, indented by one, without a final line end."""
    return json.dumps(report, indent=1)


def _line(key: str, row: Any) -> str:
    cells = "  ".join(f"{name} {value}" for name, value in row.items()) if isinstance(row, dict) else row
    return f"{key:32} {cells}"


def _report(marks: Iterable[Mark], errors: int) -> Report:
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    shares: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    slips: dict[str, list[str]] = defaultdict(list)
    broken = 0
    for mark in marks:
        match mark:
            case Count(row, hits, gold, predicted):
                counts[row] = [a + b for a, b in zip(counts[row], (hits, gold, predicted), strict=True)]
            case Share(row, right, of):
                shares[row] = [a + b for a, b in zip(shares[row], (right, of), strict=True)]
            case Slip(kind, what):
                slips[kind].append(what)
            case Broken(offsets):
                broken += offsets
    report: Report = {row: _ratios(*counts[row]) for row in sorted(counts)}
    report |= {row: _accuracy(*shares[row]) for row in sorted(shares)}
    report["broken_offsets"] = broken
    if errors:
        report["errors"] = {kind: slips[kind][:errors] for kind in sorted(slips)}
    return report


def _ratios(hits: int, gold: int, predicted: int) -> dict[str, float | int]:
    precision = hits / predicted if predicted else 0.0
    recall = hits / gold if gold else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    rounded = {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}
    return rounded | {"gold": gold, "predicted": predicted}


def _accuracy(right: int, of: int) -> dict[str, float | int | None]:
    return {"accuracy": round(right / of, 3) if of else None, "of": of}


# ------------------------------------------------------------------------------------------- marks


def _guarded(case: Case) -> tuple[Mark, ...]:
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
        yield Broken(sum(_broken(entity, case.text) for entity in case.prediction["entities"]))


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


# ------------------------------------------------------------------------------------------- entities


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


def fold(text: str) -> str:
    """The text as names are compared: no tags, case, accents, punctuation or leading article.

    >>> fold("The <i>E-Learning</i> Programme")
    'e learning programme'
    """
    bare = unicodedata.normalize("NFKD", re.sub(r"<[^>]{1,20}>", "", text)).casefold()
    plain = "".join(c for c in bare if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+", " ", plain).strip()
    return re.sub(r"^(?:the|its|an|a) ", "", words)


def forms(entity: Record) -> set[str]:
    """The folded surface forms of an entity: its name and aliases."""
    return {fold(form) for form in (entity.get("name"), *entity.get("aliases", ())) if form} - {""}


def _broken(entity: Record, text: str) -> int:
    own = forms(entity)
    return sum(not reproduces(fold(text[begin:end]), own) for begin, end in entity.get("mentions", ()))


def reproduces(seen: str, own: Iterable[str]) -> bool:
    """Whether folded words are one of the forms, part of one, or one with page furniture in between."""
    return bool(seen) and any(seen in form or form in seen or _in_order(form, seen) for form in own)


def _in_order(form: str, seen: str) -> bool:
    rest = iter(seen.split())
    return all(word in rest for word in form.split())


# ------------------------------------------------------------------------------------------- places


def overlap(gold: Any, predicted: Any) -> bool:
    """Whether one of the predicted spans lies where one of the gold spans lies."""
    return any(_same_place(g, p) for g in _spans(gold) for p in _spans(predicted))


def _spans(evidence: Any) -> Sequence[Sequence[int]]:
    """Evidence is one span or a list of spans."""
    if not evidence:
        return ()
    return evidence if isinstance(evidence[0], list | tuple) else (evidence,)


def _same_place(gold: Sequence[int], predicted: Sequence[int]) -> bool:
    """Half of the shorter span is shared; the predicted one is a long sentence or thrice the gold at most."""
    length, other = gold[1] - gold[0], predicted[1] - predicted[0]
    shorter = min(length, other)
    shared = min(gold[1], predicted[1]) - max(gold[0], predicted[0])
    return 2 * shared >= shorter > 0 and other <= max(_LONG_SENTENCE, 3 * length)
