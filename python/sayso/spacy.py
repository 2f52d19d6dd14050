"""A component for spaCy's pipelines, which adds what Sayso reads to each document.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> _ = nlp.add_pipe("sayso")
>>> doc = nlp("“The bridge is safe,” Mayor Ada Brook said on Monday.")
>>> [(span.text, span.label_) for span in doc.spans["sayso_statements"]]
[('“The bridge is safe,”', 'say')]

`doc.spans` gets `sayso_statements` (labelled with their act, a span for each fragment), `sayso_events` (their type) and
`sayso_figures` (their unit); a span's `id_` is the number of the finding in the record, which is `doc._.sayso`. What
is known of a report beside its text may be put into `doc._.sayso_known` before the component has its turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from ._errors import Error
from ._reader import Reader
from ._record import Record

_KINDS = (("statements", "content", "act"), ("events", "trigger", "type"), ("figures", "span", "unit"))


class Component:
    """Adds what a reader finds. A document that cannot be read, such as one of no text, gets nothing."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        for name in ("sayso", "sayso_known"):
            if not Doc.has_extension(name):
                Doc.set_extension(name, default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Reads one document."""
        try:
            return _add(doc, self.reader.read(doc.text, format="text", **(doc._.sayso_known or {})))
        except Error:
            return _add(doc, None)

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Reads documents as they come, several at once."""
        docs, ahead = tee(stream)
        known = ({**(doc._.sayso_known or {}), "text": doc.text} for doc in ahead)
        for doc, record in zip(docs, self.reader.read_many(known), strict=True):
            yield _add(doc, None if isinstance(record, Error) else record)


def _add(doc: Doc, record: Record | None) -> Doc:
    doc._.sayso = record
    for kind, place, label in _KINDS:
        findings = record[kind] if record else []
        doc.spans[f"sayso_{kind}"] = [span for it in findings for span in _spans(doc, it, it[place], it[label])]
    return doc


def _spans(doc: Doc, finding: dict[str, Any], place: list[Any], label: str) -> Iterator[Span]:
    """The spans of a finding, each of the whole tokens that its characters are in."""
    # A byte order mark is a character of the document, but not of the report.
    mark = int(doc.text.startswith("\ufeff"))
    for start, end in place if isinstance(place[0], list) else [place]:
        span = doc.char_span(start + mark, end + mark, label=label, alignment_mode="expand", span_id=str(finding["id"]))
        if span is not None:
            yield span


@Language.factory(
    "sayso",
    default_config={"weights": None, "parties": None, "threads": None},
    assigns=["doc._.sayso", "doc.spans"],
)
def create(nlp: Language, name: str, weights: str | None, parties: str | None, threads: int | None) -> Component:
    """The component, with a reader of its own."""
    return Component(Reader(weights=weights, parties=parties, threads=threads))
