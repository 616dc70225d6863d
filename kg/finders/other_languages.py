"""SDG codes, action lines and areas in documents in Arabic, Chinese, French, Russian and Spanish.

Codes are the same in every language, so that a few words before them suffice; the names of areas are those of the
vocabularies. What else such a document says is not read.
"""

# ruff: noqa: RUF001 - the words are of other scripts

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.finders import symbols
from kg.types import Mention, Unit
from kg.vocabulary import Lexicon, labels_in

NAME = "other_languages"
LANGUAGES = ("ar", "es", "fr", "ru", "zh")
EXAMPLES: tuple[tuple[str, tuple[tuple[str, str | None, str], ...]], ...] = (
    ("Les ODD 3 et 16 au Tchad.", (("ODD 3", "3", "sdg"), ("16", "16", "sdg"), ("Tchad", "TCD", "place"))),
    ("La meta 16.4 avanza en Kenia.", (("meta 16.4", "16.4", "sdg"), ("Kenia", "KEN", "place"))),
    ("具体目标16.4在肯尼亚", (("具体目标16.4", "16.4", "sdg"), ("肯尼亚", "KEN", "place"))),
    ("Trois objectifs et 16 projets, à 4 milles.", ()),
)

_SCORE = Decimal("0.9")
_CODE = r"(?:1[0-7]|[1-9])(?:\.(?:1\d|[1-9]|[a-d](?![a-z]))(?:\.[1-9])?)?(?![\d/%]|[.,]\d)"
_TARGET = r"(?:1[0-7]|[1-9])\.(?:1\d|[1-9]|[a-d](?![a-z]))(?:\.[1-9])?(?![\d/%]|[.,]\d)"
_AND = r"(?:\s?[,،、]\s?|\s?(?:et|ou|y|e|o|и|или|و|أو|和|及|或|至|à|a|-|–)\s?)"
# Words that say that a Goal of the 2030 Agenda is meant; then, of targets and indicators, the dot in the code does.
_GOAL = re.compile(
    r"(?:\bO\.?D\.?[DS]\b|\bЦУР\b|\b[Oo]bjectifs? de développement durable"
    r"|\b[Oo]bjetivos? de [Dd]esarrollo [Ss]ostenible"
    r"|\b[Цц]ел[а-я]{1,3} (?:№ )?(?=\d[^.]{0,40}в области устойчивого развития)"
    r"|\b[Цц]ел[а-я]{1,3} в области устойчивого развития|可持续发展(?:具体)?目标"
    r"|(?:ال)?(?:هدف|أهداف|غايات) التنمية المستدامة)"
    rf"\s?(?:n[o°os]{{1,2}}\.?\s?|№\s?|رقم\s)?[(（]?(?=(?P<first>{_CODE}))"
)
_DOTTED = re.compile(
    r"(?:\b[Cc]ibles?|\b[Mm]etas?|\b[Ii]ndicateurs?|\b[Ii]ndicador(?:es)?|\b[Зз]адач[а-я]{1,3}|\b[Пп]оказател[а-я]{1,3}"
    r"|具体目标|指标|目标|(?:ال)?(?:غاية|غايات|غايتين|مؤشر|مؤشرات|هدف))"
    rf"\s?(?:n[o°os]{{1,2}}\.?\s?|№\s?)?[(（]?(?=(?P<first>{_TARGET}))"
)
_ITEM = re.compile(_CODE)
_NEXT = re.compile(rf"{_AND}(?={_CODE})")
_LINE = re.compile(
    r"(?:\b[Gg]randes? orientations?|\b[Ll]íneas? de [Aa]cción|\b[Нн]аправлени[а-я]{1,2} деятельности|行动方面|行动方针"
    r"|مسار(?:ات)? العمل|خط(?:وط)? العمل)\s?(?=[CС](?P<number>1[01]|[1-9])(?![A-Za-z\d.]))"
)
_NEXT_LINE = re.compile(rf"{_AND}?(?=[CС](?P<number>1[01]|[1-9])(?![A-Za-z\d.]))")

_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_WORLD = "001"
_ARABIC_PREFIX = "والفبك"
"""Letters that Arabic writes together with the word behind: and, in, by, as, the."""
_ENDINGS = "аяйьиоеы"
_ENDING = re.compile(r"[а-я]{0,3}(?![А-Яа-яё])")
_SHORTEST_STEM = 4


