"""Sustainable Development Goals, targets and indicators that a text names by number.

The codes are those of the global indicator framework (General Assembly resolution 71/313): a Goal from 1 to
17, a target "16.4" or "16.a", an indicator "16.4.2". Whether a target exists is for the vocabulary to say.
Goals of other plans are numbered in the same words, so the words around decide.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from kg.finders import _words
from kg.finders._targets import bare_targets
from kg.finders._words import places_of
from kg.months import MONTH
from kg.types import Mention, Unit

if TYPE_CHECKING:
    from kg.vocabulary import Lexicon

NAME = "sdgs"

EXAMPLES: tuple[tuple[str, tuple[tuple[str, str | None, str], ...]], ...] = (
    (
        "The course serves SDGs 3, 5 and 16.",
        (("SDGs 3", "3", "sdg"), ("5", "5", "sdg"), ("16", "16", "sdg")),
    ),
    ("Progress on target 16.4 is slow.", (("target 16.4", "16.4", "sdg"),)),
    (
        "It reports on SDG targets that concern children (5.2, 8.7 and 16.2).",
        (("5.2", "5.2", "sdg"), ("8.7", "8.7", "sdg"), ("16.2", "16.2", "sdg")),
    ),
    ("Strategic goal 3 and article 8(4) come before Millennium Development Goal 4.", ()),
)

_SURE = Decimal("0.98")
_LIKELY = Decimal("0.9")

_STEMS = ("oal", "OAL", "SDG", "arget", "ARGET", "ndicator", "NDICATOR")
_WORDS = (
    "one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_NUMBER_WORDS = {word: str(place) for place, word in enumerate(_WORDS.split(" "), start=1)}
_HEAD = re.compile(
    r"(?P<sdg>(?:Sustainable\sDevelopment\s|SDG[\s-])?(?=[GgTtIi])|#?SDG(?P<many>s|’s|'s)?(?!\w*[A-Za-z])|)"
    r"(?P<noun>[Gg]oals?|GOALS?|[Tt]argets?|TARGETS?|[Ii]ndicators?|INDICATORS?|)"
)
_LINK = re.compile(
    r"(?:\s\(SDGs?\)|\s(?:served|addressed|supported|covered|concerned"
    r"|reflected|alignment|focus|contributions?|links?|relevance)(?=:))?\s?(?:[-:#\u2011]\s?|\(\s?|(?:[Nn]os?\.|[Nn]umbers?)\s?)?"
)
_GOAL = r"(?:1[0-7]|[1-9])"
_TARGET = r"(?:1\d|[1-9]|[a-dA-D](?![A-Za-z]))"
_ITEM = re.compile(
    rf"{_GOAL}(?P<target>\.{_TARGET}(?P<indicator>\.[1-9])?)?(?![0-9]|\.[0-9]|,\d{{3}}(?!\d)|/\d|[A-Za-z(])"
)
_WORD_ITEM = re.compile(rf"(?:{_WORDS.replace(' ', '|')})(?![\w-])", re.IGNORECASE)
_MEASURE = re.compile(
    r"\s?(?:%|°|º|\$|€|per\s?cent|percentage|million|billion|thousand|trillion|degrees?\b|times\b"
    r"|years?\b|months?\b|"
    r"days?\b|hours?\b|km\b|kg\b|tons?\b|teslas?\b|volts?\b|watts?\b|[GMk]?Hz\b|metres?\b|litres?\b"
    r"|points?\b|countries\b|States\b|Member\b|people\b|persons\b|women\b|men\b|children\b|"
    r"projects?\b|other\b|others\b|more\b|new\b|of\sthem\b|of\sthe\s(?:17|seventeen)\b"
    rf"|(?:{MONTH})\b)"
)
_SEPARATOR = re.compile(
    r"\s?,\s?(?:(?:and|or|as\swell\sas)\s)?|\s?;\s?|\s(?:and|or|as\swell\sas|plus|to|through)\s"
    r"|\s?[&/+]\s?(?=\d)|"
    r"\s?[-\u2013\u2014]\s?(?=\d)|\s(?=\d)"
    r"|\s(?:and|or),\s[a-z][^,.;:()\d]{2,40},\s(?=\d[\d.]{0,4}(?:[a-d]\b)?(?:[,;)]|\s(?:and|or)\b|\s?\Z|(?<=\.)\s))"
)
_RANGE = re.compile(r"\s(?:to|through)\s|\s?[-\u2013\u2014]\s?")
_GLOSS = re.compile(r"\s?\([^()]{1,80}\)|\s?[“\"‘][^”\"’]{1,80}[”\"’]")
_FAR = re.compile(
    r"(?P<words>[^.;:()]{0,90})\((?:SDGs?\s|[Tt]argets?\s|[Gg]oals?\s|for\sexample,?\s|e\.g\.,?\s"
    r"|such\sas\s|including\s)?(?=\d)"
)
_NAMED_BEFORE = re.compile(r"\b[A-Z]\w*\s\Z")
_MORE = re.compile(
    r"\s?\((?:(?:in\sparticular|especially|notably|namely|including|mainly)\s)?(?=\d{1,2}\.)"
    r"|,?\s(?:in\sparticular|particularly|"
    r"especially|specifically|notably|namely|including|chiefly|mainly|above\sall)\s(?=\d{1,2}\.)"
)
"""What leads from a Goal to its targets without saying "target": "SDG 3 (3.3, 3.5 and 3.7)"."""
_CUE = re.compile(
    r"Sustainable\s+Development|sustainable\s+development\s+goal|\bSDGs?\b|#SDG|2030\s+Agenda|Global\s+Goal"
)
_RIVAL = re.compile(
    r"Millennium|\bMDGs?\b|Aichi|Kunming|[Ss]trategic\s(?:[Pp]lan|[Gg]oal|[Ff]ramework|[Oo]bjective)"
    r"|Biodiversity\sFramework"
)
_OTHER_PLAN = re.compile(
    r"(?:Millennium\sDevelopment|[Mm]illennium|MDG|Aichi(?:\sBiodiversity)?|Biodiversity|[Ss]trategic"
    r"|[Oo]rganizational|"
    r"[Pp]rogrammatic|[Pp]rogramme|[Pp]olicy|[Pp]lan|[Oo]utcome|[Oo]utput|[Pp]erformance|[Ii]mpact"
    r"|[Rr]esults?|[Kk]ey|"
    r"[Bb]aseline|[Ff]inancial|[Bb]udget|[Ff]undraising|[Ll]earning|[Cc]ommunication|[Mm]anagement"
    r"|[Ii]nternal|[Aa]nnual|"
    r"[Cc]orporate|[Nn]ational|[Aa]ction|[Oo]verall|[Ww]arming|[Tt]emperature|[Oo]wn|[Gg]lobal\s[a-z]+)\s$"
    r"|(?:Agenda\s(?!2030)\d{4}|(?<!2030\s)(?:Strategy|Framework|Roadmap)(?:\s\d{4}(?:[-\u2013]\d{4})?)?),\s$"
    r"|\bglobal\s[a-z]+\sgoals?\s\d[\d, and]*\s?\($"
)
_OF_OTHER_PLAN = re.compile(
    r"\s(?:of|in|under|from)\s(?P<plan>[^.;,()]{0,60}?(?:[Ss]trateg|\b[Pp]lans?\b|[Ff]ramework"
    r"|Millennium|[Pp]rogramme|Aichi|"
    r"[Bb]iodiversity|[Cc]onvention|[Rr]oad\s?map))"
)


@dataclass(frozen=True, slots=True)
class _Code:
    """One number of a list: its place, its canonical code, and whether a range leads up to it."""

    begin: int
    end: int
    code: str
    ranged: bool


@dataclass(frozen=True, slots=True)
class _Context:
    """What the whole unit speaks of: the 2030 Agenda, another plan with numbered goals, or both."""

    cue: bool
    rival: bool


@dataclass(frozen=True, slots=True)
class _Head:
    """The words before a list: "SDGs", "Sustainable Development Goals", "target"."""

    begin: int
    end: int
    explicit: bool
    """Whether the words themselves say that the Goals of the 2030 Agenda are meant."""
    noun: str
    """"goal", "target" or "indicator"."""
    capital: bool
    plural: bool
    context: _Context
    attached: bool
    """Whether the number may follow without a blank: "SDG9"; after "Goals" such a figure is a footnote's."""


