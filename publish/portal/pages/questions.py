"""The list of questions."""

from functools import cache

from kg.questions import Question, listed
from kg.store import Reader
from publish.portal.asked import Asked, Shown
from publish.portal.tongues import tongue


@cache  # files of the installation do not change while a process runs
def catalogue() -> tuple[Question, ...]:
    """All questions."""
    return tuple(listed())


def show(reader: Reader, asked: Asked) -> Shown:  # noqa: ARG001 - every page has this form
    """All questions that the data can answer."""
    return Shown(
        template="questions", title=tongue(asked.language).say("Questions"), values={"questions": catalogue()}
    )
