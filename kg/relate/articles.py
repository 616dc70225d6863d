"""The articles of a sentence, list by list, and those that are of no treaty.

Annotation rule: an article counts where it is one of an instrument. What words tie to a law, to an annex, to a text
that nobody knows, or to the document's own articles stays out.
"""

import re
from collections.abc import Sequence

from kg.relate.laws import claims
from kg.relate.sentences import Sentence
from kg.relate.terms import ACRONYM
from kg.relate.treaties import TITLE
from kg.types import Mention

_LIST = re.compile(rf"{TITLE}\s?(?:,|;)?\s?(?:and/or|and|or|to|as well as)?\s?|\s?[-–]\s?")
_SAME = re.compile(r"\s[Aa]rticle\Z")
"""What a paragraph "of the same article" ends with: it has no number of its own."""
OTHER = re.compile(
    rf"{TITLE},?\s(?:of\s(?!which\b)|common\sto\s|(?:in|to|from)\s(?:the|its|that|this|a)\s[A-Z])"
)
BEFORE = re.compile(
    rf"(?:['’]s)?[”\"]?{TITLE}(?:,|:)?\s\(?(?:(?:and|in|under|by|through|specifically|notably"
    rf"|particularly|especially"
    r"|including|namely|see|at|with|particular|of\swhich|whose)\s)*(?:(?:its|the)\s)?(?:provisions?\s(?:of|in)\s)?"
)
_ANNEX = re.compile(
    r"\bannex(?:es)?\b(?:\s[IVX]{1,4})?,\s\Z"
    r"|\b(?:bill|[Ll]aw|[Aa]ct|decree|ordinance|code|rules|by-?laws|statutes|contract|lease|policy|licen[cs]e"
    r"|agreement|arrangement|memorandum|handbook|manual|constitution)"
    r"(?:\s(?:of|with|between|for)\s[^,;.()]{1,40})?(?:,\s|\s\()(?:(?:in|under|by)\s)?(?:its\s)?\Z"
)
"""What stands before an article of no treaty: the annex of a resolution, a bill, a contract with somebody."""
_PAPER = 70
"""Code points: "agreement with " and who the party is."""
_LETTERED_BEHIND = re.compile(rf"{TITLE}\s[A-Z]{{2}}\b")
_CHANGED = re.compile(
    r"\b(?:amend|repeal|abolish|abrogate|revoke|rescind|revise|reform|enact)(?:e?s|e?d|ing)?\s(?:or\s[a-z]+\s)?(?:the\s)?\Z"
)
"""What States do to their own laws: "amend article 216"."""
_CHANGE = 40
"""Code points: "abrogating or rescinding the "."""
_WHICH = re.compile(r"\bof\swhich\s\Z")
"""What stands before an article of the thing just named, whatever it is."""
_OWN = re.compile(r"\s*(?:Article|ARTICLE|Art\.)\s[\dIVX]+[.:]?(?:\s+[A-Z][^()]*)?")
_HEADLINE = re.compile(r"Article\s(?:[IVX]+|\d+)[.:]?\s[A-Z]")
_LETTERED = re.compile(r"\b[A-Z]{3,8}\s\Z")
"""Letters right before an article, as "GATT Article XX": where they name no text that is known, another one."""
WINDOW = 10
"""Code points before an article: "their " and a blank."""


def groups(sentence: Sentence) -> list[list[tuple[int, int, Mention]]]:
    """The articles of the sentence, those of one list together."""
    found: list[list[tuple[int, int, Mention]]] = []
    for place in (p for p in sentence.mentions if p[2].type == "provision" and not p[2].id):
        between = sentence.text[min(found[-1][-1][1], place[0]) : place[0]] if found else ""
        if found and (_is_same(sentence, place) or _LIST.fullmatch(between)):
            found[-1].append(place)
        else:
            found.append([place])
    return found


def _is_same(sentence: Sentence, place: tuple[int, int, Mention]) -> bool:
    return bool(_SAME.search(sentence.text, *place[:2]))


def list_end(sentence: Sentence, group: Sequence[tuple[int, int, Mention]]) -> int:
    """Where the list ends, without the later paragraphs "of the same article"."""
    return max(
        stop for begin, stop, m in group if m is group[0][2] or not _is_same(sentence, (begin, stop, m))
    )


def elsewhere(sentence: Sentence, group: Sequence[tuple[int, int, Mention]]) -> bool:
    """Whether the words tie the article to something else: another text, a law, the document's own articles.

    A headline inside a paragraph ("Article II Protection of children") lost its line end in reading.
    """
    end = list_end(sentence, group)
    own = any(is_headline(sentence, mention) for _, _, mention in group)
    return (
        own
        or bool(_CHANGED.search(sentence.text, max(0, group[0][0] - _CHANGE), group[0][0]))
        or bool(_WHICH.search(sentence.text, max(0, group[0][0] - WINDOW), group[0][0]))
        or bool(_ANNEX.search(sentence.text, max(0, group[0][0] - _PAPER), group[0][0]))
        or bool(_LETTERED.search(sentence.text, max(0, group[0][0] - WINDOW), group[0][0]))
        or bool(_HEADLINE.match(sentence.text, group[0][0]))
        or any(p.match(sentence.text, end) for p in (OTHER, ACRONYM, _LETTERED_BEHIND))
        or _of_unknown(sentence, group[0][0])
        or claims(sentence, group[0][0])
    )


def _of_unknown(sentence: Sentence, begin: int) -> bool:
    """Whether a text without a key stands right before: "the Code of Conduct (article 4)"."""
    before = (e for _, e, m in sentence.mentions if m.type == "instrument" and not m.id and e <= begin)
    return any(BEFORE.fullmatch(sentence.text[e:begin]) for e in before)


def is_headline(sentence: Sentence, mention: Mention) -> bool:
    """Whether the article is a heading of the document itself: an annexed statute or agreement."""
    text = sentence.unit.view.text
    first = sentence.unit.view.place(0) == mention.begin
    return first and bool(_OWN.fullmatch(text))
