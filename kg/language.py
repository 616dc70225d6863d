"""Sentences of clean prose. The only file that imports spaCy, and only when a sentence is asked for."""

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.errors import ConfigError
from kg.types import Span

if TYPE_CHECKING:
    from spacy.language import Language

_STOPS = (".", "?", "!", "…")
_STOP = re.compile(r"[.?!…]")
_RUN = re.compile(r"[.?!…]+")
_BRACKET = re.compile(r"[()\[\]]")
_WORD = re.compile(r"\S+")
_REST = re.compile(r"\S*")
_GAP = re.compile(r"\s+(?=\S)")
_CLOSERS = frozenset("\"'”’»)]}")
_OPENERS = "\"'“‘«([{¿¡"
# They never end a sentence: what they shorten goes on (abbreviations of the editorial manual).
_GO_ON = """
    No. Nos. para. paras. Para. Paras. art. arts. Art. Arts. chap. Chap. sect. Sect. vol. vols. Vol. p. pp.
    Add. Corr. Rev. Amend. Supp. Suppl. fig. Fig. ed. eds. cf. e.g. i.e. viz. vs. v. al. ibid. Ibid. op. cit.
    Mr. Mrs. Ms. Dr. Prof. H.E. St. Gen. Lt. Col. Capt. Hon. Rep. approx. incl. resp. ca.
"""
# They may end one: what follows decides.
_MAY_GO_ON = "etc. Inc. Ltd. Co. Corp. Jr. Sr. a.m. p.m. U.N. U.S. U.K. E.U. D.C."
_OPENING_WORDS = """
    A According After All Although An And Another As At Because Before Both But By Currently During Each
    Finally For From Furthermore He Her His However I If In It Its Many Member Moreover Most No On Our Over
    She Since Some Such Several That The Their Then There These They This Those Through To Today Under Until
    We When Where While With
"""
_ALWAYS_GO_ON = frozenset(_GO_ON.split())
_MAY_END = frozenset(_MAY_GO_ON.split())
_FIRST_WORDS = frozenset(_OPENING_WORDS.split())
_SHORTENED = re.compile(r"(?:[^\W\d_]\.)+")
_ENUMERATOR = re.compile(r"\(?(?:[A-Z]?\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]+")
_MIXED_CASE_WORD = re.compile(r"[a-z]-?[A-Z]")
_WIDEST_BRACKET = 400
_WIDEST_ENUMERATOR = 40
_LONGEST_WORD = 400
_PARTS = re.compile(r"[^\s.?!()\[\]]+|\S")


def sentences(text: str, *, pipeline: str | None = None) -> tuple[Span, ...]:
    """The sentences of one unit's clean text, trimmed, in order, in code points; no word is left out.

    A blank spaCy pipeline cuts the words, and rules for the prose of United Nations documents say where a
    sentence ends: symbols, decimals, abbreviations, enumerators and brackets do not end one, nor do
    semicolons. A trained `pipeline`, where one is named, must agree with each end.

    >>> [text[begin:end] for text in ["See para. 6. It asks."] for begin, end in sentences(text)]
    ['See para. 6.', 'It asks.']

    Raises `ConfigError` where the named pipeline is not installed.
    """
    agreed = None if pipeline is None else _begins(text, pipeline)
    return tuple(_trimmed(text, [0, *_ends(text, agreed), len(text)]))


def _trimmed(text: str, ends: list[int]) -> Iterator[Span]:
    for begin, end in pairwise(ends):
        piece = text[begin:end]
        if piece.strip():
            yield Span(begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip()))


def _ends(text: str, agreed: Container[int] | None) -> Iterator[int]:
    """Where sentences end. Words without a stop or a bracket end none, so that only the others are looked at."""
    closings = _closings(text) if _BRACKET.search(text) else {}
    openings = iter(closings)
    opening = next(openings, len(text))
    first, shut = len(text) - len(text.lstrip()), -1
    for begin, end in _words_with(_STOP, text):
        gap = _GAP.match(text, end)
        if gap is None:
            return  # nothing follows
        if not _may_begin(text, gap.end()):
            continue
        tokens, place, closed = _cut(text[begin:end]), begin, False
        tail = _tail(tokens)
        for index, token in enumerate(tokens):
            while opening <= place:
                shut = max(shut, closings[opening]) if opening > first else shut
                opening = next(openings, len(text))
            if index >= tail and place >= shut and token.endswith(_STOPS) and not closed:
                near = tokens[max(0, index - 4) : index + 1]
                closed = _closes(text, gap.end(), token) and not _numbers_item(text, first, begin, near)
            place += len(token)
        if closed and (agreed is None or gap.end() in agreed):
            first = gap.end()
            yield end


