"""Charts as SVG, made here: they print, need no script, and always stand above the table that says the same.

Drawn for a narrow page: bars lie, names stand above them. Colours come from the style of the page, numbers from
the language of the page; the drawing itself runs from left to right in every language.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from publish.portal.tongues import Tongue

WIDTH = 340
_ROW = 34
_MOST = 12
_CAP = 46
_LINE = 20
_ROWS, _COLUMNS = 40, 8
_SIDE = 200
_APART, _END = "\u2068", "\u2069"
"""First strong isolate, and its end: the order of the signs of a name is that of its own writing."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its length, and what is written at its end."""

    name: str
    value: float
    said: str
    open: bool = False
    """A bound and no exact number: drawn as an outline."""


def bars(heading: str, told: Sequence[Bar]) -> Markup:
    """Horizontal bars; nothing where there is nothing to compare."""
    shown = [bar for bar in told if bar.value > 0][:_MOST]
    if len(shown) < 2:
        return Markup("")
    longest = max(bar.value for bar in shown)
    parts = []
    for place, bar in enumerate(shown):
        top = place * _ROW
        length = max(2.0, (WIDTH - 70) * bar.value / longest)
        kind = "open" if bar.open else "bar"
        parts.append(
            _text(top + 12, _apart(_short(bar.name)))
            + Markup(f'<rect class="{kind}" x="0.5" y="{top + 17}" width="{length:.1f}" height="11" rx="2"/>')
            + Markup(f'<text class="said" x="{length + 6:.1f}" y="{top + 27}">{escape(bar.said)}</text>')
        )
    return _drawn(heading, parts, len(shown) * _ROW + 4)


def stacked(heading: str, told: Sequence[Bar]) -> Markup:
    """One bar of parts, with their names and numbers below it."""
    shown = [bar for bar in told if bar.value > 0]
    whole = sum(bar.value for bar in shown)
    if not shown:
        return Markup("")
    parts, left = [], 0.0
    for place, bar in enumerate(shown):
        width = (WIDTH - 2) * bar.value / whole
        kind, top = f"part{place % 5}", place * 20
        parts.append(
            Markup(f'<rect class="{kind}" x="{left + 1:.1f}" y="1" width="{width:.1f}" height="22"/>')
        )
        left += width
        parts.append(
            Markup(f'<rect class="{kind}" x="1" y="{33 + top}" width="11" height="11"/>')
            + _text(43 + top, _apart(f"{_short(bar.name)}: {bar.said}"), left=18)
        )
    return _drawn(heading, parts, 36 + 20 * len(shown))


