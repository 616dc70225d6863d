"""Which organ issued a resolution that the text names by its bare number.

The order of the symbol rules: organ words beside the number, the document's defined term for "the Conference",
"its" and the organ of the sentence, the same number with its organ elsewhere in the document, and last the
document's own organ, as its symbol and session tell it. A body that numbers as it likes gives a local key. Where
all that stays open, the mention stays without an identifier; it is never guessed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.relate.organs.acts import NOUN, first_of, organs_of
from kg.relate.organs.boards import local_acts
from kg.relate.organs.document import (
    Context,
    acts_elsewhere,
    defined_terms,
    headed,
    heads_decision,
    of_document,
    own_organs,
    repeated,
)
from kg.relate.organs.words import chain, list_starts, organs_told
from kg.relate.sentences import Sentence
from kg.types import Fact, Finding, Mention
from kg.vocabulary import Lexicon

_NAMES = re.compile(r"(?:The )?(?:[A-Z][a-z]+-[a-z]+ )?")


def resolved(
    sentences: Sequence[Sentence], lexicon: Lexicon, facts: Sequence[Fact] = ()
) -> tuple[list[Sentence], list[Finding]]:
    """The sentences with every number that has an organ closed, and a finding for each that stays open.

    What is called a resolution or decision is one even so, without an identifier; a mere number is nothing.
    """
    own = tuple(own_organs(facts, lexicon))
    context = Context(lexicon, defined_terms(sentences, lexicon), own, headed(sentences))
    closed: dict[Mention, Mention] = {}
    previous: str | None = None
    speaking: str | None = None
    for sentence in sentences:
        organs, starts = organs_of(sentence, lexicon), list_starts(sentence)
        speaking = _speaks(sentence, organs) or speaking
        near = speaking if sentence.unit.kind in ("preambular", "operative") else None
        for place, mention in _open(sentence):
            if heads_decision(mention, context):
                continue
            for start in chain(sentence, place, starts, closed):
                told = organs_told(
                    sentence, place, start, organs, context, near or previous, speaks=bool(near)
                )
                if found := first_of(mention, told):
                    closed[mention] = found
                    break
        closed |= dict(local_acts(sentence, context))
        previous = next((prefix for _, _, prefix in organs), previous)
    findings = []
    # What the first turn closes tells the second; a mere number above a title is what its act is called elsewhere.
    for called, again in ((True, True), (True, False), (False, False)):
        elsewhere = acts_elsewhere(sentences, closed)
        for sentence, mention in _left(sentences, closed, called=called):
            if found := repeated(mention, elsewhere) or of_document(sentence, mention, context):
                closed[mention] = found
            elif again:
                continue
            elif not _is_count(mention) or _of_council(mention, elsewhere):
                findings.append(_open_number(mention))
                if called:
                    closed[mention] = replace(mention, number=None)
    return [_closed(sentence, closed) for sentence in sentences], findings


def _left(
    sentences: Sequence[Sentence], closed: Mapping[Mention, Mention], *, called: bool
) -> Iterator[tuple[Sentence, Mention]]:
    """What is still open and is `called` a resolution or decision, or is not."""
    for sentence in sentences:
        for _, mention in _open(sentence):
            if mention not in closed and bool(NOUN.search(mention.name)) is called:
                yield sentence, mention


def _closed(sentence: Sentence, closed: Mapping[Mention, Mention]) -> Sentence:
    """The sentence with its numbers closed; only what has no identifier yet can have got one."""
    if not any(not m.id and (m.number or m.type == "resolution") for _, _, m in sentence.mentions):
        return sentence
    return replace(sentence, mentions=tuple((b, e, closed.get(m, m)) for b, e, m in sentence.mentions))


def _speaks(sentence: Sentence, organs: Sequence[tuple[int, int, str]]) -> str | None:
    """The organ of "The General Assembly,": it speaks in all that follows."""
    alone = sentence.unit.kind == "preambular" and len(organs) == 1 and sentence.text.rstrip().endswith(",")
    named = (
        alone
        and _NAMES.fullmatch(sentence.text[: organs[0][0]])
        and organs[0][1] + 2 >= len(sentence.text.rstrip())
    )
    return organs[0][2] if named else None


def _open(sentence: Sentence) -> Iterator[tuple[int, Mention]]:
    return ((i, m) for i, (_, _, m) in enumerate(sentence.mentions) if m.number and not m.id)


def _is_count(mention: Mention) -> bool:
    """Whether this is "resolution 1080" and no more, which is seldom a resolution at all."""
    named = "Council" in mention.name or re.match(r"(?:UN)?SCR", mention.name)
    return (mention.number or "").isdigit() and not named


def _of_council(mention: Mention, elsewhere: Mapping[str, set[str]]) -> bool:
    """Whether "Resolution 1844" leaves out its year in a document that cites the Security Council with years."""
    cites = any(symbol.startswith("S/RES/") for symbols in elsewhere.values() for symbol in symbols)
    return cites and mention.name[:1].isalpha() and len(mention.number or "") > 2


def _open_number(mention: Mention) -> Finding:
    # The organ is told where the Security Council is; its acts are numbered on, and named with their year.
    lacking = "year" if "Council" in mention.name and (mention.number or "").isdigit() else "organ"
    return Finding(
        severity="warning",
        rule="open-organ",
        message=f"the {lacking} of {mention.name} is not told",
        remedy="leave it without a link: only a text that gives its symbol, or names the organ beside it, can link it",
        begin=mention.begin,
        end=mention.end,
        value=mention.number,
    )
