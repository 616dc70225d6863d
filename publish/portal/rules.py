"""What is found wanting, in the language of the page: the messages of the shapes stand in six languages.

English stands in the shapes themselves, the others in `shapes/messages/LANGUAGE.ttl`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg import assets
from kg.iris import SH
from kg.labels import Label

_MESSAGE = ox.NamedNode(f"{SH}message")


def said(finding: Mapping[str, Any], language: str) -> Label:
    """What is wrong and what to do, of a finding as a manifest keeps it; in English where nobody translated it."""
    told = messages(language).get(str(finding.get("rule", "")))
    english = messages("en").get(str(finding.get("rule", "")), "")
    # Other checks may bear the name of a shape.
    if told and english.startswith(str(finding["message"]).rstrip(".")):
        return Label(told, language)
    remedy = f" ({finding['remedy']})" if finding.get("remedy") else ""
    return Label(f"{finding['message']}{remedy}", "en")


@cache  # files of the installation do not change while a process runs
def messages(language: str) -> Mapping[str, str]:
    """The message of each shape in a language, by the last part of its IRI."""
    pattern = "*.ttl" if language == "en" else f"messages/{language}.ttl"
    return {
        quad.subject.value.rpartition("#")[2]: quad.object.value
        for path in assets.files("shapes", pattern)
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)
        if quad.predicate == _MESSAGE
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.Literal)
        and quad.object.language == language
    }
