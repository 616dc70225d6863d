"""MandateGraph: United Nations documents in, a sourced knowledge graph out.

The stable interface for Python is `read` (path to document), `extract` (document to everything it says) and
`build` (paths to a published store); they are loaded when they are first asked for, so that a command that needs
none of the language tools does not wait for them.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["build", "extract", "read"]

if TYPE_CHECKING:
    from kg.pipeline import build, extract, read


def __getattr__(name: str) -> Any:
    if name in __all__:
        from kg import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
