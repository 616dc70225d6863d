"""Documents that were stated and wait to be written: on the disk, so that many need no memory."""

import pickle
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.assembly.stated import Stated
from kg.types import Finding


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document, and where in the file it waits."""

    place: int
    statements: int
    findings: tuple[Finding, ...]
    coverage: Mapping[str, int | None]

    @property
    def violations(self) -> int:
        return sum(finding.severity == "violation" for finding in self.findings)


class Spool:
    """A passing file of documents by version; a later one takes the place of an earlier one."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - `close` ends it
        self.outcomes: dict[str, Outcome] = {}

    def add(self, found: Stated) -> None:
        """The document waits here."""
        place = self._file.seek(0, 2)
        pickle.dump(found, self._file, pickle.HIGHEST_PROTOCOL)
        self.outcomes[found.version] = Outcome(place, found.statements, found.findings, found.coverage)

    def all(self) -> Iterator[Stated]:
        """Every document that waits, by version."""
        for version in sorted(self.outcomes):
            self._file.seek(self.outcomes[version].place)
            found: Stated = pickle.load(self._file)
            yield found

    def drop(self, versions: set[str]) -> dict[str, Outcome]:
        """These documents wait no more."""
        return {version: self.outcomes.pop(version) for version in sorted(versions)}

    def close(self) -> None:
        """The file is gone."""
        self._file.close()
