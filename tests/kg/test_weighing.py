"""Pairs to features to probabilities, the file of weights, and what is never weighed."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import pipeline
from kg.errors import ConfigError
from kg.split import split, units
from kg.types import Reading, Referent, Span, Support
from kg.weighing import Model, Pair, features, probability, read, shipped, tokens
from kg.weighing.model import FILE
from kg.weighing.pinned import SHA256
from tests.kg.builders import claimed, document

ROOT = Path(__file__).resolve().parents[2]
TEXT = "The Lantern Project now operates in Kenya."
PROJECT = Referent(
    entity="lantern",
    type="programme",
    begin=4,
    end=19,
    support=Support(basis="mention", span=Span(4, 19)),
)
KENYA = Referent(
    entity="kenya", type="place", begin=36, end=41, support=Support(basis="mention", span=Span(36, 41))
)
READING = Reading(
    unit=units(document(TEXT), split(document(TEXT)))[0],
    text=TEXT,
    offset=0,
    sentence=Span(0, 42),
    referents=(PROJECT, KENYA),
    topic=None,
    author=None,
)
PAIR = Pair(predicate="activeIn", subject=PROJECT, object=KENYA, slot="named", signs=("first True",))
MODEL = Model(threshold=0.6, bias=-1.0, weights={"word SO in": 2.0, "basis programme mention": 0.5})


def test_a_name_is_one_token_that_tells_only_its_type() -> None:
    assert [token.word for token in tokens(READING)] == [
        "the",
        "<programme>",
        "now",
        "operat",
        "in",
        "<place>",
        ".",
    ]


def test_shapes_tell_what_kind_of_word_stands_there() -> None:
    assert [token.shape for token in tokens(READING)] == [
        "",
        "<programme>",
        "word",
        "-s",
        "in",
        "<place>",
        ".",
    ]


def test_the_features_of_a_literal_sentence() -> None:
    assert sorted(features(PAIR, tokens(READING))) == [
        "basis programme mention",
        "before object in",
        "before subject the",
        "behind subject now",
        "between SO <organization> 0",
        "between SO <programme> 0",
        "commas SO 0",
        "distance SO 3",
        "first True",
        "order programme SO",
        "shapes SO word -s in",
        "slot programme named",
        "step SO -s in",
        "step SO ^ word",
        "step SO in $",
        "step SO word -s",
        "types programme place",
        "word SO in",
        "word SO now",
        "word SO operat",
    ]


def test_a_probability_is_the_logistic_function_of_the_sum_of_weights() -> None:
    assert probability(MODEL, features(PAIR, tokens(READING))) == pytest.approx(0.8175744761936437)


@given(st.permutations(["word SO in", "basis programme mention", "unknown", "word SO now"]))
def test_the_order_of_features_does_not_matter(names: list[str]) -> None:
    assert probability(MODEL, names) == probability(MODEL, sorted(names))


@given(st.lists(st.sampled_from(["word SO in", "basis programme mention", "unknown"]), unique=True))
def test_a_probability_lies_between_nothing_and_one(names: list[str]) -> None:
    assert 0 < probability(MODEL, names) < 1


# The file of weights --------------------------------------------------------------------------------------


def test_the_file_of_weights_is_the_pinned_one_small_and_sorted() -> None:
    data = FILE.read_bytes()
    assert hashlib.sha256(data).hexdigest() == SHA256
    assert len(data) < 300_000
    assert data.decode() == json.dumps(json.loads(data), ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def test_a_missing_file_of_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read(tmp_path / "weights.json", SHA256)


def test_another_file_of_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.json").write_bytes(FILE.read_bytes() + b" ")
    with pytest.raises(ConfigError, match="is not the one that this version was made with"):
        read(tmp_path / "weights.json", SHA256)


@pytest.mark.parametrize(
    "data",
    [
        "no JSON",
        "[]",
        '{"activeIn": 1}',
        '{"activeIn": {"bias": 0, "weights": {}}}',
        '{"activeIn": {"bias": 0, "threshold": 1.5, "weights": {}}}',
        '{"activeIn": {"bias": 0, "threshold": 0.6, "weights": {"word SO in": "much"}}}',
        '{"activeIn": {"bias": NaN, "threshold": 0.6, "weights": {}}}',
        '{"activeIn": {"bias": 0, "threshold": 0.6, "weights": {"word SO in": Infinity}}}',
    ],
)
def test_a_file_of_another_form_is_refused_though_its_hash_fits(tmp_path: Path, data: str) -> None:
    (tmp_path / "weights.json").write_text(data, encoding="utf-8")
    with pytest.raises(ConfigError, match="is no file of weights"):
        read(tmp_path / "weights.json", hashlib.sha256(data.encode()).hexdigest())


# What is never weighed ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The Harbour Lens Programme was not active in Kenya.",
        "The Harbour Lens Programme never drew pupils from Kenya.",
        "The Harbour Lens Programme would draw pupils from Kenya.",
        "If the Harbour Lens Programme opens, it draws pupils from Kenya.",
        "The Harbour Lens Programme plans fieldwork in Kenya.",
        "Does the Harbour Lens Programme draw pupils from Kenya?",
        "The Harbour Lens Programme was offered to Kenya; it declined.",
        "It is hoped that the Harbour Lens Programme draws pupils from Kenya.",
        "The Harbour Lens Programme | Kenya | Goal 4",
        "The Harbour Lens Programme drew a delegate from Kenya as an observer.",
        "The Harbour Lens Programme thanks the Bank of Kenya.",
    ],
)
def test_nothing_is_weighed_of_what_is_denied_planned_asked_or_listed(text: str) -> None:
    assert claimed(pipeline.extract(document(text)), "weighed") == set()


def test_a_long_sentence_is_left_to_the_rules() -> None:
    text = (
        "The Harbour Lens Programme drew 2,450 pupils" + ", who had read a great deal," * 4 + " from Malawi."
    )
    assert claimed(pipeline.extract(document(text)), "weighed") == set()


def test_no_weighed_claim_is_as_sure_as_what_is_promised_to_be_right() -> None:
    text = "The Harbour Lens Programme. It drew 2,450 pupils from Malawi. Fieldwork in Botswana and Zambia."
    read_ = pipeline.extract(document(text))
    assert [c for c in read_.claims if c.mapper == "weighed" and not 0.6 <= c.confidence < 0.9] == []


def test_what_is_weighed_has_a_threshold_that_statements_need() -> None:
    assert [name for name, model in shipped().items() if not 0.6 <= model.threshold < 0.9] == []


# Learning -------------------------------------------------------------------------------------------------

_LEARN = """
import sys
from tests import weighing
known = [t for name in ("open-agencies", "open-reports") for t in weighing.texts(weighing.PASSAGES / name)]
sys.stdout.buffer.write(weighing.written(known))
"""


@pytest.mark.slow
def test_the_same_passages_give_the_same_bytes_whatever_the_order_of_hashes() -> None:
    runs = [_learned("1"), _learned("2")]
    assert runs[0] == runs[1]
    assert json.loads(runs[0]).keys() == shipped().keys()


def _learned(seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", _LEARN],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
        timeout=600,
    )
    return done.stdout
