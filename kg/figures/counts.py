"""The numbers of a sentence that count something: with their units, without labels, plans and rates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.anyof import AnyOf
from kg.figures.counted import Counted, antecedent, counted
from kg.figures.paragraph import Seen
from kg.figures.words import FOR_EXAMPLE, OWNERS
from kg.grammar import ASKED, NEAR, UNDONE, ahead
from kg.nouns import is_plural, singular, singular_phrase
from kg.numbers import NUMBER_WORDS, Quantity, quantities
from kg.types import Reading, Referent
from kg.verbs import PAST

_LABEL = re.compile(
    r"""\b(?<![Ee]very\ )(?<![Ee]ach\ )(?:
    art(?:icle|\.)|para(?:graph|\.)|subpara(?:graph|\.)|page|p\.|pp\.|chapter|section|sect\.|No\.|Nos\.|number
    |goals?|SDGs?|targets?|indicators?
    |phase|version|part|annex|table|figure|box|step|level|item|rule|principle|resolution|decision|document|session|grade
    |volume|vol\.|issue|tier|type|day|week|year|room|aged?|ages|under|over\ the|pillar|action\ line|outcome|output
    |footnote|lot|appendix|module
    |question|category|class|schedule|cluster|stage|strand|line|unit|lesson|option|clause|recommendation
    |regulation|code|top|nearest)s?
    \ (?:(?:Nos?\.\ )?(?:\d[\d().a-z]*|\([a-z]+\)|[ivx]+)(?:,|\ and|\ to|\ or|,\ and|[-–])?\ )*\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_POINTED_AT = re.compile(
    r"\b(?:these|those|both|following|all|the other|the|its|their|our) \Z", re.IGNORECASE
)
_NOT_SO = re.compile(
    r"\b(?:will|would|could|may|might|should|shall|not|never|none|None|if|whether|without|nor"
    rf"|{UNDONE}|{ASKED}"
    r"|(?:plans?|intends?|hopes?|aims?|expects?|expected|planned|proposed|seeks?|planned in \d{4}|aimed"
    r"|projected|estimated|targeted|need(?:s|ed)?|set|invited|encouraged) to"
    r"|target of|hope[sd]? that|(?:is|are|was|were) (?:also )?(?:aimed|targeted) at|aims at|aim of|goal of"
    r"|projected|the latter|(?:proposed|requested|planned|budgeted|foreseen) for"
    r"|gap of)\b[^,;]*\Z"
)
_CLAUSE = re.compile(r"[;:] |, (?:but|while|whereas|and) ")
_LIKE_BEFORE = re.compile(
    r"(?:\b(?:compared (?:to|with)|against|up from|down from|versus|as against"
    r"|(?:rise|increase|jump|growth|drop|fall|decline|decrease|leap) (?:from|on|over)"
    r"|(?:rose|risen|rising|grew|growing|increased|fell|falling|dropped) from"
    r"|(?:of|among) (?:whom|which|them|these|those),?|including|among them|instead of|after|and|then|than"
    r"|an? (?:further|additional)|another)"
    r"(?: (?:as many as|some|about|around|over|nearly|almost|more than|only))?"
    r"|\([^():;]{0,20}\b(?:19|20)\d\d(?: [a-z]+)?:|,) \Z|\(\Z"
)
"""Words before a number without a unit of its own that say: as many of the same."""
_NUMBER_OF = re.compile(
    r"\b[Nn]umber of (?:its |the )?(?P<unit>[a-z]+(?: [a-z]+){0,3}?)"
    r"(?: (?:of|in|at) (?:the )?[A-Z][\w-]*)?(?: (?:has |have |had )?"
    r"(?:rose|risen|grew|grown|increased|fell|fallen|dropped|climbed|stood|stands))?"
    r"(?: from|(?: from [\d,.]+(?: in (?:19|20)\d\d)?)? (?:to|at)) \Z"
)
_ONE_IN = re.compile(r"\b(?:one|two|three|four|[1-9]) (?:in|out of) (?:every )?\Z", re.IGNORECASE)
_IN_TEN = re.compile(r" (?:in|out of) (?:every )?(?:10|100|1,000|three|four|five|ten)\b")
_NEXT = re.compile(r"(?: (?:to|for|in) (?:the )?[A-Z][\w-]*(?: [A-Z][\w-]*){0,3})?(?:, and |,? and |, )")
"""Between two amounts of one list: " to Chad, "."""
_WORTH = re.compile(r",? (?:worth|valued at)(?: a total of)? \Z")
_HALF = re.compile(r"\b[Hh]alf \Z")
_ALONE = re.compile(
    r"(?: of (?:which|whom|them|these|those)\b| (?:an?|one|the) (?:year|season|month|decade) (?:earlier|before|ago)\b"
    r"| (?:proved|became|remained|failed|now|still|also|then)\b"
    r"| (?:in|for|on|from|by|during|as (?:at|of)|had|have|has|were|was|are|came|come)\b| \((?:19|20)\d\d\)|[.,;)]|\Z)"
)
_CAME = re.compile(r" (?:participated|attended|joined|took part|registered)\b")
_ATTENDED = re.compile(
    r"\b(?:workshop|fair|stand|session|meeting|course|training|event|seminar|webinar|panel|conference|exercise|forum|class"
    r"|day|visit|tour|exhibition|dialogue|consultation|festival|ceremony|lecture|presentation|round table|hackathon)\Z"
)
"""What people come to: "30 workshops, and 400 attended" counts participants."""
_DONE_TO = re.compile(r"(?:,| and|, and) [a-z]+ed \Z")
_ENDS_DEED = re.compile(r" (?:to|under|[a-z]+[ai]ble)\b")
"""Around a bare number that a further verb governs: "declared 12 admissible and sent 2 to a court"."""
_ONCE_MORE = re.compile(
    r"\b(?:there (?:had been|have been|were|are)|(?:it|they|the [a-z]+) had (?P<verb>[a-z]+)(?<!been)"
    r"|the (?:figures?|numbers?|totals?) (?:was|were|is|are|stood at|had been|had stood at))"
    r"(?: (?:only|some|about|around|just|nearly|almost))? \Z"
)
"""Words before a bare number that say: another count of what was counted before."""
_AT_REST = re.compile(r"\Z|[.,;)]| in (?:19|20)\d\d\b")
_OPENS_CLAUSE = re.compile(r"; \Z")
_WAS_DONE = re.compile(r" (?:(?:had|have|has) been|were|was) (?P<verb>[a-z]+(?:ed|t|n))\b")
_ROSE = re.compile(
    r"(?:\A|; |, | and )(?P<unit>[A-Za-z][a-z]+(?: [a-z]+){0,2}?) (?:had |have |has )?(?:rose|risen|grew|grown"
    r"|increased|fell|fallen|dropped|climbed|declined|decreased|went (?:up|down))(?: from)?"
    r"(?: [\d,.]+(?: in (?:19|20)\d\d)? to| to)? \Z"
)
"""What is counted as the subject of a change: "inspections rose from 48 in 2022 to 133"."""
_ARE = re.compile(r" (?:(?:were|are) )?(?=[a-z])")
_CLAUSE_END = re.compile(r"[.,;:)]|\Z")
_LABELLED = re.compile(
    r"\A(?P<unit>[A-Z][a-z]+(?: [a-z]+){0,3}?)(?: (?:from|of|with) [A-Z][^:.;]{1,80})?"
    r"(?: (?:as of|as at|by|in|on|until) [^:]{4,30})?: \Z"
)
_ROW = re.compile(r"\A\|? ?(?P<label>[A-Z][^|:]{2,60}?)(?: \||:) \Z")
_CELL_END = re.compile(r"\s*\|?\s*\Z")
_LATER_UNREAL = re.compile(
    r"[^.;,]{0,50}\b(?:would|will|shall|could|should|may|might|(?:is|are) (?:expected|planned|foreseen|to))\b"
)
_SPOKEN = re.compile(
    r"[^.;,]{0,50}\b(?:(?:asked|suggested|proposed|urged) that|deserves? (?:mention|attention))\b"
)
"""Behind a number: those who speak, and what is only about to be listed, are nobody's result."""
_IN_QUOTES = re.compile(r"[“\"][^”\"]*\Z")
_SAYS = re.compile(r"[^“”\"]{0,300}[,.!][”\"] (?:says|said|adds|added|recalls|recalled|writes|wrote)\b")
_FRACTION = re.compile(r"\A(?:third|half|quarter|fifth|tenth)\b")
_SOME_OF = re.compile(r" of (?:the|these|those|its|their|them|which|whom)\b(?! \d)")
_OUT_OF = re.compile(
    r"(?:\A|[.;] )(?:Out )?[Oo]f (?:the|these|those|its|their|all)(?: [a-z]+(?:-[a-z]+)?| \d[\d,.]*)?"
    r" (?P<unit>[a-z]+s)\b"
    r"[^.;]{0,160}?(?:, | and )(?:(?:only|some|about|over|nearly|almost|more than|a total of) )?\Z"
)
"""Before a bare number: "of the nine ports, four were safe and five …" counts ports."""
_SHARE_OF = re.compile(
    r",? (?:\(|(?:and )?of (?:whom|which|them|these) |(?:and )?)"
    r"(?:about |some |around |over |nearly |almost |more than |an estimated )?"
)
"""Between a count and a share of it: "912 cases (96 per cent …", "840 pupils, of whom 52 per cent"."""
_OF_ITS_OWN = re.compile(
    r" (?:more|fewer|less|higher|lower|above|below|over|under|up|down|[a-z]+ rates?"
    r"|(?!(?:women|men|girls|boys|female|male|young)\b)[a-z]+(?<!ed)(?=[.,;)]|\Z| (?:was|were|is|are|and)\b))\b"
)
"""Behind a share that is compared, or that has a noun of its own: "40 per cent more", "90 per cent survival"."""
_MOVED = re.compile(
    r"(?:\A|[;,] |\b(?:that|and|while) )(?:[Tt]he |[Ii]ts |[Tt]heir )?(?P<what>[A-Za-z][a-z]+(?: [a-z]+){0,4}?)"
    r"(?: (?:has|have|had|was|were|been))* (?:fell|fallen|rose|risen|grew|grown|dropped|declined|increased|decreased"
    r"|cut|reduced|went (?:up|down)|climbed|shrank|shrunk) by"
    r" (?:about |some |around |over |nearly |almost |more than )?\Z"
)
_THEIR_DEED = re.compile(rf" (?:{PAST}|were|was|are|is|had|have|has|as|in|to|for|relate[ds]?|concern)\b")
_COMPARED = re.compile(
    r"\b(?:compared (?:to|with)|(?:as )?against|(?:up|down|rose|risen|rising|grew|growing|increased|fell|falling) from"
    r"|versus|than|(?:rise|increase|jump|growth|drop|fall|decline|decrease|leap) (?:from|on|over)"
    r"|\([^():;]{0,20}\b(?:19|20)\d\d(?: [a-z]+)?:)"
    r"(?: (?:some|about|around|over|nearly|almost|more than|only|under))? \Z"
)
_OF_THEM = re.compile(r" of (?:them|these|those|which|whom)\b")
_OF_WHICH = re.compile(
    r"\b(?:[Oo]f|[Aa]mong) (?:which|whom|these|those|them),?(?: (?:some|about|around|nearly|only))? \Z"
)
_LISTED_PLANS = re.compile(
    r"\b(?:hope|plan|intend|aim|wish|want|expect|propose|seek|ready|about)(?:s|ed|ing)? to\b[^;.]*(?:,|\band) to [a-z]+"
    r"(?: [a-z]+){0,4} \Z"
)
_AGE = re.compile(r"\b(?:older|younger) than \Z|\bthe ages? of \Z")
_GAPPED = (*OWNERS, "organization", "instrument", "provision")
_GAP_BEFORE = re.compile(r"(?:,|;| and|, and)(?: (?:the|its|their))? \Z")
_DOZEN = 12
"""Up to which a number in words may point at things that are known: "three of the", "these five"."""
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[a-z]+")
_WORDS = frozenset(NUMBER_WORDS)
_SPELLED = AnyOf(NUMBER_WORDS)


