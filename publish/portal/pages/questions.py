"""The list of questions."""

from kg.questions import listed
from kg.store import Reader
from publish.portal.asked import Asked, Shown
from publish.portal.tongues import tongue


def show(reader: Reader, asked: Asked) -> Shown:  # noqa: ARG001 - every page has this form
    """All questions that the data can answer."""
    return Shown(
        template="questions", title=tongue(asked.language).say("Questions"), values={"questions": listed()}
    )
