"""The six languages: words of the interface, numbers and dates, and the language that a request asks for.

Words come from gettext catalogues in `locale/LANGUAGE/LC_MESSAGES/portal.po`, read as they are: a checkout needs
no further step. A page stands at `/LANGUAGE/…`; without that, the Accept-Language header decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from babel import Locale, dates, numbers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LANGUAGES = {
    "ar": "العربية",
    "zh": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
}
"""In the order that the United Nations uses, each by its own name."""
DEFAULT = "en"
_FOLDER = Path(__file__).parent / "locale"
_LOCALES = {"en": "en_GB", "zh": "zh_Hans"}
"""The United Nations write "9 July 2018" in English."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language of the interface."""

    code: str
    words: Translations

    @property
    def direction(self) -> str:
        return direction(self.code)

    def say(self, text: str, **values: object) -> str:
        """The text in this language, with values put in."""
        told = self.words.gettext(text)
        return told % values if values else told

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """The text in the form that this language has for a number, which it may name as `number`."""
        return self.words.ngettext(one, many, number) % ({"number": self.number(number)} | values)

    def context(self, context: str, text: str) -> str:
        """The text as it is meant in a context."""
        return str(self.words.pgettext(context, text))

    def number(self, value: float) -> str:
        """A number as it is written in this language."""
        return _number(value, self.code)

    def percent(self, value: float) -> str:
        """A share from 0 to 1."""
        return _percent(value, self.code)

    def day(self, value: str) -> str:
        """A date from its ISO form; years and months stay as they are."""
        return _day(value, self.code)

    def size(self, bytes: int) -> str:
        """A size of a file in kilobytes or megabytes."""
        if bytes < 1_000_000:
            return f"{self.number(max(1, round(bytes / 1000)))} kB"
        return f"{self.number(round(bytes / 1_000_000, 1))} MB"

    @property
    def _locale(self) -> Locale:
        return _locale(self.code)


@cache  # there are six
def _locale(code: str) -> Locale:
    return Locale.parse(_LOCALES.get(code, code))


@lru_cache(maxsize=4096)  # a page with facets writes hundreds of small numbers, most of them again and again
def _number(value: float, code: str) -> str:
    return numbers.format_decimal(value, locale=_locale(code))


@lru_cache(maxsize=1024)  # documents have few dates, which stand beside each of their sentences
def _day(value: str, code: str) -> str:
    try:
        return dates.format_date(date.fromisoformat(value), format="long", locale=_locale(code))
    except ValueError:
        return value


@lru_cache(maxsize=1024)  # confidences have two digits
def _percent(value: float, code: str) -> str:
    return numbers.format_percent(value, format="#,##0 %", locale=_locale(code))


def direction(language: str | None) -> str:
    """How a language is written: "rtl" or "ltr"."""
    return "rtl" if (language or "").partition("-")[0] in ("ar", "fa", "he", "ur") else "ltr"


@cache  # files of the installation do not change while a process runs
def tongue(code: str) -> Tongue:
    """The language of that code, one of `LANGUAGES`."""
    path = _FOLDER / code / "LC_MESSAGES" / "portal.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Tongue(code, Translations(compiled))


def chosen(header: str) -> str:
    """The language that an Accept-Language header likes best (RFC 9110, 12.5.4); English where it likes none.

    >>> chosen("pt, es-CO;q=0.9, en;q=0.5")
    'es'
    """
    liked: list[tuple[float, int, str]] = []
    for place, part in enumerate(header.split(",")[:50]):
        name, _, parameter = part.strip().partition(";")
        code = name.strip().lower().partition("-")[0]
        if code in LANGUAGES and (weight := _weight(parameter)) > 0:
            liked.append((-weight, place, code))
    return min(liked)[2] if liked else DEFAULT


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


class Spoken:
    """Takes the language off the address, and says of pages whose language was chosen what chose it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        first, _, rest = scope["path"].removeprefix("/").partition("/")
        if first in LANGUAGES and scope["path"] != f"/{first}":
            raw = scope.get("raw_path", b"").removeprefix(f"/{first}".encode())
            told = {"path": f"/{rest}", "raw_path": raw, "language": first, "prefixed": True}
            await self._app({**scope, **told}, receive, send)
            return
        language = chosen(Headers(scope=scope).get("accept-language", ""))

        async def varied(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _varied(message["headers"])
            await send(message)

        await self._app({**scope, "language": language, "prefixed": False}, receive, varied)


def _varied(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers; a page depends on the language that the client likes."""
    names = dict(headers)
    if not names.get(b"content-type", b"").startswith(b"text/html"):
        return list(headers)
    told = [value for name, value in headers if name == b"vary"]
    return [
        *(pair for pair in headers if pair[0] != b"vary"),
        (b"vary", b", ".join([*told, b"Accept-Language"])),
    ]


def spoken(request: Request) -> str:
    """The language of a request."""
    return str(request.scope.get("language", DEFAULT))


def prefixed(request: Request) -> bool:
    """Whether the address of a request names the language."""
    return bool(request.scope.get("prefixed", False))