def numbered(text: str) -> bool:
    """Whether a digit or the word of a number stands there: most sentences have none."""
    if _DIGIT.search(text):
        return True
    small = text.casefold()
    return _SPELLED.stands_in(small) and not _WORDS.isdisjoint(_LETTERS.findall(small))


def counting(reading: Reading, seen: Seen) -> Iterator[tuple[Quantity, Counted]]:
    """The numbers of the sentence that count something, with the bounds that a list shares.

    `seen` tells what the sentences before counted, else spoke of: "30 of them" counts that.
    """
    taken = [(r.begin, r.end) for r in reading.referents]
    before: tuple[Quantity, Counted] | None = None
    whole: tuple[Quantity, Counted] | None = None
    first: tuple[Quantity, Counted] | None = None
    for quantity, placed in _placed(list(quantities(reading.text, taken))):
        unit = counted(reading.text, placed) or _who_are(reading.text, quantity)
        unit = unit or _same_as(reading, quantity, whole if compared(reading.text, quantity) else before)
        unit = unit or _of_them(reading.text, quantity, before, seen)
        unit = unit or _labelled(reading.text, quantity) or _risen(reading.text, quantity)
        unit = unit or _out_of(reading.text, quantity)
        unit = unit or _once_more(reading.text, quantity, first, seen)
        unit = _same_money(reading.text, quantity, unit, before)
        unit = _share_of(reading.text, quantity, unit, before)
        if _is_rate(reading.text, quantity):
            continue
        quantity = _halved(reading.text, quantity)
        if unit is None or _FRACTION.match(unit.unit) or not _reported(reading, quantity):
            continue
        if (
            before
            and not quantity.bounded
            and before[0].bound == "over"
            and _in_list(reading.text, before[1].end, quantity)
        ):
            quantity = replace(quantity, bound="over")
        before = quantity, unit
        first = first or before
        whole = whole if whole and of_them(reading.text, quantity) else before
        yield before