def steps(heading: str, points: Sequence[tuple[str, float, str]]) -> Markup:
    """A line over dates: each point as date, value, and what is written at it. Dates are in order."""
    if len(points) < 2:
        return Markup("")
    highest = max(value for _, value, _ in points) or 1.0
    gap = (WIDTH - 80) / (len(points) - 1)
    placed = [(40 + gap * n, 110 - 80 * value / highest) for n, (_, value, _) in enumerate(points)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
    parts = [
        Markup(f'<line class="axis" x1="10" y1="110.5" x2="{WIDTH - 10}" y2="110.5"/>'),
        Markup(f'<polyline class="line" points="{line}"/>'),
    ]
    for (x, y), (day, _, said) in zip(placed, points, strict=True):
        parts.append(
            Markup(f'<circle class="bar" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
            + Markup(
                f'<text text-anchor="middle" class="said" x="{x:.1f}" y="{y - 9:.1f}">{escape(said)}</text>'
            )
            + Markup(f'<text text-anchor="middle" x="{x:.1f}" y="128">{escape(day)}</text>')
        )
    return _drawn(heading, parts, 136)


def matrix(heading: str, told: Iterable[tuple[str, str]]) -> Markup:
    """A dot for each pair of a row and a column; nothing where there are no two columns to compare.

    The fullest rows and columns first; columns bear numbers, which stand with their names below.
    """
    pairs = set(told)
    rows, columns = (_fullest(pair[place] for pair in pairs) for place in (0, 1))
    if len(columns) < 2:
        return Markup("")
    rows, columns = rows[:_ROWS], columns[:_COLUMNS]
    gap = (WIDTH - _SIDE) / len(columns)
    places = {name: _SIDE + gap * (n + 0.5) for n, name in enumerate(columns)}
    parts = [_centred(x, 13, str(n)) for n, x in enumerate(places.values(), 1)]
    for n, row in enumerate(rows, 1):
        y = n * _LINE
        parts.append(
            Markup(f'<line class="hair" x1="0" y1="{y - 1}.5" x2="{WIDTH}" y2="{y - 1}.5"/>')
            + _text(y + 14, _apart(_short(row, _CAP * _SIDE // WIDTH)))
        )
        parts += [
            Markup(f'<circle class="bar" cx="{x:.1f}" cy="{y + 9}" r="5"/>')
            for column, x in places.items()
            if (row, column) in pairs
        ]
    below = (len(rows) + 1) * _LINE + 8
    parts += [_text(below + n * _LINE, _apart(f"{n}: {_short(name)}")) for n, name in enumerate(columns, 1)]
    return _drawn(heading, parts, below + len(columns) * _LINE + 8)


def _fullest(names: Iterable[str]) -> list[str]:
    count = Counter(names)
    return sorted(count, key=lambda name: (-count[name], name))


# Put together with all escaped by hand: `Markup.format` takes several times as long, and a page has hundreds of marks.


def _text(y: float, said: str, *, left: int = 0) -> Markup:
    return Markup(f'<text x="{left}" y="{y}">{escape(said)}</text>')


def _centred(x: float, y: float, said: str) -> Markup:
    return Markup(f'<text text-anchor="middle" x="{x:.1f}" y="{y:.1f}">{escape(said)}</text>')


def _drawn(heading: str, parts: Sequence[Markup], height: int) -> Markup:
    return Markup(
        '<svg class="chart" role="img" aria-label="{}" viewBox="0 0 {} {}" direction="ltr">{}</svg>'
    ).format(heading, WIDTH, height, Markup("\n").join(parts))


def _short(name: str, most: int = _CAP) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _apart(said: str) -> str:
    """Words held apart from the drawing: they may run the other way."""
    return f"{_APART}{said}{_END}"


# From the answer to a question ----------------------------------------------------------------------------

Row = Mapping[str, object]


def drawn(spec: str | None, found: Sequence[Row], tongue: Tongue, called: Mapping[str, str]) -> list[Markup]:
    """The charts that the header of a question asks for, of these rows; `called` are the names of columns.

    "bars by X", "dots by X" and "tiles by X" count or measure; "lines by X over Y" tells of change; "stacked bar by
    X" tells shares; "one bar chart for each X" keeps units apart; "matrix of X and Y" tells what goes together. Any
    other words give no chart.
    """
    words = (spec or "").split()
    if not found:
        return []
    if words[:2] == ["matrix", "of"]:
        return _kept([_together(found, words[2], words[-1], called)])
    if not {"by", "each"} & set(words):
        return []
    column = words[words.index("by" if "by" in words else "each") + 1]
    if column not in found[0]:
        return []
    heading = f"{called.get(column, column)}"
    match words[0]:
        case "stacked":
            return _kept([stacked(heading, _counted(found, column, tongue))])
        case "lines" if "over" in words:
            return _kept(_changes(found, column, words[-1], tongue))
        case "one" | "dots" if "value" in found[0]:
            return _kept(
                bars(f"{heading}: {group}", _measured(rows, tongue)) for group, rows in _groups(found, column)
            )
        case _ if "value" in found[0]:
            return _kept([bars(heading, _measured(found, tongue, column))])
        case _:
            return _kept([bars(heading, _counted(found, column, tongue))])


def _together(found: Sequence[Row], one: str, other: str, called: Mapping[str, str]) -> Markup:
    if not {one, other} <= found[0].keys():
        return Markup("")
    heading = f"{called.get(one, one)} – {called.get(other, other)}"
    return matrix(heading, ((_name(row, one), _name(row, other)) for row in found))


def _kept(made: object) -> list[Markup]:
    return [chart for chart in made if chart][:8]  # type: ignore[attr-defined]


def _name(row: Row, column: str) -> str:
    return str(row.get(f"{column}Label") or row.get(column) or "–")


def _groups(found: Sequence[Row], column: str) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in found:
        groups.setdefault(_name(row, column), []).append(row)
    return sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _counted(found: Sequence[Row], column: str, tongue: Tongue) -> list[Bar]:
    return [Bar(name, len(rows), tongue.number(len(rows))) for name, rows in _groups(found, column)]


def _measured(found: Sequence[Row], tongue: Tongue, column: str = "subject") -> list[Bar]:
    told = [
        Bar(
            _name(row, column),
            float(str(row["value"])),
            _said(row, tongue),
            row.get("bound") not in (None, "exactly"),
        )
        for row in found
        if isinstance(row.get("value"), int | float)
    ]
    return sorted(told, key=lambda bar: -bar.value)


def _said(row: Row, tongue: Tongue) -> str:
    sign = {"over": ">", "under": "≤", "about": "≈"}.get(str(row.get("bound")), "")
    return f"{sign} {tongue.number(float(str(row['value'])))}".strip()


def _changes(found: Sequence[Row], column: str, over: str, tongue: Tongue) -> list[Markup]:
    series: dict[str, dict[str, Row]] = {}
    for row in found:
        if row.get(over) and isinstance(row.get("value"), int | float):
            series.setdefault(f"{_name(row, 'subject')}: {_name(row, column)}", {})[str(row[over])] = row
    return [
        Markup("<figcaption>{}</figcaption>").format(name)
        + steps(
            name,
            [(day[:4], float(str(row["value"])), _said(row, tongue)) for day, row in sorted(days.items())],
        )
        for name, days in series.items()
        if len(days) > 1
    ]
