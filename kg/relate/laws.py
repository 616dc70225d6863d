"""Which articles are of a law, a code or rules, and of no treaty.

Annotation rule: an article counts where it is one of an instrument; national laws, statutes of offices, rules of
procedure and private papers are none.
"""

import re
from collections.abc import Iterator

from kg.relate.sentences import Sentence

_LAW = re.compile(
    r"\b(?:Constitutions?|Code|Statutes?|statutes?|Act|Bill|Decree|Ordinance|[Bb]y-?laws|Guidelines|Principles"
    r"|Rules|Terms of Reference|Penal Law|Criminal Law|Model Law|[Ll]aws? (?:No\.? ?)?\d[\d./-]*)\b"
    r"|\b(?:Regulation|Directive)s?\s(?:\([A-Z]+\)\s)?(?:No\.?\s)?\d"
    r"|(?<=[a-z]\s)(?<!International\s)(?<!Humanitarian\s)(?<!Rights\s)Law\b"
    r"(?!\s(?:of\sthe\sSea|of\sTreaties|[A-Z][a-z]+))"
)
_GOVERNED = re.compile(
    r"\b(?:[Aa]rticles?|[Aa]rts?\.|[Ss]ections?|[Rr]ules?|[Rr]egulations?|[Pp]aragraphs?|[Cc]hapters?|[Pp]rinciples?"
    r"|[Cc]lauses?)\s[\dIVX][^,;]{0,30}?\s(?:of|to|in|from|under)\s(?:[\w’'-]+\s){0,6}\Z"
)
"""What stands before a law that another number is tied to: "section 12 of the Labour "."""
_REACH = 90
"""Code points before a law in which the number stands that it governs."""


def speaks_of_law(sentence: Sentence) -> bool:
    """Whether a law, a code or rules are named outside the names of treaties."""
    return any(True for _ in _laws(sentence))


def claims(sentence: Sentence, begin: int) -> bool:
    """Whether a law of the sentence may be what the bare article at `begin` is of.

    A law behind the article that governs a number of its own ("…; article 12 of the Act is obsolete") is not.
    """
    return any(
        law.start() < begin
        or not _GOVERNED.search(sentence.text, max(begin, law.start() - _REACH), law.start())
        for law in _laws(sentence)
    )


def _laws(sentence: Sentence) -> Iterator[re.Match[str]]:
    texts = [(b, e) for b, e, m in sentence.mentions if m.type == "instrument"]
    return (
        law
        for law in _LAW.finditer(sentence.text)
        if not any(b <= law.start() and law.end() <= e for b, e in texts)
    )
