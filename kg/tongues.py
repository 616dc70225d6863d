"""The language of a text, and what is read in which language.

The six official languages of the United Nations are told apart by script and commonest words; anything else is
`und`, the tag for a language that is not determined (BCP 47). Sentences are read in English; in the others, what
stands there as codes and names of areas.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from types import ModuleType

from kg.types import Finding

READ_IN_FULL = "en"
UNKNOWN = "und"
LANGUAGE_NAMES = {
    "ar": "Arabic",
    "zh": "Chinese",
    "en": "English",
    "fr": "French",
    "ru": "Russian",
    "es": "Spanish",
    UNKNOWN: "none of the six official ones",
}
_SAMPLE = 20_000
"""Code points that are looked at."""
_FEWEST = 40
"""Words below which a text in Latin letters shows its language by headings and accents too, or counts as English."""
_LISTED = 2
"""Of them, the commonest words and those of headings at least: accents alone are of people and places."""
_SHOWN = 4
"""Words of a short text that show its language at least, and twice as many as speak for English."""
_SHARE = 0.12
"""Of all words, those that a language's commonest words make up at least; in prose it is 0.3 and more."""
_COMMON = {
    "en": "the of and to in for on by with that as is was are be its it this from at which has have their an",
    "fr": "le la les de des du et en que qui dans pour par sur une un au aux est sont ce cette ces il avec ont ses",
    "es": "el la los las de del y en que para por con una un su sus al se es son como más esta este no lo ha entre",
    "pt": "o a os as de do da dos das e em que para por com uma um no na nos nas ao aos se é são como mais seu sua",
    "it": "il lo la gli le di del della dei delle e in che per con una un nel nella sono da al alla si è come più",
    "de": "der die das und in den von zu mit für auf ist im dem des eine ein nicht sich als auch werden bei aus",
    "nl": "de het een en van in op te voor met is dat die zijn aan door ook bij als naar worden of om",
    "pl": "i w na z do że się nie jest o dla od przez oraz po za przy jako są",
    "tr": "ve bir bu için ile olarak de da olan daha çok en gibi kadar",
    "vi": "và của các có trong cho được là với những người về một đã",
    "id": "dan yang di untuk dengan pada dari dalam ini itu atau oleh tidak akan sebagai",
    "sw": "ya wa na kwa katika ni la za cha kuwa hii hiyo pamoja",
}
_WORDS = {name: frozenset(words.split()) for name, words in _COMMON.items()}
_HEADINGS = {
    "en": "united nations general assembly security council committee report resolution decision session agenda item",
    "fr": "nations unies assemblée générale conseil sécurité comité rapport résolution décision session point l qu",
    "es": "naciones unidas asamblea general consejo seguridad comité informe resolución decisión período tema",
}
_SHORT_WORDS = {name: _WORDS[name] | frozenset(words.split()) for name, words in _HEADINGS.items()}
_ACCENTS = {"en": re.compile(r"(?!)"), "fr": re.compile(r"[àâçèéêëîïôœùû]"), "es": re.compile(r"[áéíñóúü]")}
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0620-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("la", re.compile(r"[A-Za-z\u00c0-\u024f]")),
    ("und", re.compile(r"[^\W\d_A-Za-z\u00c0-\u024f\u0400-\u04ff\u0620-\u06ff\u4e00-\u9fff]")),
)
_OTHER = {
    # Letters that the language of the script does not have: kana, Persian and Urdu, Ukrainian and others.
    "zh": re.compile(r"[\u3040-\u30ff]"),
    "ar": re.compile(r"[\u067e\u0686\u0698\u06a9\u06af\u06cc\u0679\u06d2]"),
    "ru": re.compile(r"[\u0402-\u040f\u0452-\u045f\u0490-\u04ff]"),
}
_PER_LETTER = {"zh": 2.5}
"""A Chinese letter says about as much as so many Latin ones."""


def language_of(text: str) -> str:
    """`ar`, `zh`, `en`, `fr`, `ru` or `es`, or `und` for any other language; few words count as English."""
    sample = text[:_SAMPLE]
    weights = {name: len(script.findall(sample)) * _PER_LETTER.get(name, 1.0) for name, script in _SCRIPTS}
    script = max(weights, key=lambda name: weights[name])
    if script == "la" or not weights[script]:
        return _latin(sample)
    if script in _OTHER and len(_OTHER[script].findall(sample)) > 0.03 * weights[script]:
        return UNKNOWN
    return script


def is_shown(text: str) -> bool:
    """Whether the text shows its language: false where it only counts as English for its few words.

    >>> is_shown("A/RES/77/177"), is_shown("The report of the Council")
    (False, True)
    """
    sample = text[:_SAMPLE]
    words = Counter(_WORD.findall(sample))
    return language_of(text) != READ_IN_FULL or words.total() >= _FEWEST or _short(words) is not None


def _short(words: Counter[str]) -> str | None:
    """The language that the words, as printed, of a short text in Latin letters show, if any.

    An accent counts in words that begin small: others may be names.
    """
    listed = {
        name: sum(n for word, n in words.items() if word.lower() in known)
        for name, known in _SHORT_WORDS.items()
    }
    told = {
        name: listed[name] + sum(n for word, n in words.items() if _is_accented(word, name))
        for name in listed
    }
    best, second, *_ = sorted(told, key=lambda name: (-told[name], name))
    rival = second if best == READ_IN_FULL else READ_IN_FULL  # the others share accents and articles
    shown = told[best] >= max(_SHOWN, 2 * told[rival]) and told[best] > told[second]
    return best if shown and listed[best] >= _LISTED else None


def _is_accented(word: str, name: str) -> bool:
    """Whether a word that is not listed shows the language by an accent."""
    return word[0].islower() and word not in _SHORT_WORDS[name] and bool(_ACCENTS[name].search(word))


def _latin(sample: str) -> str:
    printed = Counter(_WORD.findall(sample))
    total = printed.total()
    if total < _FEWEST:
        return _short(printed) or READ_IN_FULL
    words = Counter(word.lower() for word in _WORD.findall(sample))
    counts = {name: sum(words[word] for word in common) for name, common in _WORDS.items()}
    best = max(counts, key=lambda name: (counts[name], name == "en"))
    if best == "en" or (counts[best] < _SHARE * total and counts["en"] >= counts[best] / 2):
        return "en"
    return best if best in LANGUAGE_NAMES and counts[best] >= _SHARE * total else UNKNOWN


def speaking(plugins: Iterable[ModuleType], language: str) -> list[ModuleType]:
    """The plug-ins that read the language: those that name it in `LANGUAGES`; one that names none reads English."""
    return [plugin for plugin in plugins if language in getattr(plugin, "LANGUAGES", (READ_IN_FULL,))]


def unread(language: str) -> Iterator[Finding]:
    """That most of a document in another language than English is not read."""
    read = "symbols" if language == UNKNOWN else "symbols, SDG codes, action lines and places"
    if language != READ_IN_FULL:
        yield Finding(
            severity="info",
            rule="other-language",
            message=f"its language is {LANGUAGE_NAMES[language]}: only {read} are read",
            remedy="add the English version, where there is one",
        )