def find(unit: Unit, lexicon: "Lexicon") -> Iterator[Mention]:
    """Mentions of Goals, targets and indicators, in order of place.

    The first number of a list takes the noun into its span, later ones their own characters; the inner
    members of a range have the place of the range (annotation rules of the reference material). Offsets are
    those of the document.
    """
    text = unit.view.text
    places = _stem_places(text)
    context = _Context(bool(_CUE.search(text)), bool(_RIVAL.search(text))) if places else None
    done = 0
    taken: set[int] = set()
    for at in places:
        if at < done or not context or not (head := _head(text, at, context)):
            continue
        codes, near = _listed(text, head)
        for place, code in enumerate(codes):
            begin = head.begin if near and place == 0 else code.begin
            yield from _mentions(unit, begin, code, codes[place - 1] if place else None, head)
        taken.update(code.begin for code in codes)
        done = codes[-1].end if codes else done
    bare = bare_targets(text, places, _known(lexicon), _words.known(lexicon))
    for begin, end, target in bare if places or "2030" in text else ():
        if begin not in taken:
            yield _mention(unit, begin, end, target, _LIKELY)


@cache
def _known(lexicon: "Lexicon") -> frozenset[str]:
    return frozenset(concept.key for concept in lexicon.concepts if concept.type == "sdg")


