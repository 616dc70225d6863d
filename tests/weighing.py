"""Learns the weights of `kg/weighing` from the open passages, and counts first whether they help.

`python -m tests.weighing` prints what the rules say of each folder of `tests/passages/open-*`, and what comes in by
weights that were learned without that folder; folders that are named are scored in the same way instead, by weights
from all open passages but theirs. `python -m tests.weighing --write` learns from all and writes the file of weights
with its hash. What annotations call optional counts neither way.

The model is a logistic regression with a quadratic penalty, solved exactly (Newton's method on the dual form), so
that the same passages and code give the same bytes.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from kg import evaluate, extraction, pipeline, vocabulary
from kg.mappers import weighed
from kg.mappers._pairs import pairs, signs
from kg.prediction import predict
from kg.types import Claim, Entity, Extraction, Reading, Span
from kg.weighing import Model, Pair, features, probability, tokens
from kg.weighing.model import FILE

PASSAGES = Path(__file__).parent / "passages"
PINNED = FILE.with_name("pinned.py")
PENALTY = 0.3
"""How much an example counts beside the penalty on weights; a third to three times as much change little."""
FEWEST = 3
"""Examples in which a feature must occur."""
LEAST = 0.04
"""Weights below it are left out."""
STEPS = (0.60, 0.65, 0.70, 0.75, 0.80, 0.85)
WANTED = 0.75
"""The share of what comes in that must be right where thresholds are chosen."""
ACCEPTED = Decimal("0.60")
Triple = tuple[str, str, str]
Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One pair of one sentence."""

    triple: Triple
    """In keys of the annotations where they list the thing, else "?" and the key of ours."""
    names: frozenset[str]
    right: bool | None
    """Whether the annotations state it; none where that does not count, or where another sentence says it."""
    open: bool
    """Whether no rule says something of the same thing in the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One annotated document."""

    folder: str
    wanted: frozenset[Triple]
    excused: frozenset[Triple]
    optional: frozenset[str]
    ruled: frozenset[Triple]
    """What the rules say of it."""
    examples: tuple[Example, ...]

    def counts(self, triple: Triple) -> bool:
        return triple not in self.excused and not self.optional.intersection((triple[0], triple[2]))


class Score(NamedTuple):
    """Statements that are right, that are made, and that are wanted."""

    right: int
    made: int
    wanted: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.made + self.wanted) if self.made + self.wanted else 0.0


# Texts ----------------------------------------------------------------------------------------------------


def texts(folder: Path) -> Iterator[Text]:
    """The annotated documents of a folder with their pairs; rules only, no weights take part."""
    words = vocabulary.load(curated=True)
    for file in evaluate.gold_files(folder):
        source = evaluate.text_file(file)
        if source is not None:
            document = pipeline.read(source)
            related = extraction.relating(document, extraction.finding(document, words, None), words)
            entities = {entity.key: entity for entity in related.entities}
            said = [_ruled(reading, entities) for reading in related.readings]
            read = Extraction(
                document=document,
                passages=(),
                facts=(),
                entities=related.entities,
                claims=tuple(claim for claims in said for claim in claims),
            )
            gold = json.loads(file.read_text(encoding="utf-8"))
            predicted = json.loads(json.dumps(predict(read, threshold=ACCEPTED)))
            yield _text(folder.name, gold, predicted, related.readings, entities, said)


def _ruled(reading: Reading, entities: Mapping[str, Entity]) -> list[Claim]:
    rules = (m for name, m in extraction.mappers("en").items() if name != weighed.NAME)
    return [claim for mapper in rules for claim in mapper.map_reading(reading, entities)]