def compared(text: str, quantity: Quantity) -> bool:
    """Whether the number is only what another one is set against: "compared with 3,100", "up from 12"."""
    return bool(_COMPARED.search(ahead(text, quantity.phrase)))


def _risen(text: str, quantity: Quantity) -> Counted | None:
    """The unit of "the number of users rose to 7,500" and of "inspections fell to 12"."""
    before = ahead(text, quantity.phrase)
    told = _NUMBER_OF.search(before) or (_ROSE.search(before) if quantity.phrase <= NEAR else None)
    if told is None or quantity.percent or quantity.currency or not is_plural(told["unit"].split()[-1]):
        return None
    return Counted(unit=singular_phrase(told["unit"]).lower(), end=quantity.end)


def _out_of(text: str, quantity: Quantity) -> Counted | None:
    """The unit of a bare number of those with whom the sentence opens: "of the nine ports, four were safe"."""
    whole = None if quantity.percent or quantity.currency else _OUT_OF.search(ahead(text, quantity.phrase))
    if whole is None or not _THEIR_DEED.match(text, quantity.end) or not is_plural(whole["unit"]):
        return None
    return Counted(unit=singular_phrase(whole["unit"]), end=quantity.end)


def _share_of(
    text: str, quantity: Quantity, unit: Counted | None, before: tuple[Quantity, Counted] | None
) -> Counted | None:
    """The unit of a share that its own words leave bare: what was counted right before it, or what rose or fell."""
    if unit is None or unit.unit != "per cent":
        return unit
    counts = before if before and not before[0].percent and not before[0].currency else None
    own = _OF_ITS_OWN.match(text, unit.end)
    if counts and not own and _SHARE_OF.fullmatch(text, counts[1].end, quantity.phrase):
        return replace(unit, unit=f"per cent of {text[counts[0].end : counts[1].end].strip()}")
    moved = _MOVED.search(ahead(text, quantity.phrase))
    what = moved["what"] if moved else ""
    named = not what or (what[0].isupper() and " " not in what and not is_plural(what))
    return unit if named else replace(unit, unit=f"per cent of {what[0].lower()}{what[1:]}")


