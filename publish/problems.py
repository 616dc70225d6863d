"""Errors as `application/problem+json` (RFC 9457): what happened and what to do, nothing of the machine."""

import json
from collections.abc import Mapping

from starlette.responses import Response

TITLES = {
    400: "The request cannot be understood",
    403: "This is not allowed here",
    404: "There is nothing at this address",
    405: "This method is not offered here",
    406: "None of the formats asked for can be written",
    408: "The request came too slowly",
    413: "The request is too long",
    414: "The address is too long",
    415: "This kind of request body is not read",
    500: "Something went wrong on our side",
    503: "The service cannot answer now",
}


class ProblemError(Exception):
    """An answer that is an error; `detail` is shown to the client."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        title: str = "",
        headers: Mapping[str, str] | None = None,
        **members: object,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.title = title or TITLES.get(status, "The request failed")
        self.headers = dict(headers or {})
        self.members = members

    def response(self) -> Response:
        """The error as a response; it is never kept by a cache."""
        body = {"type": "about:blank", "title": self.title, "status": self.status, "detail": self.detail}
        return Response(
            json.dumps(body | self.members, ensure_ascii=False, indent=1) + "\n",
            status_code=self.status,
            media_type="application/problem+json",
            headers={"Cache-Control": "no-store"} | self.headers,
        )