def find(unit: Unit, lexicon: Lexicon) -> Iterator[Mention]:
    """Mentions in order of place; later items of a list are mentions of their own. Offsets are the document's."""
    text = unit.view.text
    yield from _symbols(unit, lexicon)
    found = [*_codes(text), *_lines(text), *_areas(text, lexicon)]
    for begin, end, kind, code in sorted(set(found)):
        span = unit.view.span(begin, end)
        name = (
            f"{_level(code)} {code}"
            if kind == "sdg"
            else text[begin:end]
            if kind == "place"
            else f"action line {code}"
        )
        yield Mention(
            begin=span.begin,
            end=span.end,
            type="sdg" if kind == "sdg" else "place" if kind == "place" else "action_line",
            finder=NAME,
            name=name,
            id=code,
            score=_SCORE,
        )


def _symbols(unit: Unit, lexicon: Lexicon) -> Iterator[Mention]:
    """Symbols that Chinese words touch: no blank stands between them."""
    text = unit.view.text
    if _CHINESE.search(text):
        apart = replace(unit, view=replace(unit.view, text=_CHINESE.sub(" ", text)))
        known = set(symbols.find(unit, lexicon))
        yield from (mention for mention in symbols.find(apart, lexicon) if mention not in known)


_Found = tuple[int, int, str, str]


def _level(code: str) -> str:
    return ("Goal", "Target", "Indicator")[code.count(".")]


def _codes(text: str) -> Iterator[_Found]:
    for pattern in (_GOAL, _DOTTED):
        for head in pattern.finditer(text):
            begin, at = head.start(), head.start("first")
            while item := _ITEM.match(text, at):
                yield begin, item.end(), "sdg", item[0]
                joint = _NEXT.match(text, item.end())
                if not joint:
                    break
                begin = at = joint.end()


def _lines(text: str) -> Iterator[_Found]:
    for head in _LINE.finditer(text):
        begin, number = head.end(), head["number"]
        while True:
            end = begin + 1 + len(number)
            yield begin, end, "action_line", f"C{number}"
            following = _NEXT_LINE.match(text, end)
            if not following:
                break
            begin, number = following.end(), following["number"]


def _areas(text: str, lexicon: Lexicon) -> Iterator[_Found]:
    names, automaton = _names(lexicon)
    for index, begin, end in automaton.find_matches_as_indexes(text):
        label, key, stem = names[index]
        if stem:
            end += len(_tail(text, end))
        if _whole(text, begin, end, label):
            yield begin, end, "place", key


def _tail(text: str, end: int) -> str:
    """The ending of a Russian word, of three letters at most."""
    match = _ENDING.match(text, end)
    return match[0] if match else ""


def _whole(text: str, begin: int, end: int, label: str) -> bool:
    """Whether the name stands there as a whole word; Chinese writes no blanks between words."""
    if "\u4e00" <= label[0] <= "\u9fff":
        return True
    if end < len(text) and text[end].isalnum():
        return False
    word = begin
    while word and text[word - 1].isalnum():
        word -= 1
    before = text[word:begin]
    return not before or ("\u0600" <= label[0] <= "\u06ff" and set(before) <= set(_ARABIC_PREFIX))


@cache
def _names(lexicon: Lexicon) -> tuple[list[tuple[str, str, bool]], AhoCorasick]:
    """Label, key and whether it is a stem, of each area in the five languages, and what finds them."""
    labels: dict[str, tuple[str, bool]] = {}
    for name, language, key in labels_in(LANGUAGES, (c for c in lexicon.concepts if c.type == "place")):
        if key != _WORLD:
            labels.setdefault(*_form(name, language, key))
    names = [(label, key, stem) for label, (key, stem) in sorted(labels.items()) if len(label) > 1]
    return names, AhoCorasick([label for label, _, _ in names], matchkind=MatchKind.LeftmostLongest)


def _form(label: str, language: str, key: str) -> tuple[str, tuple[str, bool]]:
    """The label as it is looked for: of one Russian word, what stays in all its cases."""
    stem = label[:-1] if label[-1] in _ENDINGS else label
    if language == "ru" and label.isalpha() and len(stem) >= _SHORTEST_STEM:
        return stem, (key, True)
    return label, (key, False)
