"""All of it to take along: dumps with sizes and checksums, the description of the data, the licence."""

from kg.store import Reader
from publish.portal.asked import Asked, Shown
from publish.portal.tongues import tongue


def show(reader: Reader, asked: Asked) -> Shown:  # noqa: ARG001 - every page has this form
    """The words of the page, with what the server knows."""
    return Shown(template="data", title=tongue(asked.language).say("Data"), values=asked.more)
