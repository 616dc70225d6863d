"""English nouns as counts use them: whether a word is a plural, and its singular.

A small grammar for the words behind numbers; it leaves what it does not know as it stands.
"""

import re

_IRREGULAR = {
    "people": "person",
    "children": "child",
    "women": "woman",
    "men": "man",
    "criteria": "criterion",
    "phenomena": "phenomenon",
    "analyses": "analysis",
    "crises": "crisis",
    "lives": "life",
    "wives": "wife",
    "knives": "knife",
    "halves": "half",
    "mice": "mouse",
    "indices": "index",
    "personnel": "personnel",
    "staff": "staff",
    "series": "series",
    "species": "species",
    "headquarters": "headquarters",
    "movies": "movie",
    "viruses": "virus",
    "campuses": "campus",
    "buses": "bus",
    "censuses": "census",
    "verbales": "verbale",
}
_SINGULAR_S_WORDS = """
    campus virus census bus status plus gas lens atlas its this thus as was has is us does
"""
_SINGULAR_S = frozenset(_SINGULAR_S_WORDS.split())
_ENDING = re.compile(r"(?:ss|us|is)\Z")
_HEAD_FIRST = re.compile(r"\A(?P<kept>.* )?(?P<first>States|Notes|notes) (?P<last>parties|verbales)\Z")


def is_plural(word: str) -> bool:
    """Whether the word looks like the plural of a noun.

    >>> [w for w in ("judges", "police", "process", "women", "its") if is_plural(w)]
    ['judges', 'women']
    """
    small = word.casefold()
    if small in _IRREGULAR or (small.endswith("men") and len(small) > 5):
        return True
    return len(small) > 3 and small.endswith("s") and small not in _SINGULAR_S and not _ENDING.search(small)


def singular(word: str) -> str:
    """The singular of one word, its case kept.

    >>> [singular(w) for w in ("Parties", "databases", "churches", "policewomen", "kg")]
    ['Party', 'database', 'church', 'policewoman', 'kg']
    """
    small = word.casefold()
    if small in _IRREGULAR:
        return _cased(word, _IRREGULAR[small])
    if small.endswith("men") and len(small) > 5:
        return f"{word[:-2]}an"
    if not is_plural(word):
        return word
    if small.endswith("ies") and len(small) > 4:
        return f"{word[:-3]}y"
    if small.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def singular_phrase(words: str) -> str:
    """The phrase with its head in the singular; of "States parties" and the like both words.

    >>> singular_phrase("criminal justice practitioners"), singular_phrase("States parties")
    ('criminal justice practitioner', 'State party')
    """
    if pair := _HEAD_FIRST.match(words):
        return f"{pair['kept'] or ''}{singular(pair['first'])} {singular(pair['last'])}"
    *before, head = words.split(" ")
    return " ".join([*before, singular(head)])


def _cased(model: str, word: str) -> str:
    return word.capitalize() if model[:1].isupper() else word
