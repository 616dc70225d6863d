"""Codes and areas in Arabic, Chinese, French, Russian and Spanish."""

# ruff: noqa: RUF001 - the words are of other scripts

import pytest

from kg import vocabulary
from kg.finders import other_languages
from kg.split import split, units
from tests.kg.builders import document


def found(text: str) -> list[tuple[str, str | None, str]]:
    """Words, code and type of each mention."""
    source = document(text)
    return [
        (text[m.begin : m.end], m.id, m.type)
        for unit in units(source, split(source))
        for m in other_languages.find(unit, vocabulary.load(curated=True))
    ]


@pytest.mark.parametrize(("text", "expected"), other_languages.EXAMPLES)
def test_examples_hold(text: str, expected: tuple[tuple[str, str | None, str], ...]) -> None:
    assert tuple(found(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "les objectifs de développement durable 3, 5 et 16",
            ["objectifs de développement durable 3", "5", "16"],
        ),
        ("l’indicateur 16.4.2 et les cibles 5.2 et 16.a", ["indicateur 16.4.2", "cibles 5.2", "16.a"]),
        ("los Objetivos de Desarrollo Sostenible 4 y 5", ["Objetivos de Desarrollo Sostenible 4", "5"]),
        ("ЦУР 5 и 16, задачи 16.4", ["ЦУР 5", "16", "задачи 16.4"]),
        ("цели 16 в области устойчивого развития", ["цели 16"]),
        ("可持续发展目标3和16、具体目标16.4", ["可持续发展目标3", "16", "具体目标16.4"]),
        ("الغاية 16.4 والمؤشر 16.4.2", ["الغاية 16.4", "المؤشر 16.4.2"]),
    ],
)
def test_codes_are_read_behind_the_words_of_each_language(text: str, expected: list[str]) -> None:
    assert [words for words, _, kind in found(text) if kind == "sdg"] == expected


@pytest.mark.parametrize(
    "text",
    [
        "objectif 3 du plan stratégique",
        "les cibles 5 et 6",
        "la meta de 16,4 millones",
        "meta 16.4%",
        "задача 16",
        "el punto 16.4 del programa",
        "第16.4段",
    ],
)
def test_other_numbers_are_no_codes(text: str) -> None:
    assert [words for words, _, kind in found(text) if kind == "sdg"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la grande orientation C5 et C6", [("C5", "C5"), ("C6", "C6")]),
        ("la línea de acción C7", [("C7", "C7")]),
        ("направление деятельности С5", [("С5", "C5")]),
        ("行动方面C5正在", [("C5", "C5")]),
        ("مسار العمل C5", [("C5", "C5")]),
        ("la salle C5", []),
    ],
)
def test_action_lines_are_read_behind_their_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(words, code) for words, code, kind in found(text) if kind == "action_line"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("au Tchad et en Côte d’Ivoire", [("Tchad", "TCD"), ("Côte d’Ivoire", "CIV")]),
        ("en Kenia y el Perú", [("Kenia", "KEN"), ("Perú", "PER")]),
        ("в Кении, Индии и Мали", [("Кении", "KEN"), ("Индии", "IND"), ("Мали", "MLI")]),
        ("في كينيا والهند", [("كينيا", "KEN"), ("الهند", "IND")]),
        ("在肯尼亚和印度", [("肯尼亚", "KEN"), ("印度", "IND")]),
        ("Индийский чай", []),
        ("un malinois", []),
    ],
)
def test_areas_have_the_names_of_the_vocabulary(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(words, key) for words, key, kind in found(text) if kind == "place"] == expected


def test_a_symbol_between_chinese_words_is_found() -> None:
    assert found("根据第A/RES/77/177号决议") == [("A/RES/77/177", "A/RES/77/177", "resolution")]
