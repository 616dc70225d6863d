"""The resolutions that asked for a document, as its first paragraphs say."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from kg.metadata.cover import BODY_NAME, NAME
from kg.symbols import Act, organ_prefix, parse, resolve, scan_numbers
from kg.types import Fact, Unit

_FIRST_PARAGRAPHS = 8
_NEAR = 1_500
"""Code points before an act in which its organ may have its whole name."""
_THIS_TEXT = re.compile(
    r"\b(?:[Tt]his|[Tt]he present) (?:\w+ )?(?:submission|report|note|document|contribution|study"
    r"|summary|input|reply|paper|briefing|update)\b"
    r"|\b[Tt]he (?:report|document|note|paper) (?:is|was) "
    r"(?:submitted|issued|presented|circulated|prepared|transmitted)\b"
    r"|\breports as follows\b"
    r"|\b(?:describes?|reports?) below\b|\bthe report (?:looks|covers|examines|describes|reviews|gives)\b"
    r"|\b(?:has the honour to|hereby|have the honour to) (?:transmit|submit)|\breports (?:\w+ly )to\b"
)
_ON_REQUEST = re.compile(
    r"\b(?:in response to|in reply to|at the request of|(?:answers|meets|responds to|follows) (?:the"
    r"|a) request|"
    r"(?:answers|responds to|follows) (?:(?:operative )?paragraphs? [\w() ]{1,12} of )?"
    r"(?:[A-Z][\w’'-]* (?:of |and |on |for |the )*){0,8}(?:resolution|decision)s?|"
    r"pursuant to|in accordance with|in compliance with|further to|"
    r"as (?:requested|mandated)|"
    r"requested|in which .{3,80} requested)\b",
    re.IGNORECASE,
)
_PAPER = r"(?:report|study|paper|update|note|document|submission|account|information)"
_REQUESTS_REPORT = re.compile(
    r"\b(?:request|ask|invit|mandat)(?:ed|e?s)\b(?: .{2,120}?)? (?:to (?:report|inform|describe|"
    rf"(?:submit|prepare|present|provide|transmit)\b.{{0,80}}?"
    rf"\b(?:report|(?:this|the present) {_PAPER}|information|update))\b"
    rf"|for (?:the present|this|an?) (?:[a-z]+ ){{0,3}}{_PAPER}\b)"
    rf"|\brequest(?:ed|s) (?:the present|this|an?) (?:[a-z]+ ){{0,3}}{_PAPER}\b"
)
_RESOLUTION = re.compile(
    r"\b(?:(?:resolution|decision)s? )?(?P<symbol>[A-Z][A-Za-z]*(?:\.\d{1,3}|\(\d{1,3}\))?(?:/[A-Z]+)*/"
    r"(?:RES|DEC|Res|Dec)[/.]\d(?:[\w/.-]*\w)?(?:\(\d{4}\))?)"
    r"|\b(?P<act>resolution|decision)s? (?P<number>[A-Z]{2,3}-\d{1,2}/\d{1,3}"
    r"|[A-Z]{2,4}\d{2,3}(?:\.R?\d{1,2}|\(\d{1,2}\))|\d{1,4}/\d{1,4}(?: [A-Z]\b)?|\d{1,4} ?\(\d{4}\)|"
    r"\d{1,4}(?: [A-Z])? ?\([IVXLC-]{1,8}\))"
)
_AND = re.compile(r"[^.;:]{0,120}?\band (?:(?!which|that|the \w+ed\b)[^.;:]){0,90}$")


def requests(units: Sequence[Unit]) -> Iterator[Fact]:
    """A fact for each, in the order of the text: a canonical symbol where the words tell it."""
    seen: set[str] = set()
    for unit in islice((u for u in units if u.kind in ("paragraph", "item")), _FIRST_PARAGRAPHS):
        for begin, end in unit.sentences:
            for fact in _requests_in(unit, begin, end):
                if str(fact.value) not in seen:
                    seen.add(str(fact.value))
                    yield fact


def _requests_in(unit: Unit, begin: int, end: int) -> Iterator[Fact]:
    words = unit.view.text[begin:end]
    asked = _ON_REQUEST.search(words) if _THIS_TEXT.search(words) else None
    start = 0 if _REQUESTS_REPORT.search(words) else asked.start() if asked else None
    if start is None:
        return
    organ, last = None, None
    for match in _RESOLUTION.finditer(words, start):
        if last is not None and not _AND.match(words[last : match.start()]):
            return
        at = begin + match.start()
        near = _organ_near(words[start : match.start()], words[match.end() :])
        organ = _whole_name(near, unit.view.text[max(0, at - _NEAR) : at]) if near else organ
        last = match.end()
        for value, at, until in _listed(words, match, organ):
            last = max(last, until)
            yield Fact(field="requested_by", value=value, span=unit.view.span(begin + at, begin + until))


def _listed(words: str, match: re.Match[str], organ: str | None) -> Iterator[tuple[str, int, int]]:
    """The resolution of a match, then the further numbers of its list, each with its place."""
    prefix = organ_prefix(organ or "")
    # Decisions of a board that the grammar does not know are nobody else's.
    plain = match["symbol"] or match["number"]
    known = prefix or not organ or match["symbol"] or "(" in plain
    symbols = parse(match[0], organ=organ) if known else ()
    named = plain if organ is None or match["symbol"] else f"{organ} {match['act']} {plain}"
    yield symbols[0].canonical if symbols else named, match.start(), match.end()
    for item in scan_numbers(words, match.start("number"))[1:] if match["number"] and prefix else ():
        act: Act = "DEC" if match["act"] == "decision" else "RES"
        if symbol := resolve(item.number, act, prefix):
            yield symbol.canonical, item.begin, item.end


def _whole_name(name: str, before: str) -> str:
    """The name of which "the Council" is the last word, where the words before tell it."""
    longer = [one for one in re.findall(NAME, before) if one.endswith(f" {name}")]
    return str(longer[-1]) if longer and not organ_prefix(name) else name


def _organ_near(before: str, after: str) -> str | None:
    """The organ whose resolution it is: "of the …" right after the number, else the last name before it."""
    if match := re.match(rf" of the (?P<organ>{NAME})", after):
        return match["organ"]
    if match := re.match(rf",? (?:[^.;]{{0,200}}, )?the (?P<organ>{NAME}) requested", after):
        return match["organ"]
    names = [name for name in re.findall(NAME, before) if BODY_NAME.match(name)]
    return str(names[-1]) if names else None
