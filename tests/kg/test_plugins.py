"""Every plug-in keeps what its own examples promise, alone and in the whole line."""

from dataclasses import replace
from types import ModuleType

import pytest

from kg import pipeline, vocabulary
from kg.discover import plugins
from kg.split import split, units
from tests.kg.builders import claimed, document, unmatched

FINDERS = plugins("kg.finders", "NAME", "EXAMPLES", "find")
MAPPERS = plugins("kg.mappers", "NAME", "PREDICATES", "EXAMPLES", "map_reading")


@pytest.mark.parametrize(
    ("finder", "text", "expected"),
    [(finder, text, expected) for finder in FINDERS for text, expected in finder.EXAMPLES],
    ids=lambda value: value.NAME if isinstance(value, ModuleType) else None,
)
def test_a_finder_finds_what_its_examples_say(
    finder: ModuleType, text: str, expected: tuple[tuple[str, str | None, str], ...]
) -> None:
    read = document(text)
    found = [m for unit in units(read, split(read)) for m in finder.find(unit, vocabulary.load())]
    assert [(text[m.begin : m.end], m.id, m.type) for m in found] == list(expected)
    assert {m.finder for m in found} <= {finder.NAME}


def language(finder: ModuleType) -> str:
    """English where the finder reads it, else the first language that it names."""
    languages = getattr(finder, "LANGUAGES", ("en",))
    return "en" if "en" in languages else str(languages[0])


@pytest.mark.parametrize(
    ("spoken", "text", "expected"),
    [
        (language(finder), text, [e for e in expected if e[1]])
        for finder in FINDERS
        for text, expected in finder.EXAMPLES
    ],
)
def test_what_has_an_identifier_becomes_an_entity(
    spoken: str, text: str, expected: list[tuple[str, str, str]]
) -> None:
    read = pipeline.extract(replace(document(text), language=spoken))
    named = {(text[b:n], entity.id, entity.type) for entity in read.entities for b, n in entity.mentions}
    assert set(expected) <= named


@pytest.mark.parametrize(
    ("mapper", "text", "expected"),
    [(mapper, text, expected) for mapper in MAPPERS for text, expected in mapper.EXAMPLES],
    ids=lambda value: value.NAME if isinstance(value, ModuleType) else None,
)
def test_a_mapper_claims_what_its_examples_say(
    mapper: ModuleType, text: str, expected: tuple[tuple[str, str, str], ...]
) -> None:
    claims = claimed(pipeline.extract(document(text)), mapper.NAME)
    assert unmatched(claims, expected) == ([], 0)
    assert {predicate for _, predicate, _ in claims} <= set(mapper.PREDICATES)


@pytest.mark.parametrize("plugin", [*FINDERS, *MAPPERS], ids=lambda module: str(module.NAME))
def test_a_plugin_has_examples_that_say_yes_and_a_name_of_its_file(plugin: ModuleType) -> None:
    assert plugin.__name__.endswith(f".{plugin.NAME}")
    assert any(expected for _, expected in plugin.EXAMPLES)


def test_names_are_given_once() -> None:
    names = [module.NAME for module in (*FINDERS, *MAPPERS)]
    assert len(names) == len(set(names))
