"""Licences by the names that people know them by."""

import re
from textwrap import shorten

_NAMES = (
    (
        re.compile(r"https?://(?:www\.)?creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)(?:/(igo))?"),
        r"CC \1 \2 \3",
    ),
    (re.compile(r"https?://(?:www\.)?creativecommons\.org/publicdomain/zero/(\d\.\d)"), r"CC0 \1"),
    (re.compile(r"https?://(?:www\.)?opendatacommons\.org/licenses/(by)/(\d)-(\d)"), r"ODC-\1 \2.\3"),
    (
        re.compile(r"https?://(?:www\.)?opendatacommons\.org/licenses/(odbl|pddl)/(\d)-(\d)"),
        r"\1 \2.\3",
    ),
)
"""Addresses of licences, and what stands for the name."""
_LISTS = re.compile(
    r"https?://(?:www\.)?(?:spdx\.org/licenses|opensource\.org/licenses?)/(?P<name>[\w.+-]+?)(?:\.html|/)?$"
)
_WIDTH = 60
"""Characters of a licence that is told in sentences."""


def licence_name(licence: str | None) -> str:
    """The name by which people know a licence; of one told in sentences, how they begin.

    The names are those of the licences' own addresses.
    """
    if not licence:
        return "no licence stated"
    for pattern, name in _NAMES:
        if found := pattern.match(licence):
            return " ".join(found.expand(name).upper().split())
    if known := _LISTS.match(licence):
        return known["name"]
    return licence if licence.startswith("http") else shorten(licence, _WIDTH, placeholder=" …")
