"""A page of the portal."""

from importlib import import_module
from typing import Any

from kg.iris import Base
from kg.store import Reader
from publish.portal.asked import Asked
from publish.portal.look import written


def run(reader: Reader, task: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
    """The page `name`, empty where nothing is known; with it the status that it should have."""
    asked = Asked(
        base=Base(reader.base),
        language=task["language"],
        root=task["root"],
        top=task["top"],
        here=task["here"],
        given=tuple((name, value) for name, value in task["given"]),
        build=task["build"],
        built=task["built"],
        more=task["more"],
    )
    shown = import_module(f"publish.portal.pages.{task['name']}").show(reader, asked)
    if shown is None:
        return b"", {}
    return written(shown, asked), {"code": shown.status}