def _mentions(unit: Unit, begin: int, code: _Code, before: _Code | None, head: _Head) -> Iterator[Mention]:
    score = _SURE if head.explicit or head.capital else _LIKELY
    if code.ranged and before:
        for inner in _between(before.code, code.code):
            yield _mention(unit, before.begin, code.end, inner, score)
    yield _mention(unit, begin, code.end, code.code, score)


def _mention(unit: Unit, begin: int, end: int, code: str, score: Decimal) -> Mention:
    span = unit.view.span(begin, end)
    level = ("Goal", "Target", "Indicator")[code.count(".")]
    return Mention(
        begin=span.begin, end=span.end, type="sdg", finder=NAME, name=f"{level} {code}", id=code, score=score
    )


def _between(first: str, last: str) -> Iterator[str]:
    """The codes inside a range of neighbours: Goals, or targets of one Goal."""
    stem, _, low = first.rpartition(".")
    other, _, high = last.rpartition(".")
    if stem == other and low.isdigit() and high.isdigit():
        for number in range(int(low) + 1, int(high)):
            yield f"{stem}.{number}" if stem else str(number)


def _stem_places(text: str) -> list[int]:
    """Where a word begins that may govern numbers."""
    return sorted({_word_start(text, at) for stem in _STEMS for at in places_of(text, stem)})


def _word_start(text: str, at: int) -> int:
    """The beginning of the word at `at`, which holds a stem one letter after its own beginning or at it."""
    return at if text.startswith("SDG", at) else max(at - 1, 0)


def _head(text: str, at: int, context: _Context) -> _Head | None:
    hit = _HEAD.match(text, at)
    if (
        not hit
        or not (hit["sdg"] or hit["noun"])
        or (at and (text[at - 1].isalnum() or text[at - 1] in "_/"))
    ):
        return None
    noun, before = hit["noun"], text[max(0, at - 40) : at]
    explicit = bool(hit["sdg"]) or bool(
        re.search(r"(?:[Ss]ustainable\s[Dd]evelopment|SDG|Global)[\s-]$", before)
    )
    if not explicit and _OTHER_PLAN.search(before):
        return None
    return _Head(
        begin=at,
        end=hit.end(),
        explicit=explicit,
        noun=noun.lower().removesuffix("s") or "goal",
        capital=noun[:1].isupper() or not noun,
        plural=bool(hit["many"]) or noun.lower().endswith("s"),
        context=context,
        attached=not noun and not hit["many"],
    )


def _listed(text: str, head: _Head) -> tuple[tuple[_Code, ...], bool]:
    """The codes that a head governs, and whether the first stands right at it."""
    link = _LINK.match(text, head.end)
    at = link.end() if link else head.end
    bracket = text[head.end : at].rstrip().endswith("(")
    codes = _codes(text, at, head)
    if codes:
        glued = at == head.end and not head.attached
        closed = not bracket or text[codes[-1].end : codes[-1].end + 1] == ")"
        meant = not glued and closed and _is_meant(text, head, codes)
        return ((*codes, *_own_targets(text, head, codes)), True) if meant else ((), True)
    return _bracketed(text, head), False


def _own_targets(text: str, head: _Head, goals: tuple[_Code, ...]) -> tuple[_Code, ...]:
    """The targets that follow Goals without a noun of their own; each is one of a Goal just named."""
    more = _MORE.match(text, goals[-1].end)
    codes = _codes(text, more.end(), head) if more else ()
    known = {goal.code for goal in goals}
    if not more:
        return _further_targets(text, head, goals[-1].end, known)
    return codes if all("." in c.code and c.code.partition(".")[0] in known for c in codes) else ()


