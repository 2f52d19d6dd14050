"""The class `Record`."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from . import _sayso, display

_PLACES = ("content", "span", "trigger", "mention", "mentions")
"""Where the words of a finding stand, by the names that findings have for it."""


class Record(dict[str, Any]):
    """The record `sayso/1` of one report: a dictionary, exactly as the program `sayso` writes it.

    Offsets are code points of `record.text`, half-open, so that `record.text[start:end]` are the words. Notebooks show
    it as the text with its statements marked.
    """

    item: str | None = None
    """What the report is called in errors: its id, its address, a file, a line of one."""

    @classmethod
    def of(cls, item: str | None, text: str) -> "Record":
        """The record that a line of JSON holds."""
        record = cls(json.loads(text))
        record.item = item
        return record

    @property
    def text(self) -> str:
        """The text of the report, into which all offsets point."""
        text: str = self["document"]["text"]
        return text

    def words(self, finding: Mapping[str, Any] | Sequence[Any]) -> str:
        """The words of a statement, event, figure, party, time or place, or of a span or several.

        Where there are several, ` … ` stands between.
        """
        spans: Sequence[Any]
        if isinstance(finding, Mapping):
            spans = next((finding[name] for name in _PLACES if finding.get(name) is not None), [])
        else:
            spans = finding
        if spans and isinstance(spans[0], int):
            spans = [spans]
        return " … ".join(self.text[start:end] for start, end in spans)

    def on_word_of(self, finding: Mapping[str, Any]) -> str | None:
        """On whose word a figure or event rests, or whose a statement is.

        A speaker's name, `""` if nobody is named, `None` for the report's own voice.
        """
        if "attributed_to" not in finding:
            return finding["speaker"] or ""
        number = finding["attributed_to"]
        return None if number is None else self["statements"][number]["speaker"] or ""

    def to_json(self, *, pretty: bool = False) -> str:
        """The record as the program writes it, byte for byte: `--format jsonl`, or with `pretty` `--format json`.

        Raises `ValueError` if it was changed into something that is no record.
        """
        return _sayso.line(json.dumps(self), pretty)

    def _repr_html_(self) -> str:
        return display.html(self)
