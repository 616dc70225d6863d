"""The whole answer as one JSON object for programs."""

import json

from kg.ask import Answer

NAME = "json"
SUFFIX = ".json"


def write(answer: Answer) -> bytes:
    """Question, parameters, answer, columns, rows, sources and caveats, in this order."""
    told = {
        "question": answer.question.name,
        "parameters": answer.parameters,
        "answer": answer.answer,
        "columns": answer.columns,
        "rows": answer.rows,
        "sources": answer.sources,
        "caveats": answer.caveats,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
