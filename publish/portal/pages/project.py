"""What this is, how statements come about and are checked, how to cite it."""

from kg.store import Reader
from publish.portal.asked import Asked, Shown
from publish.portal.tongues import tongue


def show(reader: Reader, asked: Asked) -> Shown:  # noqa: ARG001 - every page has this form
    """The words of the page, with what the server knows."""
    return Shown(template="project", title=tongue(asked.language).say("About"), values=asked.more)
