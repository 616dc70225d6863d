"""`offeredIn` and `offeredAs`: the languages and forms in which a tool, course or publication can be had.

The objects are values: codes of languages, and `online`, `offline` or `mobile`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.mappers._asserting import settled
from kg.mappers._claims import claim
from kg.mappers._subjects import doers, is_attribute
from kg.types import Claim, Entity, Reading, Referent, Support

NAME = "offered"
PREDICATES = ("offeredAs", "offeredIn")
EXAMPLES = (
    (
        "SHERLOC is available in English and French.",
        (("SHERLOC", "offeredIn", "en"), ("SHERLOC", "offeredIn", "fr")),
    ),
    ("SHERLOC, an online portal, holds six databases.", (("SHERLOC", "offeredAs", "online"),)),
    ("SHERLOC will be available in English and French.", ()),
    ("Under SHERLOC, children learn to go online.", ()),
)

_SIX = ("ar", "en", "es", "fr", "ru", "zh")
_SEVERAL = "mul"
_CODES = {
    "Albanian": "sq", "Amharic": "am", "Arabic": "ar", "Armenian": "hy", "Azerbaijani": "az", "Bahasa": "id",
    "Bengali": "bn", "Bosnian": "bs", "Bulgarian": "bg", "Burmese": "my", "Chinese": "zh", "Croatian": "hr",
    "Czech": "cs", "Danish": "da", "Dari": "prs", "Dutch": "nl", "English": "en", "Estonian": "et",
    "Farsi": "fa", "Finnish": "fi", "French": "fr", "Georgian": "ka", "German": "de", "Greek": "el",
    "Hausa": "ha", "Hebrew": "he", "Hindi": "hi", "Hungarian": "hu", "Indonesian": "id", "Italian": "it",
    "Japanese": "ja", "Kazakh": "kk", "Khmer": "km", "Korean": "ko", "Kyrgyz": "ky", "Lao": "lo",
    "Latvian": "lv", "Lithuanian": "lt", "Macedonian": "mk", "Malay": "ms", "Mandarin": "zh",
    "Mongolian": "mn", "Montenegrin": "cnr", "Nepali": "ne", "Norwegian": "no", "Pashto": "ps",
    "Persian": "fa", "Polish": "pl", "Portuguese": "pt", "Romanian": "ro", "Russian": "ru", "Serbian": "sr",
    "Sinhala": "si", "Slovak": "sk", "Slovenian": "sl", "Somali": "so", "Spanish": "es", "Swahili": "sw",
    "Kiswahili": "sw", "Swedish": "sv", "Tajik": "tg", "Tamil": "ta", "Tetum": "tet", "Thai": "th",
    "Turkish": "tr", "Turkmen": "tk", "Ukrainian": "uk", "Urdu": "ur", "Uzbek": "uz", "Vietnamese": "vi",
}  # fmt: skip
_LANGUAGE = rf"(?:{'|'.join(sorted(_CODES, key=len, reverse=True))})"
_HAD = (
    r"\b(?:available|accessible|offered|published|issued|produced|released|translated|printed|exists?"
    r"|can be (?:had|read|used|consulted))\b"
)
_IN = re.compile(
    rf"""{_HAD}[^.;]{{0,60}}?\ (?:in|into)\ (?:both\ )?(?:the\ )?
    (?: (?P<named>{_LANGUAGE}(?:(?:,\ |\ and\ |,\ and\ |\ or\ |\ as\ well\ as\ )(?:in\ )?{_LANGUAGE})*)
      | (?P<six>(?:all\ )?(?:the\ )?(?:six\ )?(?:official\ )?(?:United\ Nations|UN)?\ ?(?:official\ )languages)
      | (?P<many>(?:several|numerous|many|multiple|various|different|(?:more\ than\ |over\ )?\d+|[a-z]+)
          \ (?:\w+\ )?languages)
    )\b""",
    re.VERBOSE,
)
_FORM = re.compile(
    r"""(?P<online>\b(?:online|on-line|web-based|internet-based)\b
      | \bon\ (?:a|one|its|the|their)\ (?:[\w-]+\ ){0,2}website\b | \bat\ (?:https?://|www\.)?[a-z0-9-]+\.[a-z0-9.-]+)
    | (?P<offline>\b(?:offline|off-line)\b)
    | (?P<mobile>\bmobile(?:\ (?:tele)?phone)?\ app(?:lication)?s?\b | \b(?:mobile|smartphone|phone)-based\ app
      | \bsmartphone\ app)""",
    re.VERBOSE | re.IGNORECASE,
)
_TOLD = (
    *("available", "accessible", "offered", "published", "issued", "produced"),
    *("released", "translated", "printed", "exist", "can be "),
)
"""One of these stands where it is told in which languages a thing can be had, and one of those below for its form."""
_LETTERS = ("line", "based", "website", "app")
_DOTTED = re.compile(r"\.[a-z0-9.-]")
_IS_ONE = re.compile(
    r"\b(?:is|are|was|were|became|serves? as) (?:now |also |currently )?an? [^.;,]{0,40}\Z"
    r"|\b(?:available|accessible|offer(?:s|ed|ing)?|deliver(?:s|ed|ing)?|launched|shows|published|maintained)\b"
    r"[^.;]{0,110}\Z"
    r"|, an? [^.;,]{0,30}\Z|\bas an? [^.;,]{0,30}\Z"
)
_OF_ONE = re.compile(r"(?: [\w-]+){1,4},? (?:called |known as |named )?(?:the )?[\"“]?")
_ARTICLE = re.compile(r"\b[Aa]n? \Z")
_THINGS = ("programme", "publication")


def map_reading(reading: Reading, entities: Mapping[str, Entity]) -> Iterator[Claim]:
    """One claim for each language, and each form, in which the sentence says that a thing can be had."""
    made: set[tuple[str, str]] = set()
    if reading.unit.kind == "footnote" or not _has_things(reading):  # a note says where it was looked up
        return
    for begin, end, predicate, value in sorted({*_languages(reading.text), *_forms(reading)}):
        for thing in _offered(reading, begin, end):
            if (thing.entity, value) not in made and settled(_without_names(reading), 0, end):
                made.add((thing.entity, value))
                told = claim(reading, thing, predicate, thing, mapper=NAME, confidence="0.75")
                words = Support(basis="document", span=reading.span(begin, end))
                yield replace(told, object=None, value=value, object_support=words)


def _has_things(reading: Reading) -> bool:
    """Whether anything is named or in force that can be had: of nothing else a claim is made."""
    spoken = (reading.topic, reading.carried)
    return any(r.type in _THINGS for r in reading.referents) or any(r and r.type in _THINGS for r in spoken)


_Found = Iterator[tuple[int, int, str, str]]
"""Begin and end of the words, predicate, value."""


def _languages(text: str) -> _Found:
    for found in _IN.finditer(text) if any(word in text for word in _TOLD) else ():
        named = re.findall(_LANGUAGE, found["named"] or "")
        codes = [_CODES[name] for name in named] or (_SIX if found["six"] else (_SEVERAL,))
        for code in codes:
            yield found.start(), found.end(), "offeredIn", code


def _forms(reading: Reading) -> _Found:
    for found in _FORM.finditer(reading.text) if _may_tell(reading.text.casefold()) else ():
        before = reading.text[: found.start()]
        if _IS_ONE.search(before) or (_ARTICLE.search(before) and _named_behind(reading, found.end())):
            yield found.start(), found.end(), "offeredAs", str(found.lastgroup)


def _may_tell(small: str) -> bool:
    """Whether a form of a thing may stand in a sentence in lower case: most have none of these letters."""
    return any(letters in small for letters in _LETTERS) or ("at " in small and bool(_DOTTED.search(small)))


def _offered(reading: Reading, begin: int, end: int) -> list[Referent]:
    """What can be had so: named right behind ("an online portal, the Library"), before it, or put in force."""
    behind = _named_behind(reading, end) if _ARTICLE.search(reading.text[:begin]) else None
    if behind:
        return [behind]
    before = [r for r in reading.referents if r.type in _THINGS and r.end <= begin and r.end]
    direct = [r for r in before if not is_attribute(reading, r)][-1:]
    carried = [r for r in (reading.carried,) if r and r.type in _THINGS]
    return direct or carried or [r for r in doers(reading, begin) if r.type == "programme"][:1]


def _named_behind(reading: Reading, end: int) -> Referent | None:
    """In "an online knowledge portal, the Library": the Library."""
    behind = [r for r in reading.referents if r.type in _THINGS and r.begin >= end]
    return next((r for r in behind[:1] if _OF_ONE.fullmatch(reading.text[end : r.begin])), None)


def _without_names(reading: Reading) -> Reading:
    """The sentence with names blanked out: the verb in a name ("Request Writer") asks for nothing."""
    text = reading.text
    for name in reading.referents:
        text = text[: name.begin] + "X" * (name.end - name.begin) + text[name.end :]
    return replace(reading, text=text)
