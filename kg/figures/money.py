"""What an amount of money stands for: "$ of investments", "€ of harbour programme", "$ awarded".

The words of the source tell it, the nearest first: the noun that the amount describes, the noun that it is an
amount of, the subject of the clause that tells it, the verb that governs it. Annotation rule: the unit is told in
the text's own words behind the sign of the currency. Offsets are code points in the sentence, end excluded.
"""

import re
from itertools import takewhile

from kg.grammar import ahead
from kg.nouns import is_plural
from kg.numbers import Quantity

_STOP_WORDS = """
    a about above across additional after all almost also among an and any around as at be been between
    billion by each every for from had has have her his if in include includes into is it its last million
    more most new no not now of on or other our out over own same since so some such than that the their
    them then these they this those thousand together jointly through to total towards under until up was we
    were what when where which while who whom whose will with within worth
    against back because but despite during following only per thanks though upon via yet
"""
_STOP = frozenset(_STOP_WORDS.split())
_DETERMINED = re.compile(
    r"\b(?:an?|the|its|their|our|this|that|new|first|second|further|additional) \Z", re.IGNORECASE
)
_DESCRIBED = re.compile(r" (?P<noun>[a-z][a-z-]+(?: [a-z][a-z-]+){0,3})")
_NAMED = re.compile(r" (?:(?:[A-Z][\w’'-]*|and|of|for|the|on|to) ){1,9}(?P<noun>[a-z]+(?: [a-z]+){0,2})")
"""A proper name and the common noun that ends it: "the $2 million Blue Coast programme"."""
_KIND = re.compile(
    r" (?:(?:[A-Z][\w’'-]*|and|of|for|the|on|to) ){1,9}"
    r"(?P<noun>Facility|Fund|Programme|Program|Project|Initiative|Scheme|Grant|Loan)\b(?! [A-Za-z]*[A-Z])"
)
"""A proper name that itself ends with what it is: "the $2 million Blue Coast Facility"."""
_SAID_OF_IT = re.compile(r"(?:[^e]ed|began|came|went|made|ran|grew|rose|gave|took|led|won)\Z")
"""The verb behind the noun: "a $2 million loan supported the harbour"."""
_VERB_ENDING = re.compile(r"(?:ed|ing)\Z")
_EMPTY_WORDS = """
    total sum amount value worth level average maximum minimum figure estimate instead because consisting composed
    made order excess
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
"""Nouns and words before "of" that do not tell of what the money is."""
_OF = re.compile(r" of(?: the| an estimated| a total of)? \Z")
_WORTH = re.compile(
    r",? (?:worth|valued at|totalling|amounting to|with an? (?:total |combined |overall )?(?:value|worth) of)"
    r"(?: a total of)? \Z"
)
_OPENS_NOUN = frozenset({"total", "new", "other", "additional"})
_BEFORE_VERB = re.compile(r"(?:[A-Z][\w-]*|to|it|they|we|which|that|who)\Z")
"""Before a verb stands its subject or "to"."""
_WORD = re.compile(r"[A-Za-z][\w’'/-]*\Z")
_LONGEST = 5
_CHANGES = {
    "increased": "increase",
    "rose": "increase",
    "grew": "increase",
    "decreased": "decrease",
    "fell": "decrease",
    "declined": "decrease",
    "dropped": "decrease",
}
_CHANGE = re.compile(r"\b(?P<noun>increase|decrease|rise|fall|drop|decline|growth|reduction)\Z")
_IN = re.compile(
    r" in (?:the )?(?P<noun>[a-z][a-z-]+(?: [a-z][a-z-]+){0,2}?)(?= (?:and|from|compared|of|over|by|in)\b|[.,;]|\Z)"
)
_PART = r"(?!(?:that|was|were|is|are|it|which|who|while|and|but)\b)[A-Za-z][\w-]*"
_SUBJECT = re.compile(
    r"(?:\A|[;:,] |\b(?:and|while|that|but) )(?:[Tt]he |[Ii]ts |[Tt]heir |[Oo]ur |[A-Z][\w-]*(?:['’]s|s['’]) )?"
    rf"(?P<what>{_PART}(?: (?:(?:to|of|from|for) )?{_PART}){{0,5}}?) (?:(?:has|had|have|also|thus) )*"
    r"(?:(?P<verb>increased|rose|grew|decreased|fell|declined|dropped)(?: by [\d.,]+ per cent)?"
    r"(?: from \S{1,12}(?: [bm]illion)?)? (?P<way>to|by)"
    r"|was|were|is|are|been|stood at|stands at|amounts? to|amounted to|totalled|totaled|reached|came to)"
    r"(?: (?:only|just))? \Z"
)
_GOVERNED = re.compile(r"\b(?P<verb>[A-Za-z]{3,}ed|spent|given|lent) \Z")
_DONE = re.compile(r" (?:(?:has|have|had) been|was|were) (?P<verb>[a-z]+ed|spent|given|lent)\b")
_MOVES_MONEY = re.compile(
    r"(?i:allocated|approved|awarded|borrowed|collected|committed|confiscated|contributed|disbursed|distributed|donated"
    r"|generated|given|granted|invested|lent|loaned|mobilized|obligated|paid|pledged|provided|raised|received|recovered"
    r"|released|saved|secured|seized|spent|transferred)\Z"
)
"""Verbs that say what was done with the money."""
_DOES = re.compile(
    r"(?!(?:sales|sports|goods|arms|drugs|customs|services|systems|operations|communications|rights)\b)"
    r"[a-z]+[^\Ws]s (?:[a-z]+[^\Ws]s|[a-z]+(?:men|people|children))\Z"
)
"""Of two words in "s" the first is the verb: "supports ports"."""
_IN_BRACKETS = re.compile(r"\((?:about |some |over |nearly |around )?\Z")
_NOUN = re.compile(
    r"\b(?P<noun>(?![a-z]+s (?!(?:as|is|was|has|its)\b)[a-z]+[^\Ws]s\b)"
    r"(?!(?:was|has|is|its|this|thus|as|across|always|besides|towards|perhaps)\b)[a-z]+s)\b"
)


def purpose(text: str, quantity: Quantity) -> str:
    """The words behind the sign of the currency (" of investments", " awarded"), none where nothing tells it."""
    before = ahead(text, quantity.phrase)
    if told := (
        _described(text, quantity, before)
        or _amount_of(text, quantity, before)
        or _told_by_clause(before)
        or _in_brackets(before)
    ):
        return f" of {told}"
    done = _governed(before) or _DONE.match(text, quantity.end)
    return f" {done['verb'].lower()}" if done and _MOVES_MONEY.match(done["verb"]) else ""


def is_change(text: str, quantity: Quantity) -> bool:
    """Whether the amount is that of a change: "an increase of $5 million in travel"."""
    before = ahead(text, quantity.phrase)
    of = _OF.search(before)
    return bool(of and _CHANGE.search(before[: of.start()]))


def _described(text: str, quantity: Quantity, before: str) -> str | None:
    """ "a €7 million training programme": the noun that the amount describes."""
    if not _DETERMINED.search(before):
        return None
    if kind := _KIND.match(text, quantity.end):
        return kind["noun"].lower()
    found = _DESCRIBED.match(text, quantity.end) or _NAMED.match(text, quantity.end)
    words = list(takewhile(lambda word: word not in _STOP, found["noun"].split() if found else ()))
    if words and (_SAID_OF_IT.search(words[0]) or words[0].endswith("ly")):
        return None
    said = next((place for place, word in enumerate(words) if place and _SAID_OF_IT.search(word)), len(words))
    words = words[:said]
    return " ".join(words) or None


def _amount_of(text: str, quantity: Quantity, before: str) -> str | None:
    """ "investments of $6 million", "projects worth $6 million": the noun phrase before the amount."""
    worth = _WORTH.search(before)
    of = _OF.search(before)
    if of and not worth:
        noun = noun_before(before[: of.start()])
        change = _CHANGE.search(noun or "")
        behind = _IN.match(text, quantity.end) if change else None
        return f"{noun} in {behind['noun']}" if behind else noun
    return noun_before(before[: worth.start()]) if worth and not worth[0].startswith(",") else None


def noun_before(text: str) -> str | None:
    """The noun phrase that ends the text, without articles and verbs in front; none where its head tells nothing.

    >>> noun_before("The Office includes mainly cash and cash equivalents")
    'cash and cash equivalents'
    """
    found: list[str] = []
    for word in reversed(text.split(" ")[-_LONGEST - 1 :]):
        joins = word == "and" and bool(found) and not _VERB_ENDING.search(found[-1])
        if not joins and (
            not _WORD.match(word) or word.casefold() in _STOP - _OPENS_NOUN or word[0].isupper()
        ):
            found = found[:-1] if len(found) > 1 and _BEFORE_VERB.match(word) else found
            break
        found.append(word)
    found = _trimmed(found[:_LONGEST])
    return " ".join(reversed(found)) if found and found[0].casefold() not in _EMPTY else None


def _trimmed(found: list[str]) -> list[str]:
    """The words, last first, without what cannot open a noun phrase."""
    kept = list(found)
    while kept and (
        kept[-1] == "and"
        or (len(kept) > 1 and (_opens_none(kept[-1]) or _DOES.match(f"{kept[-1]} {kept[-2]}")))
    ):
        kept.pop()
    return kept


def _opens_none(word: str) -> bool:
    return bool(_VERB_ENDING.search(word)) or word.endswith("ly")


def _told_by_clause(before: str) -> str | None:
    """ "total expenses were $6 million", "revenue decreased by $6 million": the subject of the clause."""
    found = _SUBJECT.search(before)
    if found is None:
        return None
    first, *rest = found["what"].split()
    named = not rest and not first.islower() and not is_plural(first)
    if named or first.casefold() in _STOP - _OPENS_NOUN:
        return None
    what = " ".join([first if first.isupper() else first.lower(), *rest])
    change = _CHANGES.get(found["verb"] or "")
    return f"{change} in {what}" if change and found["way"] == "by" else what


def _in_brackets(before: str) -> str | None:
    """ "projects helped ports in Chad ($2 million)": the first plural noun, where a name stands at the bracket."""
    bracket = _IN_BRACKETS.search(before)
    if bracket is None:
        return None
    if noun := noun_before(before[: bracket.start()].rstrip()):
        return noun
    found = _NOUN.search(before)
    return found["noun"] if found else None


def _governed(before: str) -> re.Match[str] | None:
    """The verb right before the amount."""
    return _GOVERNED.search(before)