def _further_targets(text: str, head: _Head, at: int, known: set[str]) -> tuple[_Code, ...]:
    """Targets in brackets a few words behind a Goal, the first of them that Goal's: "Goal 5 and others (5.2, 8.7)"."""
    far = _FAR.match(text, at)
    if not far or re.search(r"\d", far["words"]):
        return ()
    codes = _codes(text, far.end(), head)
    dotted = len(codes) > 1 and all("." in code.code for code in codes)
    closed = codes and text[codes[-1].end : codes[-1].end + 1] == ")"
    return codes if dotted and closed and codes[0].code.partition(".")[0] in known else ()


def _bracketed(text: str, head: _Head) -> tuple[_Code, ...]:
    """Targets in brackets at the end of a phrase: "SDG targets on trafficking (5.2, 8.7 and 16.2)"."""
    far = _FAR.match(text, head.end) if head.noun != "indicator" or head.explicit else None
    if not far or re.search(r"\d|\b(?:[Aa]rticle|[Pp]aragraph|[Ss]ection|[Rr]esolution)", far["words"]):
        return ()
    codes = _codes(text, far.end(), head)
    dotted = all("." in code.code for code in codes)
    closed = codes and text[codes[-1].end : codes[-1].end + 1] == ")"
    closed = closed and not _MEASURE.match(text, codes[-1].end + 1)
    valued = head.noun == "goal" and len(codes) == 1 and bool(_NAMED_BEFORE.search(far["words"]))
    closed = closed and not valued  # "the SDG table shows Peru (5.1)"
    known = head.explicit or (head.noun != "goal" and (len(codes) > 1 or head.context.cue))
    return codes if dotted and closed and known and _is_meant(text, head, codes) else ()


def _codes(text: str, at: int, head: _Head) -> tuple[_Code, ...]:
    codes: list[_Code] = []
    ranged = False
    while (code := _code(text, at, head, ranged)) and _follows(text, codes, code):
        codes.append(code)
        after = _GLOSS.match(text, code.end) if head.noun == "goal" and head.plural else None
        separator = _SEPARATOR.match(text, after.end() if after else code.end)
        if not separator:
            break
        at = separator.end()
        ranged = bool(_RANGE.fullmatch(separator.group()))
    return tuple(codes)


def _code(text: str, at: int, head: _Head, ranged: bool) -> _Code | None:
    hit = _ITEM.match(text, at)
    if hit:
        code = hit.group()
        lettered = code[-1].isupper()
        if _MEASURE.match(text, hit.end()) or (lettered and not (head.explicit or head.context.cue)):
            return None
        if head.noun != "goal" and not hit["target"]:
            return None
        if head.noun == "indicator" and not (hit["indicator"] or head.explicit):
            return None
        return _Code(at, hit.end(), code.lower(), ranged)
    word = _WORD_ITEM.match(text, at) if head.noun == "goal" and head.capital and at > head.end else None
    if not word or _MEASURE.match(text, word.end()) or (head.plural and word.group() == "one"):
        return None
    return _Code(at, word.end(), _NUMBER_WORDS[word.group().lower()], ranged)


def _follows(text: str, codes: list[_Code], code: _Code) -> bool:
    """Whether `code` goes on with the list: ranges ascend; after a mere blank only a higher number does."""
    if not codes:
        return True
    last = codes[-1]
    blank = text[last.end : code.begin].isspace()
    if blank and not (len(codes) > 1 and re.match(r"[,;.)]|\s(?:and|or|\d)", text[code.end : code.end + 5])):
        return False
    if blank or code.ranged:
        return _order(code.code) > _order(last.code) and code.code.count(".") == last.code.count(".")
    return True


def _order(code: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdigit() else (99, part) for part in code.split("."))


def _is_meant(text: str, head: _Head, codes: tuple[_Code, ...]) -> bool:
    """Whether these are codes of the 2030 Agenda and not of another plan."""
    end = codes[-1].end
    if head.explicit and not head.plural:
        return True
    plan = _OF_OTHER_PLAN.match(text, end)
    if plan and not _CUE.search(plan["plan"]) and not head.explicit:
        return False
    if (
        head.plural
        and len(codes) == 1
        and head.noun == "goal"
        and re.match(r"\.\s+[A-Z]", text[end : end + 6])
    ):
        return False  # "… Development Goals 4. Recognizes that": the number of the next paragraph
    if head.explicit:
        return True
    if head.context.rival and not head.context.cue:
        return False
    return head.noun != "goal" or head.capital or head.context.cue or len(codes) > 2
