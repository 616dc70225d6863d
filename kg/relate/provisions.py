"""Each article as part of its instrument: the texts of a document by their keys, its articles under identifiers.

Which instrument an article is of is told in `owners`; what stays open is no mention any more, and gives a finding.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

from kg.iris import slug
from kg.relate.aliases import unified
from kg.relate.articles import is_headline
from kg.relate.owners import Above, Tied, headings_named, of_document, of_sentence, reported_under
from kg.relate.sentences import Sentence
from kg.relate.terms import articles, fullest_names, instruments, with_bodies, with_terms
from kg.relate.treaties import INTERNAL, NOUN, is_whole, spelt_out
from kg.relate.watched import treaties_of_bodies, watched_treaty
from kg.types import EntityType, Fact, Finding, Mention
from kg.vocabulary import Lexicon

_COMMON = re.compile(r"\scommon\sto\s|\sof\sboth\s")
_AND = re.compile(r"(?:\s\([A-Z]+\))?,?\sand\s(?:of\s|to\s)?(?:the\s)?")
_GOES_ON = re.compile(r"\s(?:to|on|of|for|against)\s(?:the\s)?[A-Z]")


def tied(
    sentences: Sequence[Sentence],
    lexicon: Lexicon,
    keys: Mapping[tuple[EntityType, str], str] = MappingProxyType({}),
    facts: Sequence[Fact] = (),
) -> tuple[list[Sentence], list[Finding]]:
    """The sentences with "the Convention" as a mention where it is plain, and each article as part of its instrument.

    An article that stays open is no mention any more, and gives one finding. `keys` has the document's key of each
    name that coreference brought together with others; `facts` tell whether it is a paper of a body that watches
    over one treaty.
    """
    watched = watched_treaty(facts, lexicon)
    cites = any(True for sentence in sentences for _ in articles(sentence))
    spelt = [spelt_out(sentence, lexicon, cites=cites) for sentence in sentences]
    keyed = unified([_keyed(sentence, keys) for sentence in spelt], lexicon)
    known = list(with_terms(keyed, lexicon, watched))
    headings = headings_named(known, lexicon)
    found: Tied = {}
    before: Sentence | None = None
    for sentence in known:
        near = before if before and before.unit is sentence.unit else None
        above = Above(near, headings, found, treaties_of_bodies(sentence, lexicon), lexicon)
        found |= of_sentence(sentence, above)
        before = sentence
    found |= of_document(known, found, watched or reported_under(known, found))
    findings = [_open(m) for s in known for m in articles(s) if m not in found and not is_headline(s, m)]
    known = with_bodies(known, frozenset(key for key, _ in found.values()), lexicon)
    names = fullest_names(known)
    return [_closed(sentence, found, names, lexicon) for sentence in known], findings


def _keyed(sentence: Sentence, keys: Mapping[tuple[EntityType, str], str]) -> Sentence:
    """The sentence with each treaty that no vocabulary knows under the key that it has in the document.

    A name that goes on behind its end ("the Optional Protocol" to something) names no one text.
    """
    if not any(m.type == "instrument" and not m.id for _, _, m in sentence.mentions):
        return sentence
    places = []
    for begin, end, m in sentence.mentions:
        loose = m.type == "instrument" and not m.id and NOUN.search(m.name) and not INTERNAL.search(m.name)
        if loose and (not _GOES_ON.match(sentence.text, end) or is_whole(sentence, begin, end)):
            m = replace(m, id=keys.get((m.type, m.name)) or f"instrument-{slug(m.name)}")
        places.append((begin, end, m))
    return replace(sentence, mentions=tuple(places)) if places != list(sentence.mentions) else sentence


def _unkeyed(mention: Mention, lexicon: Lexicon) -> Mention:
    """The mention as it goes on: a key of the document is no identifier."""
    loose = mention.type == "instrument" and mention.id and not lexicon.find("instrument", mention.id)
    return replace(mention, id=None) if loose else mention


def _closed(sentence: Sentence, found: Tied, names: Mapping[str, str], lexicon: Lexicon) -> Sentence:
    """The sentence with its tied articles under their identifiers and without the open ones."""
    if not any(m.type in ("provision", "instrument") for _, _, m in sentence.mentions):
        return sentence
    places = []
    for begin, end, mention in sentence.mentions:
        if mention.type != "provision" or mention.id:
            places.append((begin, end, _unkeyed(mention, lexicon)))
        elif mention in found:
            instrument, score = found[mention]
            concept = lexicon.find("instrument", instrument)
            name = concept.name if concept else names.get(instrument, instrument)
            places.append((begin, end, _named(mention, instrument, name, score)))
            if other := _also(sentence, end, instrument):
                concept = lexicon.find("instrument", other)
                name = concept.name if concept else names.get(other, other)
                places.append((begin, end, _named(mention, other, name, score)))
    return replace(sentence, mentions=tuple(places)) if places != list(sentence.mentions) else sentence


def _also(sentence: Sentence, end: int, instrument: str) -> str | None:
    """The other text of an article that two have in common."""
    if not _COMMON.match(sentence.text, end):
        return None
    named = [one for one in instruments(sentence) if one.begin >= end]
    joined = (
        b.id
        for a, b in pairwise(named)
        if a.id == instrument and _AND.fullmatch(sentence.text[a.end : b.begin])
    )
    return next(joined, None)


def _named(mention: Mention, instrument: str, name: str, score: Decimal) -> Mention:
    whole = f"{name}, article {mention.number}"
    return replace(mention, id=f"{instrument}#art{mention.number}", name=whole, score=score)


def _open(mention: Mention) -> Finding:
    return Finding(
        severity="warning",
        rule="open-instrument",
        message=f"the instrument of {mention.name} is not told",
        remedy="leave it without a link: only a text that names the treaty beside it, or in a heading, can link it",
        begin=mention.begin,
        end=mention.end,
        value=mention.number,
    )
