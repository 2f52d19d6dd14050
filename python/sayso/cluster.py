"""What reading on a cluster takes, whichever it is: files in parts, and pages in rows. Nothing here knows Spark or Ray.

A cluster reads archives as one machine does, a part of a file in each task: `parts` cuts files by their sizes alone,
and `read_split` reads the pages that begin in a part. Whoever reads all parts reads every page once.
"""

import glob
import os
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow

from ._errors import Error
from ._reader import Reader
from ._record import Record

SIZE = 64 << 20
"""Bytes of a file that a task reads: minutes of work, so that what starts a task counts for nothing, and little is lost
with one."""

SCHEMA = pyarrow.schema(
    [
        ("path", pyarrow.string()),
        ("offset", pyarrow.int64()),
        ("url", pyarrow.string()),
        ("id", pyarrow.string()),
        ("title", pyarrow.string()),
        ("outlet", pyarrow.string()),
        ("published", pyarrow.string()),
        ("day", pyarrow.date32()),
        ("record", pyarrow.string()),
        ("error", pyarrow.string()),
    ]
)
"""A row a page: the file and the place in it, what the page is, the day it was published, and its record as JSON, or
the error that tells why there is none."""

_ARCHIVES = (".warc", ".warc.gz", ".warc.zst")

_ROWS = 128
_BYTES = 8 << 20
"""A batch is handed on once it has as many rows, or as many bytes of records."""

_PAUSES = (1.0, 5.0)
"""Seconds before a file that could not be read is tried again."""

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
"""Files, patterns such as `crawl/*.warc.gz`, and folders, which stand for the archives in them and in their folders."""


@dataclass(frozen=True)
class Split:
    """A part of a file: the pages whose records begin at an offset from `start` up to, and without, `end`."""

    path: str
    start: int
    end: int


def splits(paths: Paths, size: int = SIZE) -> list[Split]:
    """The files in parts of about as many bytes, in order. Nothing is read: sizes are all that is asked for.

    Archives are cut, and other files are one part each. A file that is not there is a part, too: the task that gets it
    says so in a row, and the others go on.
    """
    if size < 1:
        raise ValueError(f"size: a part has at least one byte, not {size}")
    return [split for path in _files(paths) for split in _cut(path, size)]


def parts(paths: Paths, size: int = SIZE) -> list[list[Split]]:
    """What each task reads: parts of files, and small files together."""
    tasks: list[list[Split]] = []
    room = 0
    for split in splits(paths, size):
        if split.end - split.start > room:
            tasks.append([])
            room = size
        tasks[-1].append(split)
        room -= split.end - split.start
    return tasks


def read_split(reader: Reader, split: Split) -> Iterator[pyarrow.RecordBatch]:
    """Reads the pages of a part, with a row for each, whether it could be read or not.

    Where the file itself cannot be read, it is tried again after a while, from the page at which it failed.
    """
    rows: list[dict[str, Any]] = []
    held = 0
    for result in _pages(reader, split):
        row = _row(split.path, result)
        rows.append(row)
        held += len(row.get("record") or "")
        if len(rows) >= _ROWS or held >= _BYTES:
            yield pyarrow.RecordBatch.from_pylist(rows, SCHEMA)
            rows, held = [], 0
    if rows:
        yield pyarrow.RecordBatch.from_pylist(rows, SCHEMA)


def reader(**options: Any) -> Reader:
    """The reader of this process with these options of `Reader`. It is made once and kept.

    It has one thread if nothing is said: clusters run a task on each core.
    """
    options.setdefault("threads", 1)
    key = tuple(sorted((name, str(value)) for name, value in options.items()))
    if key not in _kept:
        _kept[key] = Reader(**options)
    return _kept[key]


_kept: dict[tuple[tuple[str, str], ...], Reader] = {}


def _files(paths: Paths) -> Iterator[str]:
    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    # Tasks run in folders of their own.
    found = (str(Path(path).absolute()) for it in given for path in _meant(os.fspath(it)))
    return iter(dict.fromkeys(found))


def _meant(path: str) -> Iterable[str]:
    if os.path.isdir(path):
        return sorted(str(it) for it in Path(path).rglob("*") if it.name.lower().endswith(_ARCHIVES) and it.is_file())
    if glob.has_magic(path) and not os.path.exists(path):
        found = sorted(glob.glob(path, recursive=True))
        if not found:
            raise FileNotFoundError(f"{path}: no file fits this pattern")
        return (it for it in found if os.path.isfile(it))
    return [path]


def _cut(path: str, size: int) -> Iterator[Split]:
    try:
        length = os.stat(path).st_size
    except OSError:
        length = 0
    count = -(-length // size) if path.lower().endswith(_ARCHIVES) else 1
    for number in range(max(count, 1)):
        # A part that is empty would not even say what is wrong with the file.
        yield Split(path, length * number // max(count, 1), max(length * (number + 1) // max(count, 1), 1))


def _pages(reader: Reader, split: Split) -> Iterator[Record | Error]:
    begin, any_given, pauses = split.start, False, iter(_PAUSES)
    # Of the member of an archive that was reached, for several pages may share one.
    given: set[str | None] = set()
    while True:
        failed, known = None, frozenset(given)
        for result in reader.read_path(split.path, range=(begin, split.end)):
            place = _offset(split.path, result.item)
            if place is not None and place != begin:
                begin, given = place, set()
            if _is_unreadable(result) and (place is not None or not any_given):
                failed = result
                break
            if place is not None and result.item in known:
                continue
            given.add(result.item)
            any_given = True
            yield result
        if failed is None:
            return
        pause = next(pauses, None)
        if pause is None:
            yield failed
            return
        time.sleep(pause)


def _is_unreadable(result: Record | Error) -> bool:
    """Whether it is the file that could not be read, and not a page."""
    return isinstance(result, Error) and result.reason.startswith("cannot be read: ")


def _offset(path: str, item: str | None) -> int | None:
    """Where in the file a page begins: archives call it `FILE@OFFSET`, or `FILE@OFFSET+BYTES` within a member."""
    place = re.fullmatch(r"@(\d+)(?:\+\d+)?", (item or "").removeprefix(_shown(path)))
    return int(place[1]) if place else None


def _row(path: str, result: Record | Error) -> dict[str, Any]:
    row: dict[str, Any] = {"path": _shown(path), "offset": _offset(path, result.item)}
    if isinstance(result, Error):
        return {**row, "error": result.reason}
    document = result["document"]
    row.update((name, document[name]) for name in ("url", "id", "title", "outlet", "published"))
    return {**row, "day": _day(document["published"]), "record": result.to_json()}


def _shown(path: str) -> str:
    """A name of a file is any bytes, a column of text is not."""
    return os.fsencode(path).decode(errors="replace")


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
