"""Errors as `application/problem+json` (RFC 9457) or as a page: what happened, and what to do."""

import json
from collections.abc import Mapping

from starlette.responses import Response

from publish.negotiate import PAGE, PROBLEM, choose
from publish.portal.pages.problem import problem_page

TITLES = {
    400: "The request cannot be understood",
    403: "This is not allowed here",
    404: "There is nothing at this address",
    405: "This method is not offered here",
    406: "None of the formats asked for can be written",
    408: "The request came too slowly",
    410: "This is gone",
    413: "The request is too long",
    414: "The address is too long",
    415: "This kind of request body is not read",
    429: "Too many requests",
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

    def response(self, accept: str = "", language: str = "en") -> Response:
        """The error as a response, as a page for whoever likes that best; it is never kept by a cache."""
        headers = {"Cache-Control": "no-store", "Vary": "Accept"} | self.headers
        if choose(accept, (PROBLEM, PAGE)) is PAGE:
            return Response(
                problem_page(self.title, self.detail, language),
                self.status,
                headers,
                media_type=PAGE.media_type,
            )
        body = {"type": "about:blank", "title": self.title, "status": self.status, "detail": self.detail}
        return Response(
            json.dumps(body | self.members, ensure_ascii=False, indent=1) + "\n",
            self.status,
            headers,
            media_type=PROBLEM.media_type,
        )