def _text(
    folder: str,
    gold: Record,
    read: Record,
    readings: Sequence[Reading],
    entities: Mapping[str, Entity],
    said: Sequence[Sequence[Claim]],
) -> Text:
    pairing = evaluate.pair(gold["entities"], read["entities"])
    stated = {(s["subject"], s["predicate"], s["object"]): s for s in gold["statements"]}
    bare = Text(
        folder=folder,
        wanted=frozenset(),
        excused=frozenset(triple for triple, s in stated.items() if s.get("optional")),
        optional=pairing.optional,
        ruled=frozenset(
            (_key(pairing, s["subject"]), s["predicate"], _key(pairing, s["object"]))
            for s in read["statements"]
        ),
        examples=(),
    )
    wanted = frozenset(filter(bare.counts, stated))
    spans = {triple: _spans(stated[triple]["evidence"]) for triple in wanted}
    examples = (
        _example(bare, pairing, spans, reading, pair, claims)
        for reading, claims in zip(readings, said, strict=True)
        for predicate in weighed.PREDICATES
        for pair in pairs(reading, entities, predicate)
    )
    return replace(bare, wanted=wanted, examples=tuple(examples))


def _example(
    text: Text,
    pairing: evaluate.Pairing,
    spans: Mapping[Triple, Sequence[Span]],
    reading: Reading,
    pair: Pair,
    said: Iterable[Claim],
) -> Example:
    triple = (_key(pairing, pair.subject.entity), pair.predicate, _key(pairing, pair.object.entity))
    told = replace(pair, signs=tuple(signs(reading, pair)))
    here = any(
        s.begin < reading.sentence.end and reading.sentence.begin < s.end for s in spans.get(triple, ())
    )
    away = triple in spans and not here
    return Example(
        triple=triple,
        names=features(told, tokens(reading)),
        right=None if away or not text.counts(triple) else here,
        open=not weighed.spoken(pair, said),
    )


def _key(pairing: evaluate.Pairing, key: str) -> str:
    return pairing.back.get(key, f"?{key}")


def _spans(evidence: Sequence[Any]) -> list[Span]:
    return [Span(*evidence)] if isinstance(evidence[0], int) else [Span(*pair) for pair in evidence]


# Learning -------------------------------------------------------------------------------------------------


def fit(examples: Iterable[Example]) -> Model:
    """The model that examples of one predicate teach, rounded to what the file keeps; its threshold stays open."""
    told = [e for e in examples if e.right is not None]
    seen = Counter(name for e in told for name in e.names)
    names = sorted(name for name, count in seen.items() if count >= FEWEST)
    place = {name: column for column, name in enumerate(names)}
    table = np.zeros((len(told), len(names) + 1))
    table[:, -1] = 1.0
    for row, example in enumerate(told):
        table[row, [place[name] for name in example.names if name in place]] = 1.0
    weights = table.T @ _dual(table @ table.T, np.array([float(bool(e.right)) for e in told]))
    kept = {name: round(float(w), 2) for name, w in zip(names, weights, strict=False) if abs(w) >= LEAST}
    return Model(threshold=STEPS[0], bias=round(float(weights[-1]), 2), weights=kept)


def _dual(kernel: Any, wanted: Any) -> Any:
    """The multipliers of the examples at the optimum, by iteratively reweighted least squares."""
    scores = np.zeros(len(wanted))
    for _ in range(100):
        likely = 1 / (1 + np.exp(-scores))
        curve = np.maximum(PENALTY * likely * (1 - likely), 1e-12)
        target = scores + PENALTY * (wanted - likely) / curve
        multipliers = np.linalg.solve(kernel + np.diag(1 / curve), target)
        found = kernel @ multipliers
        if np.abs(found - scores).max() < 1e-11:
            break
        scores = found
    return multipliers


def learned(known: Sequence[Text], predicate: str) -> Model:
    """The model of a predicate with its threshold: the least at which, folder by folder, enough comes in right."""
    tried = _left_out(known, predicate)
    threshold = next((step for step in STEPS if _pays(tried, predicate, step)), STEPS[-1])
    return replace(fit(_examples(known, predicate)), threshold=threshold)


def _pays(tried: Iterable[tuple[Text, Model]], predicate: str, threshold: float) -> bool:
    came = [
        triple in text.wanted
        for text, model in tried
        for triple in added(text, predicate, replace(model, threshold=threshold))
    ]
    return bool(came) and sum(came) >= WANTED * len(came)


