"""What the cache keeps is what was read: every record comes back field by field."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.records import Parts, dump, load, packed, unpacked
from kg.types import Claim, Document, Entity, Extraction, Fact, Finding, Passage, Span, Support, Unit, View
from tests.kg.builders import claim, document, extraction

text = st.text(max_size=6)
spans = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda pair: Span(*pair))
values = (
    text | st.integers() | st.booleans() | st.dates() | st.decimals(allow_nan=False, allow_infinity=False)
)
supports = st.builds(Support, basis=st.sampled_from(["mention", "document"]), span=st.none() | spans)
extractions = st.builds(
    Extraction,
    document=st.just(document()),
    passages=st.lists(st.from_type(Passage), max_size=2).map(tuple),
    facts=st.lists(st.builds(Fact, field=text, value=values, span=spans), max_size=3).map(tuple),
    entities=st.lists(st.from_type(Entity), max_size=2).map(tuple),
    claims=st.lists(
        st.builds(
            Claim,
            subject=text,
            predicate=text,
            evidence=st.lists(spans, max_size=2).map(tuple),
            mapper=text,
            confidence=st.decimals(0, 1),
            object=st.none() | text,
            value=st.none() | values,
            subject_support=supports,
            object_support=supports,
            qualifiers=st.lists(st.tuples(text, text), max_size=2).map(tuple),
            stated=st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
    roles=st.lists(st.tuples(text, text), max_size=2).map(tuple),
    findings=st.lists(st.from_type(Finding), max_size=2).map(tuple),
)


@given(extractions)
def test_an_extraction_comes_back_whole(read: Extraction) -> None:
    back = load(json.loads(json.dumps(dump(read))), read.document)
    assert back == read
    assert [type(fact.value) for fact in back.facts] == [type(fact.value) for fact in read.facts]


def test_numbers_and_days_keep_their_kind() -> None:
    facts = (
        Fact(field="session", value=22, span=Span(0, 1)),
        Fact(field="date", value=date(2018, 7, 9), span=Span(0, 1)),
        Fact(field="share", value=Decimal("1.50"), span=Span(0, 1)),
    )
    assert dump(extraction(facts=facts))["facts"] == [
        ["session", ["int", 22], [0, 1]],
        ["date", ["date", "2018-07-09"], [0, 1]],
        ["share", ["Decimal", "1.50"], [0, 1]],
    ]


@pytest.mark.parametrize(
    "raw", [None, {}, {"claims": 1}, {"passages": [1]}, {"facts": [["a", ["set", 1], [0, 1]]]}]
)
def test_what_is_no_extraction_is_refused(raw: Any) -> None:
    told = raw and {**dump(extraction()), **raw}
    with pytest.raises(ValueError, match=r"no records|lacks"):
        load(told or {}, document())


def test_parts_that_many_records_share_are_told_by_their_number() -> None:
    passage = Passage(index=0, kind="paragraph", begin=0, end=3)
    unit = Unit(passages=(passage,), view=View(text="abc", anchors=((0, 0),)), sentences=(Span(0, 3),))
    parts = Parts((passage,), (unit,))
    assert packed(tuple[Unit, ...], (unit,), parts) == [0]
    assert unpacked(tuple[Unit, ...], [0], parts) == (unit,)
    assert unpacked(Unit, json.loads(json.dumps(packed(Unit, unit))), parts) == unit


@pytest.mark.parametrize(
    ("kind", "raw"), [(Unit, 5), (Passage, "a"), (Claim, [1]), (Decimal, "x"), (Span, [1])]
)
def test_damaged_records_are_refused(kind: Any, raw: Any) -> None:
    with pytest.raises(ValueError, match=r"no records|lacks"):
        unpacked(kind, raw)


def test_where_a_text_was_found_is_not_kept() -> None:
    here = extraction(claim())
    there = Document(
        source="/elsewhere/copy.txt",
        name="copy",
        media_type="text/plain",
        text=here.document.text,
        sha256=here.document.sha256,
        bytes_sha256=here.document.bytes_sha256,
    )
    kept = dump(here)
    assert "document" not in kept
    assert load(kept, there).document == there
