"""How programs ask: lines that run, formats, limits."""

from kg.store import Reader
from publish.portal.asked import Asked, Shown
from publish.portal.tongues import tongue


def show(reader: Reader, asked: Asked) -> Shown:  # noqa: ARG001 - every page has this form
    """The words of the page, with what the server knows."""
    return Shown(template="developers", title=tongue(asked.language).say("For developers"), values=asked.more)
