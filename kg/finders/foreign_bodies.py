"""Bodies with a French, Portuguese or Spanish name in an English text: national institutes, agencies, universities.

Their words are mostly in lower case, so the grammar of English names does not see where they end: the small words
of those languages hold them together. A head noun that English has too counts only before such a small word.
"""

import re
from collections.abc import Iterator

from kg.anyof import AnyOf
from kg.types import Mention, Unit
from kg.vocabulary import Lexicon

NAME = "foreign_bodies"
EXAMPLES = (
    (
        "The Institut togolais de recherches côtières under the Ministry joined UNDP.",
        (("Institut togolais de recherches côtières", None, "organization"),),
    ),
    (
        "Partners: Direction nationale de l'eau; Universidad Abierta del Mar",
        (
            ("Direction nationale de l'eau", None, "organization"),
            ("Universidad Abierta del Mar", None, "organization"),
        ),
    ),
    ("The Centre for Rope Studies took the Direction of the Institut.", ()),
)

_FOREIGN = """Institut Instituto Université Universidad Universidade Agence Agencia Agência Ministère Ministerio
    Ministério Dirección Direcção Direção Conseil Consejo Conselho Fédération Federación Federação Asociación
    Associação Fondation Fundación Fundação Centro Comité Comisión Comissão Oficina Banque Banco Société Sociedad
    Sociedade Unión União Réseau Observatoire Observatorio Observatório Colegio Colégio Cámara Câmara Chambre
    Corporación Servicio Serviço Secretaría Secrétariat École Escuela Escola Ligue Organización Organização
    Confédération Confederación Mouvement Movimiento Parlement Parlamento Fiscalía Procuraduría Procuradoria Policía
    Autorité Autoridad Haut-Commissariat Laboratoire Laboratorio Coopérative Cooperativa Syndicat Sindicato
    Groupement Caisse Caja"""
_SHARED = """Direction Association Centre Commission Bureau Union Service Office Organisation Alliance Coordination
    Tribunal Cour Police"""
"""Heads that are English words too."""
_HEADS = sorted(_FOREIGN.split(), key=len, reverse=True)
_LINK = r"(?:de|du|des|del|do|da|dos|das|la|le|les|los|las|el|et|y|e|à|au|aux|en|pour|para|por|sur|sobre|contre|contra)"
_ELIDED = r"(?:[dDlL]['’])"
_SMALL = r"[a-zà-öø-ÿœ]"
_ADJECTIVE = (
    rf"{_SMALL}{{2,20}}(?:ale?s?|aux|aise?s?|ienn?e?s?|ive?s?|iques?|oles?|aires?|ains?|aines?|an[oa]s?|ari[oa]s?"
    rf"|ic[oa]s?|iv[oa]s?|ères?|er[oa]s?|eurs?|[ai]bles?|ées?|és)(?!{_SMALL})"
)
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ][\w’'-]{1,30}"
_BEHIND_LINK = (
    rf"(?:(?: {_LINK}){{1,2}} {_ELIDED}?| {_ELIDED})(?!{_LINK}\b)"
    rf"(?:{_CAPITAL}|{_SMALL}[\w-]{{2,24}}(?: (?!{_LINK}\b){_ADJECTIVE})?)"
)
_OTHER = (
    r"(?:Programmes?|Programs?|Projects?|Initiative|Fund|Network|Campaign|Scheme|Prize|Award|Report|Plan|Agreement"
    r"|Conference|Street|Road|Avenue|Square)\b"
)
"""English heads of what is no body."""
_TAIL = rf"(?: {_ADJECTIVE}){{0,2}}(?:{_BEHIND_LINK}| (?!{_OTHER}){_CAPITAL}){{1,10}}"
_NO_BODY = re.compile(rf" {_OTHER}")
_SHOP = re.compile(r"Bureau de change\b", re.IGNORECASE)
_BODY = re.compile(
    rf"\b(?:(?:{'|'.join(_HEADS)}){_TAIL}"
    rf"|(?:{'|'.join(_SHARED.split())})(?: {_ADJECTIVE})?(?={_BEHIND_LINK}){_TAIL})"
)
_HINTS = AnyOf((*_HEADS, *_SHARED.split()))


def find(unit: Unit, lexicon: Lexicon) -> Iterator[Mention]:
    """The bodies of one unit, in order; offsets are the document's."""
    text = unit.view.text
    if not _HINTS.stands_in(text):
        return
    for sentence in unit.sentences:
        for found in _BODY.finditer(text, sentence.begin, sentence.end):
            quoted = text[found.start() - 1 : found.start()] in ("“", '"', "‘", "«")
            if quoted or _NO_BODY.match(text, found.end()) or _SHOP.match(found[0]):
                continue
            span = unit.view.span(*found.span())
            yield Mention(begin=span.begin, end=span.end, type="organization", finder=NAME, name=found[0])
