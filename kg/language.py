"""Sentences of clean prose. The only file that imports spaCy, and only when a sentence is asked for."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.errors import ConfigError
from kg.types import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_STOPS = re.compile(r"[.?!…]+")
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
_LONG_WORD = re.compile(r"\S{400}")


def sentences(text: str, *, pipeline: str | None = None) -> tuple[Span, ...]:
    """The sentences of one unit's clean text, trimmed, in order, in code points; no word is left out.

    A blank spaCy pipeline cuts the words, and rules for the prose of United Nations documents say where a
    sentence ends: symbols, decimals, abbreviations, enumerators and brackets do not end one, nor do
    semicolons. A trained `pipeline`, where one is named, must agree with each end.

    >>> [text[begin:end] for text in ["See para. 6. It asks."] for begin, end in sentences(text)]
    ['See para. 6.', 'It asks.']

    Raises `ConfigError` where the named pipeline is not installed.
    """
    words = _words(text, pipeline)
    ends = [0, *_ends(words, trained=pipeline is not None), len(text)]
    return tuple(_trimmed(text, ends))


def _trimmed(text: str, ends: list[int]) -> Iterator[Span]:
    for begin, end in pairwise(ends):
        piece = text[begin:end]
        if piece.strip():
            yield Span(begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip()))


def _ends(words: "Doc", *, trained: bool) -> Iterator[int]:
    tokens = [token for token in words if not token.is_space]
    closings, lasts = _closings(tokens), _lasts(tokens)
    first, shut = 0, -1
    for index, last in enumerate(lasts):
        if index > first:
            shut = max(shut, closings.get(index, -1))
        if last is None or index < shut or not _ends_here(tokens, first, index, last + 1):
            continue
        if not trained or tokens[last + 1].is_sent_start:
            first = last + 1
            yield tokens[last].idx + len(tokens[last])


def _lasts(tokens: list["Token"]) -> list[int | None]:
    """For each token with a stop, the index of the last quote or bracket that closes right after it.

    None for other tokens, and where a word touches the stop or nothing follows. Read from the end, so that a
    long run of stops is walked once.
    """
    runs: list[int | None] = [None] * len(tokens)
    for index in range(len(tokens) - 2, -1, -1):
        if not _touch(tokens[index], tokens[index + 1]):
            runs[index] = index
        elif tokens[index + 1].text in _CLOSERS or _STOPS.fullmatch(tokens[index + 1].text):
            runs[index] = runs[index + 1]
    return [
        run if token.text.endswith((".", "?", "!", "…")) else None
        for token, run in zip(tokens, runs, strict=True)
    ]


def _touch(left: "Token", right: "Token") -> bool:
    return left.idx + len(left) == right.idx


def _ends_here(tokens: list["Token"], first: int, index: int, following: int) -> bool:
    token, after = tokens[index].text, tokens[following].text
    if _numbers_item(tokens, first, index) or not _may_begin(tokens, following):
        return False
    if token in _ALWAYS_GO_ON:
        return False
    if token in _MAY_END or _SHORTENED.fullmatch(token):
        return after in _FIRST_WORDS
    return True


def _numbers_item(tokens: list["Token"], first: int, index: int) -> bool:
    """Is it the stop of "1." or "C7.", at the start of the sentence or of an item after a semicolon?"""
    begin = max(
        [first, *(i + 1 for i in range(max(first, index - 3), index) if tokens[i].text in (";", ":"))]
    )
    return index - begin < 4 and bool(
        _ENUMERATOR.fullmatch("".join(t.text for t in tokens[begin : index + 1]))
    )


def _may_begin(tokens: list["Token"], index: int) -> bool:
    while index + 1 < len(tokens) and tokens[index].text in _OPENERS:
        index += 1
    word = tokens[index].text
    return (not word[0].islower() and word[0] not in ",;:.–-)") or bool(_MIXED_CASE_WORD.match(word))


def _closings(tokens: list["Token"]) -> dict[int, int]:
    """Of each bracket that is closed before long, the index of its closing one: no sentence ends in
    between."""
    found: dict[int, int] = {}
    still_open: list[int] = []
    for index, token in enumerate(tokens):
        if token.text.endswith(("(", "[")):
            still_open.append(index)
        elif token.text.startswith((")", "]")) and still_open:
            begin = still_open.pop()
            if token.idx - tokens[begin].idx <= _WIDEST_BRACKET:
                found[begin] = index
    return found


def _words(text: str, pipeline: str | None) -> "Doc":
    from spacy.tokens import Doc

    nlp = _pipeline(pipeline)
    if _LONG_WORD.search(text):
        # spaCy peels affixes one by one, which takes quadratic time in words that no writer ever wrote.
        pieces = re.findall(r"\s+|[^\s.?!()\[\]]+|\S", text)
        words = Doc(nlp.vocab, words=pieces, spaces=[False] * len(pieces))
    else:
        words = nlp.tokenizer(text)
    return words if pipeline is None else nlp(words)


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