def _left_out(known: Sequence[Text], predicate: str) -> list[tuple[Text, Model]]:
    """Each text with the model that the other folders teach."""
    folders = sorted({text.folder for text in known})
    models = {
        folder: fit(_examples([t for t in known if t.folder != folder], predicate)) for folder in folders
    }
    return [(text, models[text.folder]) for text in known]


def _examples(known: Iterable[Text], predicate: str) -> list[Example]:
    return [e for text in known for e in text.examples if e.triple[1] == predicate]


def added(text: Text, predicate: str, model: Model) -> frozenset[Triple]:
    """The statements of a text that come in by weights and that no rule makes."""
    likely = (
        e.triple
        for e in text.examples
        if e.triple[1] == predicate and e.open and probability(model, e.names) >= model.threshold
    )
    return frozenset(t for t in likely if t not in text.ruled and text.counts(t))


# Counting -------------------------------------------------------------------------------------------------


def score(known: Iterable[Text], predicate: str, more: Mapping[int, frozenset[Triple]]) -> Score:
    """What the rules make of the texts together with what comes in; `more` by the text's place."""
    right = made = wanted = 0
    for place, text in enumerate(known):
        said = {t for t in text.ruled if text.counts(t)} | more.get(place, frozenset())
        mine = {t for t in said if t[1] == predicate}
        right += len(mine & text.wanted)
        made += len(mine)
        wanted += sum(t[1] == predicate for t in text.wanted)
    return Score(right, made, wanted)


def table(known: Sequence[Text], taught: Sequence[Text]) -> Iterator[str]:
    """The lines of a Markdown table; each folder is scored by what the other folders of `taught` teach."""
    yield "| predicate | rules: P / R / F1 | added: right of all | with weights: P / R / F1 |"
    yield "| --- | --- | --- | --- |"
    sums = [Score(0, 0, 0), Score(0, 0, 0)]
    for predicate in weighed.PREDICATES:
        models = {
            folder: learned([t for t in taught if t.folder != folder], predicate)
            for folder in sorted({t.folder for t in known})
        }
        more = {n: added(t, predicate, models[t.folder]) for n, t in enumerate(known)}
        before, after = score(known, predicate, {}), score(known, predicate, more)
        sums = [Score(*map(sum, zip(*both, strict=True))) for both in zip(sums, (before, after), strict=True)]
        yield _line(predicate, before, after)
    yield _line("these together", *sums)


def _line(name: str, before: Score, after: Score) -> str:
    came = f"{after.right - before.right} of {after.made - before.made}"
    return f"| {name} ({before.wanted}) | {_figures(before)} | {came} | {_figures(after)} |"


def _figures(found: Score) -> str:
    shares = (found.right / max(1, found.made), found.right / max(1, found.wanted), found.f1)
    return " / ".join(f"{share:.3f}" for share in shares)


# Commands -------------------------------------------------------------------------------------------------


def open_folders() -> list[Path]:
    """The folders of passages that rules and weights are made from."""
    return sorted(folder for folder in PASSAGES.glob("open-*") if folder.is_dir())


def written(known: Sequence[Text]) -> bytes:
    """The file of weights that these texts teach."""
    entries = {}
    for predicate in weighed.PREDICATES:
        model = learned(known, predicate)
        entries[predicate] = {
            "threshold": model.threshold,
            "bias": model.bias,
            "weights": dict(sorted(model.weights.items())),
        }
    text = json.dumps(entries, ensure_ascii=False, indent=0, sort_keys=True)
    return f"{text}\n".encode()


def pin(data: bytes) -> str:
    """The module that tells the file's hash."""
    digest = hashlib.sha256(data).hexdigest()
    return (
        '"""The hash of the file of weights; `python -m tests.weighing --write` writes it anew."""\n\n'
        f'SHA256 = "{digest}"\n'
    )


def main() -> None:
    named = [Path(name) for name in sys.argv[1:] if name != "--write"]
    taught = [text for folder in open_folders() for text in texts(folder)]
    if "--write" in sys.argv:
        data = written(taught)
        FILE.write_bytes(data)
        PINNED.write_text(pin(data), encoding="utf-8")
    else:
        known = [text for folder in named for text in texts(folder)] or taught
        print("\n".join(table(known, taught)))


if __name__ == "__main__":
    main()
