"""Words that several commands take."""

from pathlib import Path
from typing import Annotated, Any

import typer

from kg.errors import ConfigError
from kg.settings import Settings

Store = Annotated[
    str | None, typer.Option("--store", help="Folder of the store, or address of a SPARQL service.")
]
DecisionsAt = Annotated[Path | None, typer.Option("--decisions", help="Folder of the decisions.")]
BaseIri = Annotated[str | None, typer.Option("--base", help="Namespace of the graph, kept with the store.")]
Threshold = Annotated[
    str | None, typer.Option("--threshold", help="Confidence from which a statement is accepted.")
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no remarks.")]
NoCurated = Annotated[
    bool, typer.Option("--no-curated", help="Without curated programmes, publications, events.")
]
By = Annotated[str, typer.Option("--by", help="Who decides.")]
Note = Annotated[str, typer.Option("--note", help="Why.")]


def curated(without: bool) -> dict[str, Any]:
    """The flag as a setting: one that is not given leaves the word to environment and files."""
    return {"curated": False} if without else {}


def on_disk(told: Settings, command: str) -> Settings:
    """The settings of a command that works on the folder of a store.

    Raises `ConfigError` for a store that is a service far away.
    """
    if told.remote:
        raise ConfigError(
            f"{command} is for a store on disk",
            where=told.remote.address,
            remedy="use the backups of the service, or write files with: kg export",
        )
    return told
