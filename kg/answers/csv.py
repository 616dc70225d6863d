"""The rows as comma-separated values (RFC 4180) in UTF-8: every column, headings first."""

import csv
import io

from kg.ask import Answer

NAME = "csv"
SUFFIX = ".csv"


def write(answer: Answer) -> bytes:
    """Headings and rows, lines ended by CR LF; what is not known is empty."""
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(answer.columns)
    lines.writerows([row[column] for column in answer.columns] for row in answer.rows)
    return out.getvalue().encode("utf-8")
