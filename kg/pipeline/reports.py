"""What became of each file and of the store, as commands print it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg import sources
from kg.tongues import LANGUAGE_NAMES, UNKNOWN
from kg.types import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file."""

    path: str
    status: str
    """read, unchanged, skipped, failed, rejected, removed or missing."""
    reason: str = ""
    document: str | None = None
    version: str | None = None
    statements: int = 0
    violations: int = 0
    findings: tuple[Finding, ...] = ()
    place: str = ""
    """Where it is kept to come from, where that is known by now."""
    reasons: tuple[str, ...] = ()
    """Why it is read, or results of it are made again, see `kg.pipeline.reasons`."""

    @property
    def told(self) -> str:
        """All that is to be said of it, as a phrase."""
        return "; ".join((*([self.reason] if self.reason else ()), *self.reasons))

    @property
    def origin(self) -> str:
        """The same, found out where it must be."""
        return self.place or sources.place(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What became of each file, and of the store."""

    files: tuple[FileReport, ...]
    build: str | None
    """Name of the live build, or none where nothing was published."""
    quads: int = 0
    changed: bool = False


def with_counts(reports: Sequence[FileReport], manifest: Mapping[str, Any]) -> tuple[FileReport, ...]:
    """The lines of a build with what the manifest says of each document."""
    rows = {
        place: row for row in manifest["documents"] for place in (*row["sources"], *row.get("superseded", ()))
    }
    return tuple(_counted(report, rows.get(report.origin)) for report in reports)


def _counted(report: FileReport, row: Mapping[str, Any] | None) -> FileReport:
    if row is None or report.status not in ("read", "unchanged"):
        return report
    if report.origin in row.get("superseded", ()):
        known = "" if row["language"] == UNKNOWN else f"{LANGUAGE_NAMES[row['language']]} "
        reason = f"another {known}text of the same document is current"
        return replace(report, reason=reason, document=row["document"])
    rejected = not row["published"]
    return replace(
        report,
        status="rejected" if rejected else report.status,
        reason=f"{row['violations']} violations" if rejected else report.reason,
        document=row["document"],
        version=row["version"],
        statements=row["statements"],
        violations=row["violations"],
        findings=tuple(Finding(**finding) for finding in row["findings"]),
    )
