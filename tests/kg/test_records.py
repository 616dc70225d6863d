"""What the cache keeps is what was read: every record comes back field by field."""

import json
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kg.records import dump, load
from kg.types import Claim, Document, Entity, Extraction, Fact, Finding, Passage, Span, Support
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
        {"field": "session", "value": 22, "span": [0, 1]},
        {"field": "date", "value": {"date": "2018-07-09"}, "span": [0, 1]},
        {"field": "share", "value": {"decimal": "1.50"}, "span": [0, 1]},
    ]


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