def _is_rate(text: str, quantity: Quantity) -> bool:
    """ "One in five women", "9 in 10 of them"."""
    return bool(_ONE_IN.search(ahead(text, quantity.phrase))) or (
        quantity.value < 10 and bool(_IN_TEN.match(text, quantity.end))
    )


def _once_more(
    text: str, quantity: Quantity, first: tuple[Quantity, Counted] | None, seen: Seen
) -> Counted | None:
    """The unit of a bare number that counts the same at another time: "in 2019 it had found 34".

    Where the sentence before counted nothing, or a clause only says what was done to so many, it is the same verb
    that tells that they are the same things.
    """
    unit = first[1].unit if first else seen.unit
    if unit is None or quantity.percent or quantity.currency or unit.startswith("per cent"):
        return None
    words = ahead(text, quantity.phrase)
    told = _ONCE_MORE.search(words) if _AT_REST.match(text, quantity.end) else None
    done = _WAS_DONE.match(text, quantity.end) if _OPENS_CLAUSE.search(words) else None
    if told and (told["verb"] is None or first or seen.counted):
        return Counted(unit=unit, end=quantity.end)
    verb = told or done
    same = verb and verb["verb"] in _LETTERS.findall(
        f"{seen.said} {text[: quantity.phrase - (len(told[0]) if told else 0)]}"
    )
    return Counted(unit=unit, end=quantity.end) if same else None


