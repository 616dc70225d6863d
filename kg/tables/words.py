"""Text to the words that are compared: one folding for what is kept and for what is asked.

Case, accents, vowel marks and letter variants fold away, the Arabic article and the particles written onto it too, a
plural "s" as well; Chinese has no blanks and becomes pairs of signs.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# A letter or digit with the marks that belong to it; elongation in Arabic is a letter of its own there.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200c\u200d])*")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_ARTICLE = re.compile(r"(?:[وفبك]?ال|[وف]?لل)(?=\w{2})")
# Arabic final letters and elongation, joiners, and Latin letters that Unicode does not take apart.
_SAME = str.maketrans(
    {"\u0649": "\u064a", "\u0629": "\u0647", "\u0640": None, "\u0131": "i", "\u0142": "l", "\u00f8": "o"}
)


def tokens(text: str) -> list[tuple[str, int, int]]:
    """Each word of a text in its folded form, with the offsets where it stands.

    >>> [word for word, _, _ in tokens("Les réseaux, 腐败问题")]
    ['les', 'reseaux', '腐败', '败问', '问题', '题']
    """
    return [token for found in _WORD.finditer(text) for token in _cut(found.group(), found.start())]


def words(text: str) -> str:
    """The folded words of a text, with a blank between two."""
    if _HAN.search(text):
        return " ".join(word for word, _, _ in tokens(text))
    return " ".join(filter(None, map(_folded, _WORD.findall(text))))


def _cut(word: str, at: int) -> Iterator[tuple[str, int, int]]:
    """A word as it is, but for its Chinese parts: those in pairs, and the last sign by itself."""
    end = 0
    for run in _HAN.finditer(word):
        yield from _whole(word[end : run.start()], at + end)
        for place in range(run.start(), run.end()):
            pair = word[place : min(place + 2, run.end())]
            yield pair, at + place, at + place + len(pair)
        end = run.end()
    yield from _whole(word[end:], at + end)


def _whole(word: str, at: int) -> Iterator[tuple[str, int, int]]:
    if word and (folded := _folded(word)):
        yield folded, at, at + len(word)


@lru_cache(maxsize=2**16)  # the same words come again in every sentence
def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).casefold()
    bare = "".join(c for c in plain if c.isalnum()).translate(_SAME)
    bare = _ARTICLE.sub("", bare, count=1) if _ARTICLE.match(bare) else bare
    return bare[:-1] if _is_plural(bare) else bare


def _is_plural(word: str) -> bool:
    """Whether a word ends as plurals do in English, French and Spanish, and its singular would hardly be another."""
    return (
        len(word) > 3 and word.isascii() and word.endswith("s") and word[-2] not in "sui" and word.isalpha()
    )
