"""Archives of reports of our own writing, some of whose records are broken, as crawls are."""

import gzip
import random
from collections.abc import Iterator
from pathlib import Path

PEOPLE = ["Ada Brook", "Ilse Vaan", "Omar Pell", "Dana Wirth", "Tom Reed", "Zoë Lund", "Ravi Sund", "Marta Oyel"]
OFFICES = ["Mayor", "Harbour master", "Governor", "Union leader", "Fire chief", "Judge"]
TOWNS = ["Skerra", "Tarnmouth", "Oxley", "Karsk", "Elsby", "Port Hallam"]
THINGS = ["the bridge", "the ferry", "the new tram line", "the hospital", "the dam", "the old market"]


def report(number: int) -> tuple[str, str, str | None, list[str]]:
    """Address, headline, day and paragraphs of a report; the same number, the same report. Some tell no day."""
    pick = random.Random(number)
    who, other = pick.sample(PEOPLE, 2)
    office, town, thing = pick.choice(OFFICES), pick.choice(TOWNS), pick.choice(THINGS)
    hurt, cost, share = pick.randint(2, 90), pick.randint(2, 900), pick.randint(3, 60)
    day = None if number % 17 == 5 else f"2026-03-{number % 9 + 1:02}"
    title = f"{thing.capitalize()} of {town} to close after accident number {number}"
    paragraphs = [
        f"“We will close {thing} until it is safe again,” {office} {who} said on Monday in {town}. "
        f"At least {hurt} people were injured there last week, according to the police.",
        f"{other}, who lives nearby, told reporters that the council had been warned. “Nobody listened to us, "
        f"and now {share} percent of the shops stand empty,” {other} said. The council rejected the accusation.",
        f"The repair will cost {cost} million euros, an official estimated, and could take {pick.randint(2, 30)} months. "
        f"{who} promised that the town would pay for it. Protesters blocked the road to {thing} on Sunday.",
        f"The report with the number {number} is one of many about {town}. The audit office denied that money is missing.",
    ]
    return (
        f"https://{town.split()[0].lower()}post.example/news/{number}-{thing.split()[-1]}-to-close",
        title,
        day,
        paragraphs,
    )


def page(number: int) -> bytes:
    """The report as a page of an outlet."""
    _, title, day, paragraphs = report(number)
    told = f'<meta property="article:published_time" content="{day}T08:00:00Z">' if day else ""
    body = "".join(f"<p>{it}</p>" for it in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:type" content="article">{told}</head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def record(kind: str, uri: str, block: bytes, *, media: str = "application/http", length: int | None = None) -> bytes:
    """A record of an archive, not compressed."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2026-03-10T00:00:00Z\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(number: int, status: str = "200 OK") -> bytes:
    """The record of the answer with a page."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + page(number)
    return record("response", report(number)[0], answer)


def members(numbers: range) -> Iterator[bytes]:
    """Members of an archive with these reports: every fifth is broken, and other records stand between."""
    yield gzip.compress(record("warcinfo", "", b"software: a test\r\n", media="application/warc-fields"), mtime=0)
    for number in numbers:
        uri = report(number)[0]
        if number % 3 == 0:
            yield gzip.compress(record("request", uri, b"GET / HTTP/1.1\r\nHost: x.example\r\n\r\n"), mtime=0)
        if number % 10 == 4:
            packed = bytearray(gzip.compress(response(number), mtime=0))
            packed[len(packed) // 2] ^= 0xFF
            yield bytes(packed)
        elif number % 10 == 9:
            yield gzip.compress(response(number).replace(b"WARC/1.0", b"WRAC/1.0", 1), mtime=0)
        else:
            yield gzip.compress(response(number), mtime=0)
        if number % 8 == 1:
            yield gzip.compress(response(number + 100_000, "404 Not Found"), mtime=0)
        if number % 40 == 7:
            # A page of a report in which nothing is left once it is read: a row that tells so.
            empty = b'<html><head><meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-05"></head></html>'
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + empty
            yield gzip.compress(record("response", uri + "-empty", answer), mtime=0)


def write(folder: Path, files: int, reports: int) -> list[Path]:
    """Writes archives with as many reports in all."""
    paths = []
    for number in range(files):
        paths.append(folder / f"CRAWL-{number:05}.warc.gz")
        paths[-1].write_bytes(b"".join(members(range(reports * number // files, reports * (number + 1) // files))))
    return paths