def _words_with(sign: re.Pattern[str], text: str) -> Iterator[Span]:
    """What stands between white space and holds the sign."""
    at = 0
    while found := sign.search(text, at):
        begin = found.start()
        while begin > at and not text[begin - 1].isspace():
            begin -= 1
        rest = _REST.match(text, found.end())
        at = rest.end() if rest else found.end()
        yield Span(begin, at)


def _tail(tokens: Sequence[str]) -> int:
    """The index of the first token behind which stand only stops, quotes and brackets that close."""
    at = len(tokens) - 1
    while at > 0 and (tokens[at] in _CLOSERS or _RUN.fullmatch(tokens[at])):
        at -= 1
    return at


def _closes(text: str, following: int, token: str) -> bool:
    """Whether the stop of a token may end a sentence, seen what follows: abbreviations go on."""
    if token in _ALWAYS_GO_ON:
        return False
    if token in _MAY_END or _SHORTENED.fullmatch(token):
        return next(_tokens(text, following)) in _FIRST_WORDS
    return True


def _numbers_item(text: str, first: int, begin: int, tokens: Sequence[str]) -> bool:
    """Is it the stop of "1." or "C7.", at the start of the sentence or of an item after a semicolon?

    `tokens` are the last of the word that begins at `begin`, five at most, up to that stop.
    """
    start = max(first, begin - _WIDEST_ENUMERATOR)
    before = text[start:begin]
    if start > first and ";" not in before and ":" not in before and len(tokens) < 3:
        return False
    words = [*(token for word in before.split() for token in _cut(word)), *tokens]
    near = words[-4:]
    item = max((i for i, token in enumerate(near[:-1], start=1) if token in (";", ":")), default=0)
    whole = item > 0 or (start == first and len(words) <= len(near))
    return whole and bool(_ENUMERATOR.fullmatch("".join(near[item:])))


def _may_begin(text: str, at: int) -> bool:
    if text[at].isupper() or text[at].isdigit():
        return True
    word = next((token for token in _tokens(text, at) if token not in _OPENERS), None) or text[-1]
    return (not word[0].islower() and word[0] not in ",;:.–-)") or bool(_MIXED_CASE_WORD.match(word))


def _tokens(text: str, at: int) -> Iterator[str]:
    return (token for word in _WORD.finditer(text, at) for token in _cut(word[0]))


def _closings(text: str) -> dict[int, int]:
    """Of each bracket that is closed before long, the place of its closing one: no sentence ends in between."""
    found: dict[int, int] = {}
    still_open: list[int] = []
    for begin, end in _words_with(_BRACKET, text):
        place = begin
        for token in _cut(text[begin:end]):
            if token.endswith(("(", "[")):
                still_open.append(place)
            elif token.startswith((")", "]")) and still_open:
                opened = still_open.pop()
                if place - opened <= _WIDEST_BRACKET:
                    found[opened] = place
            place += len(token)
    return dict(sorted(found.items()))


def _cut(word: str) -> tuple[str, ...]:
    """The tokens of what stands between white space."""
    # spaCy peels affixes one by one, which takes quadratic time in words that no writer ever wrote.
    return _pieces(word) if len(word) < _LONGEST_WORD else tuple(_PARTS.findall(word))


@lru_cache(maxsize=2**14)
def _pieces(word: str) -> tuple[str, ...]:
    return tuple(token.text for token in _pipeline(None).tokenizer(word))


def _begins(text: str, pipeline: str) -> frozenset[int]:
    """Where sentences begin for a trained pipeline."""
    from spacy.tokens import Doc

    nlp = _pipeline(pipeline)
    if any(len(word) >= _LONGEST_WORD for word in text.split()):
        pieces = re.findall(rf"\s+|{_PARTS.pattern}", text)
        doc = nlp(Doc(nlp.vocab, words=pieces, spaces=[False] * len(pieces)))
    else:
        doc = nlp(text)
    return frozenset(token.idx for token in doc if token.is_sent_start)


@cache
def _pipeline(name: str | None) -> "Language":
    import spacy

    try:
        nlp = spacy.blank("en") if name is None else spacy.load(name, exclude=["ner", "lemmatizer"])
    except OSError:
        raise ConfigError(
            f"the language pipeline {name} is not installed",
            remedy="install it with `python -m spacy download`, or name none",
        ) from None
    tokenizer: Any = nlp.tokenizer
    for word in sorted(_ALWAYS_GO_ON | _MAY_END):
        tokenizer.add_special_case(word, [{"ORTH": word}])
    return nlp
