"""What callers hand over, as the extension module takes it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, Protocol, TypedDict

Format = Literal["html", "text"]
"""How a report is written."""

Day = str | date
"""A day or a moment: ISO 8601, or a `date` or `datetime`."""


class Given(TypedDict):
    """A report and what is known of it; every field is always there."""

    name: str
    content: str | bytes
    format: Format | None
    id: str | None
    url: str | None
    title: str | None
    outlet: str | None
    authors: list[str]
    published: str | None
    modified: str | None


class ArrowStream(Protocol):
    """A table or a stream of tables that speaks Arrow."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


class ArrowArray(Protocol):
    """A batch of rows that speaks Arrow."""

    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...


Arrow = ArrowStream | ArrowArray
"""What tables are handed over as."""


class UnusableError(TypeError):
    """Something that is no report, or known of one that cannot be."""


def given(
    content: object,
    *,
    name: str,
    format: object = None,
    id: object = None,
    url: object = None,
    title: object = None,
    outlet: object = None,
    authors: object = (),
    published: object = None,
    modified: object = None,
) -> Given:
    """A report and what is known of it, every field checked."""
    if isinstance(content, bytearray | memoryview):
        content = bytes(content)
    if not isinstance(content, str | bytes):
        raise UnusableError(f"a report is str or bytes, not {type(content).__name__}")
    if isinstance(content, str) and not _is_unicode(content):
        raise UnusableError("the text is no Unicode: it holds half a character (a surrogate)")
    if format not in (None, "html", "text"):
        raise UnusableError(f'format is "html", "text" or None, not {format!r}')
    fields = {"id": id, "url": url, "title": title, "outlet": outlet, "published": published, "modified": modified}
    told = {field: _words(field, value) for field, value in fields.items()}
    return Given(
        name=told["id"] or told["url"] or name,
        content=content,
        format=format,
        id=told["id"],
        url=told["url"],
        title=told["title"],
        outlet=told["outlet"],
        authors=_names(authors),
        published=told["published"],
        modified=told["modified"],
    )


def each(reports: Iterable[str | bytes | Mapping[str, Any]]) -> Iterator[Given | tuple[str, str]]:
    """Reports as they come; for one that is none, what it is called and why."""
    for number, report in enumerate(reports):
        name = f"item [{number}]"
        try:
            yield _one(report, name)
        except UnusableError as error:
            yield name, str(error)


def _one(report: object, name: str) -> Given:
    if not isinstance(report, Mapping):
        return given(report, name=name)
    # As with JSON Lines: where both are there, the text is read, and what else the object holds is left alone.
    known = {field: report.get(field) for field in _KNOWN}
    for field in ("text", "html"):
        if report.get(field) is not None:
            return given(report[field], name=name, format=field, **known)
    raise UnusableError('it has neither "text" nor "html"')


_KNOWN = ("id", "url", "title", "outlet", "authors", "published", "modified")


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _words(field: str, value: object) -> str | None:
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, int) and field == "id":
        value = str(value)
    if value is None:
        return None
    if not isinstance(value, str) or not _is_unicode(value):
        raise UnusableError(f"{field} is no text but {type(value).__name__}")
    return value.strip() or None


def _names(authors: object) -> list[str]:
    if authors is None:
        return []
    if isinstance(authors, str):
        authors = [authors]
    if not isinstance(authors, Iterable):
        raise UnusableError(f"authors are names, not {type(authors).__name__}")
    return [name for name in (_words("authors", author) for author in authors) if name]