def _same_money(
    text: str, quantity: Quantity, unit: Counted | None, before: tuple[Quantity, Counted] | None
) -> Counted | None:
    """The unit of an amount of which its own words tell nothing: what it is set against, or what is worth so much."""
    if unit is None or before is None or unit.unit != quantity.currency:
        return unit
    other, told = before
    if other.currency == quantity.currency and compared(text, quantity):
        return replace(unit, unit=told.unit)
    if other.currency == quantity.currency and _NEXT.fullmatch(text, told.end, quantity.phrase):
        return replace(unit, unit=told.unit)
    if not other.currency and not other.percent and _WORTH.search(ahead(text, quantity.phrase)):
        return replace(unit, unit=f"{unit.unit} of {text[other.end : told.end].strip()}")
    return unit


def _halved(text: str, quantity: Quantity) -> Quantity:
    """ "Half a million": the number with the word before it."""
    half = _HALF.search(ahead(text, quantity.begin)) if quantity.words else None
    if half is None:
        return quantity
    begin = quantity.begin - len(half[0])
    return replace(quantity, begin=begin, phrase=min(begin, quantity.phrase), value=quantity.value / 2)


def _same_as(reading: Reading, quantity: Quantity, before: tuple[Quantity, Counted] | None) -> Counted | None:
    """The unit of the number before, for one that is set beside it: "7,742 households, up from 5,110 in 2021"."""
    text = reading.text
    words = ahead(text, quantity.phrase)
    if before is None or (quantity.words and not _COMPARED.search(words) and not gapped(reading, quantity)):
        return None
    beside = _LIKE_BEFORE.search(words) or gapped(reading, quantity)
    set_beside = beside and _ALONE.match(text, quantity.end)
    done = _DONE_TO.search(words) and _ENDS_DEED.match(text, quantity.end)
    if beside and _CAME.match(text, quantity.end):
        unit = "participant" if _ATTENDED.search(before[1].unit) else before[1].unit
        return Counted(unit=unit, end=quantity.end)
    return Counted(unit=before[1].unit, end=quantity.end) if set_beside or done else None


def gapped(reading: Reading, quantity: Quantity) -> Referent | None:
    """Who stands right before a number without a verb: "Peru opened four parks, the Atlas Project five"."""
    last = next((r for r in reading.referents if r.type in _GAPPED and r.end == quantity.begin - 1), None)
    return last if last and _GAP_BEFORE.search(ahead(reading.text, last.begin)) else None


