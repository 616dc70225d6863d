"""The sample documents against what was written down of them by hand, before any rule existed.

`golden/sample-statements.tsv` lists document, subject, predicate and object of every statement that a careful reader
takes from the samples, and below `# never` what must not come out of them.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import assets, pipeline
from kg.iris import fold
from kg.settings import Settings
from kg.types import Entity, Extraction

GOLDEN = Path(__file__).with_name("golden") / "sample-statements.tsv"
Row = tuple[str, str, str, str]


def rows(*, never: bool) -> list[Row]:
    said, _, forbidden = GOLDEN.read_text(encoding="utf-8").partition("# never")
    lines = (forbidden if never else said).splitlines()
    cells = [line.split("\t") for line in lines if line.count("\t") == 3 and not line.startswith("#")]
    return [(document, subject, predicate, target) for document, subject, predicate, target in cells]


@pytest.fixture(scope="module")
def samples() -> dict[str, Extraction]:
    found = [pipeline.extract(pipeline.read(path)) for path in assets.files("seeds", "documents/*")]
    return {next(str(f.value) for f in e.facts if f.field == "symbol"): e for e in found}


def names(entity: Entity) -> set[str]:
    spelled = {fold(name) for name in (entity.name, *entity.aliases)}
    return spelled | {entity.key, entity.id or "", f"instrument/{entity.id}"}


def read_from(extraction: Extraction) -> Iterator[tuple[set[str], str, set[str]]]:
    entities = {entity.key: names(entity) for entity in extraction.entities}
    for claim in extraction.claims:
        if claim.object and claim.confidence >= Settings().threshold:
            yield entities[claim.subject], claim.predicate, entities[claim.object]


def says(extraction: Extraction, row: Row) -> bool:
    _, subject, predicate, target = row
    return any(
        {subject, fold(subject)} & who and predicate == what and {target, fold(target)} & whom
        for who, what, whom in read_from(extraction)
    )


@pytest.mark.parametrize("row", rows(never=False), ids=" ".join)
def test_the_samples_say_what_a_reader_takes_from_them(row: Row, samples: dict[str, Extraction]) -> None:
    assert says(samples[row[0]], row)


@pytest.mark.parametrize("row", rows(never=True), ids=" ".join)
def test_what_is_negated_planned_or_open_is_never_stated(row: Row, samples: dict[str, Extraction]) -> None:
    assert not says(samples[row[0]], row)


def test_nothing_is_stated_beyond_what_was_written_down(samples: dict[str, Extraction]) -> None:
    expected = rows(never=False)
    beyond = [
        (symbol, sorted(who), what, sorted(whom))
        for symbol, extraction in samples.items()
        for who, what, whom in read_from(extraction)
        if not any(
            row[0] == symbol
            and {row[1], fold(row[1])} & who
            and row[2] == what
            and {row[3], fold(row[3])} & whom
            for row in expected
        )
    ]
    assert beyond == []


def test_every_mention_reproduces_a_name_of_its_entity(samples: dict[str, Extraction]) -> None:
    from kg.validate import check_words

    assert [finding for extraction in samples.values() for finding in check_words(extraction)] == []
