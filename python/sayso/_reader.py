"""The class `Reader`, and `read`, which has one of its own."""

import os
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from . import _sayso
from ._errors import Error
from ._given import Arrow, Day, Format, each, given
from ._record import Record


class Reader:
    """Reads reports. Any number of threads may use one at once; each reads on its own, without the interpreter's lock.

    `weights` is a file of the encoder's weights, or `"none"` to read with rules alone; `parties` a table of codes of
    parties that goes before the built-in one; `threads` how many reports are read at once where there are many, one a
    core if nothing is said; with `all_pages` every page of an archive is read, not those alone that are news. A pickled
    reader is made anew from these where it arrives.
    """

    def __init__(
        self,
        *,
        weights: str | os.PathLike[str] | None = None,
        parties: str | os.PathLike[str] | None = None,
        threads: int | None = None,
        all_pages: bool = False,
    ) -> None:
        _positive(threads)
        self._made: dict[str, Any] = {
            "weights": weights,
            "parties": parties,
            "threads": threads,
            "all_pages": all_pages,
        }
        self._reader = _sayso.Reader(**self._made, extractor=_extractor())

    @property
    def versions(self) -> dict[str, str | None]:
        """`version`, and the digests of `weights` and `data`: what a record has as `reader`."""
        return self._reader.versions

    @property
    def passed_over(self) -> dict[str, int]:
        """What this reader passed over in archives, by kind: `request`, `no_news`, `broken` and others."""
        return self._reader.passed_over

    @property
    def threads(self) -> int:
        """How many reports are read at once where there are many."""
        return self._reader.threads

    def read(
        self,
        text_or_html: str | bytes,
        *,
        url: str | None = None,
        id: str | None = None,
        title: str | None = None,
        outlet: str | None = None,
        published: Day | None = None,
        modified: Day | None = None,
        authors: str | Sequence[str] = (),
        format: Format | None = None,
    ) -> Record:
        """Reads one report: plain text, or a web page, told apart by its content if `format` does not say.

        What is known of the report overrides what it says of itself. Without a date, *Monday* stays unresolved.
        Nothing is fetched: `url` is where the report comes from.

        Raises `Error` if it cannot be read, and `TypeError` for what is no report at all.
        """
        report = given(
            text_or_html,
            name="the report",
            format=format,
            id=id,
            url=url,
            title=title,
            outlet=outlet,
            authors=authors,
            published=published,
            modified=modified,
        )
        name, json = self._reader.read(report)
        return Record.of(name, json)

    def read_many(
        self, reports: Iterable[str | bytes | Mapping[str, Any]], *, threads: int | None = None
    ) -> Iterator[Record | Error]:
        """Reads many reports at once and gives their records in order, or an `Error` for one that cannot be read.

        A report is a text, a page, or a mapping with `text` or `html` and what is known, under the names that `read`
        has for it. Only a few are taken ahead of the one that is handed out, so the iterable may be of any length.
        """
        _positive(threads)
        return _results(self._reader.read_many(iter(each(reports)), threads))

    def read_path(
        self, path: str | os.PathLike[str], *, range: tuple[int, int] | None = None, threads: int | None = None
    ) -> Iterator[Record | Error]:
        """Reads every report of a file: a page, a text, JSON Lines, a feed, an archive. Gives records, or `Error`s.

        The `item` of a record is the file, and the place in it where it holds several: a line (`FILE:12`), an offset in
        an archive (`FILE@4711`).

        With `range`, of an archive only the records that begin at these bytes, from the first up to and without the
        second: parts that meet have no record in common and leave out none. Nothing before the part is read. Other
        files come whole out of the part that holds byte 0.
        """
        _positive(threads)
        if range is not None and not 0 <= range[0] <= range[1]:
            raise ValueError(f"range: an offset and a later one, not {range}")
        return _results(self._reader.read_path(Path(path), range, threads))

    def read_table(self, table: Arrow, *, threads: int | None = None) -> _sayso.Table:
        """Reads a table of pandas, polars, pyarrow, DuckDB or whatever else speaks Arrow, a report a row.

        The report is in the column `text` or `html`; the columns `id`, `url`, `title`, `outlet`, `published`,
        `modified` and `authors` tell what is known of it. What comes out has, for each row, `id`, `url`, `title`,
        `outlet`, `published`, `day`, `record` (JSON), `error` (why there is no record), `statements`, `events` and
        `figures`, and every other column as it came.

        Raises `Error` if the table has no column of reports.
        """
        _positive(threads)
        return self._reader.read_table(table, threads)

    def read_batches(self, stream: Arrow, *, threads: int | None = None) -> _sayso.Batches:
        """As `read_table`, for streams of any length: what comes out is read while it is consumed, once."""
        _positive(threads)
        return self._reader.read_batches(stream, threads)

    def __repr__(self) -> str:
        weights = self.versions["weights"]
        return f"<sayso.Reader {self.versions['version']}, weights {weights[:12] if weights else 'none'}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _make, (self._made,)


def _make(made: dict[str, Any]) -> Reader:
    return Reader(**made)


def _positive(threads: int | None) -> None:
    if threads is not None and threads < 1:
        raise ValueError(f"threads: at least one is needed, not {threads}")


def _results(reports: _sayso.Reports) -> Iterator[Record | Error]:
    for name, json, why in reports:
        yield Record.of(name, json) if json is not None else Error(name, why or "")


def _extractor() -> list[str]:
    """The program that extracts pages: this interpreter, with nothing but the extension module.

    Pages are extracted in a child process because a thread that takes too long cannot be ended. Isolated (`-I`) and
    without `site` (`-S`) it starts in a blink and runs nothing of the folder or the environment it is started in. An
    interpreter inside another program has no name to start it by: there, pages are extracted on threads.
    """
    if not sys.executable or getattr(sys, "frozen", False):
        return []
    return [sys.executable, "-I", "-S", str(Path(__file__).with_name("_extract.py")), str(_sayso.__file__)]


_shared: Reader | None = None
_sharing = threading.Lock()


def read(
    text_or_html: str | bytes,
    *,
    url: str | None = None,
    id: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    published: Day | None = None,
    modified: Day | None = None,
    authors: str | Sequence[str] = (),
    format: Format | None = None,
) -> Record:
    """Reads one report with a reader that is made at the first call; see `Reader.read`."""
    global _shared
    with _sharing:
        reader = _shared = _shared or Reader()
    return reader.read(
        text_or_html,
        url=url,
        id=id,
        title=title,
        outlet=outlet,
        published=published,
        modified=modified,
        authors=authors,
        format=format,
    )