def _of_them(
    text: str, quantity: Quantity, before: tuple[Quantity, Counted] | None, seen: Seen
) -> Counted | None:
    """The unit of "46 of them" and "of which 37": what was counted before, else what the sentence names first."""
    pronoun = _OF_THEM.match(text, quantity.end)
    behind = _OF_WHICH.search(ahead(text, quantity.phrase))
    if quantity.percent or quantity.currency or not (pronoun or behind):
        return None
    unit = before[1].unit if before else antecedent(text, quantity.phrase)
    unit = unit or seen.unit or antecedent(seen.said, len(seen.said))
    return Counted(unit=unit, end=pronoun.end() if pronoun else quantity.end) if unit else None


def _who_are(text: str, quantity: Quantity) -> Counted | None:
    """What "of whom 29 were women" and "29 of them women" count: the women."""
    pronoun = _OF_THEM.match(text, quantity.end)
    if quantity.percent or not (pronoun or _OF_WHICH.search(ahead(text, quantity.phrase))):
        return None
    link = _ARE.match(text, pronoun.end() if pronoun else quantity.end)
    said = counted(text, replace(quantity, end=link.end() - 1)) if link else None
    return said if said and _CLAUSE_END.match(text, said.end) else None


def of_them(text: str, quantity: Quantity) -> bool:
    """Whether the number counts some of those before it: "of whom 12", "12 of them"."""
    return bool(_OF_THEM.match(text, quantity.end) or _OF_WHICH.search(ahead(text, quantity.phrase)))


def _labelled(text: str, quantity: Quantity) -> Counted | None:
    """The unit that stands before its number: "Entries as of May 2023: 6,122", "| Trials held | 15 |"."""
    before = ahead(text, quantity.phrase)
    label = _LABELLED.match(before) if quantity.phrase <= NEAR else None
    if label and is_plural(label["unit"].split()[0]):
        first, *rest = label["unit"].lower().split()
        return Counted(unit=" ".join([singular(first), *rest]), end=quantity.end)
    row = _ROW.match(before) if _CELL_END.match(text, quantity.end) else None
    words = row["label"].split() if row else []
    head = next((i for i, word in enumerate(words) if is_plural(word)), None)
    if head is None:
        return None
    phrase = singular_phrase(" ".join(words[: head + 1]))
    return Counted(unit=" ".join([phrase[:1].lower() + phrase[1:], *words[head + 1 :]]), end=quantity.end)


def _placed(found: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Each number with the one that its unit stands behind: of a range's low end, that ends with the high one."""
    for index, quantity in enumerate(found):
        high = found[index + 1] if index + 1 < len(found) else None
        ranged = (
            high and quantity.bound == "over" and high.bound == "under" and high.begin - quantity.end <= 5
        )
        yield quantity, replace(quantity, end=high.end) if high and ranged else quantity


def _reported(reading: Reading, quantity: Quantity) -> bool:
    """Whether the number is a count that the sentence asserts: no label, no pointer, no plan, no lone "one"."""
    before = ahead(reading.text, quantity.phrase)
    labelled = (quantity.phrase == quantity.begin and _LABEL.search(before)) or _AGE.search(before)
    if labelled or (quantity.words and quantity.value <= 1):
        return False
    small = quantity.words and quantity.value <= _DOZEN
    if (small and _SOME_OF.match(reading.text, quantity.end)) or _LATER_UNREAL.match(
        reading.text, quantity.end
    ):
        return False
    if small and not quantity.percent and _POINTED_AT.search(before):
        return False
    if _LISTED_PLANS.search(before) or FOR_EXAMPLE.search(before):
        return False
    if _SPOKEN.match(reading.text, quantity.end) or _is_said(reading.text, quantity, before):
        return False
    clauses = [found.end() for found in _CLAUSE.finditer(before)]
    return not _NOT_SO.search(before[clauses[-1] if clauses else 0 :])


def _is_said(text: str, quantity: Quantity, before: str) -> bool:
    """Whether the number is what somebody is quoted to say."""
    return bool(_IN_QUOTES.search(before) and _SAYS.match(text, quantity.end))


def _in_list(text: str, end: int, quantity: Quantity) -> bool:
    return text[end : quantity.begin] in (", ", " and ", ", and ", " as well as ", ", as well as ")
