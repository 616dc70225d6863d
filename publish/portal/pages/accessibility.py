"""How far the pages can be used by everyone, what is known to fall short, and whom to tell."""

from kg.store import Reader
from publish.portal.asked import Asked, Shown
from publish.portal.tongues import tongue


def show(reader: Reader, asked: Asked) -> Shown:  # noqa: ARG001 - every page has this form
    """The words of the page, with what the server knows."""
    return Shown(
        template="accessibility", title=tongue(asked.language).say("Accessibility"), values=asked.more
    )
