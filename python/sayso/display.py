"""Records as notebooks show them: the text with its statements marked, and whose they are.

Everything from a report is escaped; there is no script, no address that is followed, and no style but on the elements
themselves, so a page that holds several records, in light or in dark, stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._record import Record

_BOLD = ("headline", "heading")
_FAINT = ("byline", "caption")
_BOX = "max-height:28em;overflow:auto;border:1px solid rgba(128,128,128,.4);border-radius:4px;padding:.2em .9em"
_CELL = "text-align:left;vertical-align:top;padding:.2em .8em .2em 0"


def html(record: Record) -> str:
    """A record as a piece of HTML."""
    colors = _Colors(record)
    return (
        f'<div style="line-height:1.5;max-width:60em">{_head(record)}'
        f'<div style="{_BOX}" role="group" aria-label="the report" tabindex="0">{_text(record, colors)}</div>'
        f"{_statements(record, colors)}{_foot(record)}</div>"
    )


class _Colors:
    """A colour for each speaker, in the order in which they first speak; none for nobody."""

    def __init__(self, record: Record) -> None:
        speakers = dict.fromkeys(it["speaker"] for it in record["statements"] if it["speaker"])
        # By the golden angle, neighbours are far apart however many there are.
        self._hues = {speaker: round(number * 137.5 + 210) % 360 for number, speaker in enumerate(speakers)}

    def style(self, statement: dict[str, Any]) -> str:
        """A tint that lets the page's own background and letters through."""
        hue = self._hues.get(statement["speaker"] or "")
        if hue is None:
            return "background:rgba(128,128,128,.18);border-bottom:2px dotted rgb(128,128,128)"
        return f"background:hsla({hue},70%,50%,.16);border-bottom:2px solid hsl({hue},60%,50%)"


def _head(record: Record) -> str:
    document = record["document"]
    told = [document["outlet"], document["published"], document["url"]]
    line = " · ".join(escape(it) for it in told if it)
    return f'<div style="opacity:.75">{line}</div>' if line else ""


def _text(record: Record, colors: _Colors) -> str:
    blocks = record["document"]["blocks"] or [{"kind": "paragraph", "span": [0, len(record.text)]}]
    out = []
    for block in blocks:
        style = "margin:.5em 0;white-space:pre-line"
        if block["kind"] in _BOLD:
            style += ";font-weight:bold"
        elif block["kind"] in _FAINT:
            style += ";opacity:.75"
        out.append(f'<p style="{style}">{"".join(_marked(record, block["span"], colors))}</p>')
    return "".join(out)


def _marked(record: Record, span: list[int], colors: _Colors) -> Iterator[str]:
    """The text of a span, cut wherever a statement begins or ends.

    What lies in several has the tint of the innermost.
    """
    start, end = span
    pieces = [(a, b, it) for it in record["statements"] for a, b in it["content"] if a < end and b > start]
    cuts = {start, end, *(min(max(cut, start), end) for a, b, _ in pieces for cut in (a, b))}
    for a, b in pairwise(sorted(cuts)):
        words = escape(record.text[a:b])
        within = [(last - first, it) for first, last, it in pieces if first <= a and last >= b]
        if within:
            innermost = min(within, key=lambda it: it[0])[1]
            whose = escape(innermost["speaker"] or "nobody named", quote=True)
            words = f'<span style="{colors.style(innermost)}" title="{whose}">{words}</span>'
        ends = [it["id"] + 1 for _, last, it in pieces if last == b and it["content"][-1][1] == b]
        yield words + "".join(f"<sup>{number}</sup>" for number in ends)


def _statements(record: Record, colors: _Colors) -> str:
    if not record["statements"]:
        return "<p>No statements.</p>"
    rows = []
    for it in record["statements"]:
        whose = escape(it["speaker"]) if it["speaker"] else "<i>nobody named</i>"
        rows.append(
            f'<tr style="background:none"><td style="{_CELL}">{it["id"] + 1}</td>'
            f'<td style="{_CELL}"><span style="{colors.style(it)}">{whose}</span></td>'
            f'<td style="{_CELL};white-space:nowrap">{escape(it["said_on"] or "")}</td>'
            f'<td style="{_CELL}">{escape(record.words(it))}</td></tr>'
        )
    head = "".join(f'<th scope="col" style="{_CELL}">{it}</th>' for it in ("", "on whose word", "said", "what"))
    return f'<table style="margin:.6em 0;border-collapse:collapse"><tr>{head}</tr>{"".join(rows)}</table>'


def _foot(record: Record) -> str:
    counts = [(record["events"], "event"), (record["figures"], "figure"), (record["differ"], "difference")]
    told = [f"{len(items)} {name}{'' if len(items) == 1 else 's'}" for items, name in counts if items]
    doubts = [f"Doubt: {escape(it['why'])}" for it in record["doubts"]]
    lines = [" · ".join(told), *doubts]
    return "".join(f'<div style="opacity:.75">{line}</div>' for line in lines if line)
