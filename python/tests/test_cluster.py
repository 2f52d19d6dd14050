"""What reading on a cluster takes, without one: parts of files, rows, and files that fail."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")

import itertools

from sayso import Error, Record, cluster
from sayso.cluster import Split, parts, read_split, splits


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Nobody waits; what pauses there were is told."""
    pauses: list[float] = []
    monkeypatch.setattr("time.sleep", pauses.append)
    return pauses


class Source:
    """A reader of an archive with a page at each of some offsets, that fails at calls and offsets that are told."""

    def __init__(self, names: list[str], fails: dict[int, str]) -> None:
        self.names, self.fails, self.asked = names, fails, []

    def read_path(self, path: str, *, range: tuple[int, int]) -> Any:
        call = len(self.asked)
        self.asked.append(range)
        for name in self.names:
            if not range[0] <= int(name.split("+")[0]) < range[1]:
                continue
            if self.fails.get(call) == name:
                yield Error(f"{path}@{name.split('+')[0]}", "cannot be read: input/output error")
                return
            document = dict.fromkeys(["id", "url", "title", "outlet", "published"], name)
            yield Page.of(f"{path}@{name}", document)


class Page(Record):
    """A record of which nothing but the document is needed."""

    @classmethod
    def of(cls, item: str, document: dict[str, str]) -> Page:
        page = cls(document=document)
        page.item = item
        return page

    def to_json(self, *, pretty: bool = False) -> str:
        return self["document"]["id"]


def rows(source: Any, split: Split) -> list[dict[str, Any]]:
    return [row for batch in read_split(source, split) for row in batch.to_pylist()]


def test_archives_are_cut_by_their_sizes(tmp_path: Path) -> None:
    names = {"a.warc.gz": 1000, "b.WARC": 250, "sub/c.warc.zst": 0, "d.jsonl": 5000, "e.html": 10}
    for name, size in names.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    whole = [tmp_path / name for name in names]
    found = [(Path(it.path).name, it.start, it.end) for it in splits(whole, 300)]
    assert found == [
        *[("a.warc.gz", start, start + 250) for start in (0, 250, 500, 750)],
        ("b.WARC", 0, 250),
        ("c.warc.zst", 0, 1),
        ("d.jsonl", 0, 5000),
        ("e.html", 0, 10),
    ]
    # However they are cut, parts lie beside one another.
    for size in range(1, 1100, 7):
        cuts = [(it.start, it.end) for it in splits(tmp_path / "a.warc.gz", size)]
        assert cuts[0][0] == 0
        assert cuts[-1][1] == 1000
        assert all(left[1] == right[0] for left, right in itertools.pairwise(cuts))
        assert all(end - start <= size for start, end in cuts)
    # A folder stands for its archives, a pattern for what fits; what is named twice is read once.
    archives = ["a.warc.gz", "b.WARC", "sub/c.warc.zst"]
    assert [it.path for it in splits(tmp_path)] == [str(tmp_path / it) for it in archives]
    assert [it.path for it in splits([str(tmp_path / "*.warc*"), tmp_path / "a.warc.gz"])] == [
        str(tmp_path / "a.warc.gz")
    ]
    with pytest.raises(FileNotFoundError, match="nothing"):
        splits(str(tmp_path / "nothing*.warc"))
    with pytest.raises(ValueError, match="size"):
        splits(tmp_path, 0)


def test_small_files_share_a_task(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / f"{number}.html").write_bytes(b"x" * 30)
    (tmp_path / "b.warc").write_bytes(b"x" * 250)
    tasks = parts([str(tmp_path / "*.html"), str(tmp_path / "b.warc")], 100)
    assert [sum(it.end - it.start for it in task) for task in tasks] == [90, 90, 90, 30, 83, 83, 84]
    assert [it for task in tasks for it in task] == splits([str(tmp_path / "*.html"), str(tmp_path / "b.warc")], 100)
    assert parts([], 100) == []


def test_a_file_that_fails_goes_on_where_it_failed(hurry: list[float]) -> None:
    names = ["0", "10", "10+80", "10+160", "20"]
    whole = Split("/x.warc", 0, 100)
    expected = rows(Source(names, {}), whole)
    assert [(row["offset"], row["record"]) for row in expected] == [
        (0, "0"),
        (10, "10"),
        (10, "10+80"),
        (10, "10+160"),
        (20, "20"),
    ]
    assert not hurry
    for name in names:
        source = Source(names, {0: name, 1: name})
        assert rows(source, whole) == expected
        begin = int(name.split("+")[0])
        assert source.asked == [(0, 100), (begin, 100), (begin, 100)]
    assert len(hurry) == 2 * len(names)

    # What stays unreadable is a row, after what was read.
    given_up = rows(Source(names, {0: "10+80", 1: "10", 2: "10+160"}), whole)
    assert [row["record"] for row in given_up] == ["0", "10", "10+80", None]
    assert given_up[-1]["error"] == "cannot be read: input/output error"
    assert given_up[-1]["offset"] == 10


def test_a_page_that_fails_is_a_row_and_not_tried_again(hurry: list[float]) -> None:
    class Broken:
        def read_path(self, path: str, *, range: tuple[int, int]) -> Any:
            yield Error(f"{path}@5", "empty: there is no report in it")
            yield Page.of(
                f"{path}@9", {"id": "r", "url": None, "title": "t", "outlet": None, "published": "2026-03-04T08:00"}
            )

    found = rows(Broken(), Split("/x@y.warc", 0, 10))
    assert [(row["offset"], row["error"], str(row["day"])) for row in found] == [
        (5, "empty: there is no report in it", "None"),
        (9, None, "2026-03-04"),
    ]
    assert not hurry


def test_rows_come_in_batches() -> None:
    source = Source([str(it) for it in range(300)], {})
    assert [it.num_rows for it in read_split(source, Split("/x.warc", 0, 1000))] == [128, 128, 44]
    assert next(read_split(source, Split("/x.warc", 0, 1))).schema == cluster.SCHEMA


def test_lines_of_one_name_are_all_rows() -> None:
    class Lines:
        def read_path(self, path: str, *, range: tuple[int, int]) -> Any:
            for _ in "abc":
                yield Page.of("same", dict.fromkeys(["id", "url", "title", "outlet", "published"]))

    document = rows(Lines(), Split("/x.jsonl", 0, 1000))
    assert [(row["offset"], row["day"]) for row in document] == [(None, None)] * 3


def test_a_process_keeps_its_reader() -> None:
    assert cluster.reader(weights="none") is cluster.reader(weights="none", threads=1)
    assert cluster.reader(weights="none").threads == 1
    assert cluster.reader(weights="none", threads=2) is not cluster.reader(weights="none")


ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guide" / "cluster.md"


def test_the_cost_in_the_guide_is_what_its_command_computes() -> None:
    cost = runpy.run_path(str(ROOT / "python" / "benches" / "cost.py"))
    # 3.6 million pages, of which half are read at 10 a second, and half passed over at 1000 a second.
    assert cost["core_hours"](3_600_000, 0.5, 10, 1000) == pytest.approx(50.5)
    assert cost["core_hours"](3_600_000, 0.5, 10, None) == pytest.approx(50)
    text = GUIDE.read_text(encoding="utf-8")
    command = re.search(r"<!-- cost: python python/benches/cost.py (.*) -->", text)
    assert command
    given = cost["arguments"](command[1].split())
    assert cost["into"](text, given.pages_a_second, given.passed_a_second, given.news) == text
