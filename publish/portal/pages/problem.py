"""An error: what happened and what to do. It may stand at any address, so its links begin at the root."""

from kg.iris import Base
from publish.portal.asked import Asked, Shown
from publish.portal.look import written
from publish.portal.tongues import tongue


def problem_page(title: str, detail: str, language: str = "en") -> bytes:
    """The page; the detail is in English."""
    asked = Asked(base=Base(), language=language, root="/", top="/")
    return written(
        Shown(template="problem", title=tongue(language).say(title), values={"detail": detail}), asked
    )
