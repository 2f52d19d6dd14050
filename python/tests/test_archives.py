"""Archives: the pages that the program reads, whole and in parts, and what was passed over."""

import gzip
import pickle
import random
from itertools import pairwise

import pytest
from conftest import REPORTS, page

import sayso

NEWS = [text for text in REPORTS if len(text) > 80] * 3


def record(kind: str, address: str, body: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-03-04T05:06:07Z\r\n"
    head += f"Content-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def response(html: str) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """Pages that are news and one that is none, among requests and a broken record; a gzip member each."""
    members = []
    for n, text in enumerate(NEWS):
        address = f"https://elsby.example/2026/03/04/report-number-{n}"
        members.append(record("request", address, b"GET / HTTP/1.1\r\n\r\n"))
        news = page(text).replace("<head>", '<head><meta property="og:type" content="article">')
        members.append(record("response", address, response(news)))
    members.append(
        record("response", "https://elsby.example/", response("<html><body><a href=a>Sports</a></body></html>"))
    )
    compressed = [gzip.compress(it) for it in members]
    compressed.insert(7, compressed[3][:-20])
    path = tmp_path_factory.mktemp("archive") / "news.warc.gz"
    path.write_bytes(b"".join(compressed))
    return path


def test_an_archive_gives_what_the_program_prints_of_it(archive, program):
    reader = sayso.Reader(threads=2)
    printed = program("read", "--format", "jsonl", archive).splitlines()
    found = list(reader.read_path(archive))
    assert [it.to_json() for it in found] == printed
    assert len(found) >= len(NEWS)
    assert all(it.item.startswith(f"{archive}@") for it in found)
    passed = reader.passed_over
    assert passed["request"] == len(NEWS)
    assert passed["no_news"] == 1
    assert passed["broken"] == 1


def test_parts_of_an_archive_together_are_the_whole(archive):
    reader = sayso.Reader(weights="none", threads=1)
    whole = [(it.item, it.to_json()) for it in reader.read_path(archive)]
    size, chance = archive.stat().st_size, random.Random(7)
    for count in (1, 2, 3, 17):
        cuts = [0, *sorted(chance.randrange(size) for _ in range(count - 1)), size]
        parts = [
            (it.item, it.to_json())
            for start, end in pairwise(cuts)
            for it in reader.read_path(archive, range=(start, end))
        ]
        assert parts == whole, cuts
    assert list(reader.read_path(archive, range=(5, 5))) == []
    for wrong in ((-1, 5), (6, 5)):
        with pytest.raises(ValueError, match="range: an offset and a later one"):
            reader.read_path(archive, range=wrong)


def test_all_pages_are_read_if_one_asks_for_them(archive):
    few = list(sayso.Reader(weights="none").read_path(archive))
    reader = pickle.loads(pickle.dumps(sayso.Reader(weights="none", all_pages=True)))
    many = list(reader.read_path(archive))
    assert len(many) == len(few) + 1
    assert "no_news" not in reader.passed_over
