"""How reading scales with Python's threads: articles a second with 1, 2, 4 and 8, medians of several runs.

    python benches/threads.py [FOLDER OF TEXTS] [--runs 5] [--pages]

Without a folder it reads made-up texts. With `--pages` each is wrapped into a web page, so that extraction is measured
as well.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import sayso

SENTENCES = (
    "“We will open the bridge on Friday,” the mayor of Oxley, Ada Brook, said on Tuesday.",
    "Police said that two people were injured when a tram left its rails near the harbour.",
    "According to the audit office, 4.2 million euros are missing from the accounts of the port authority.",
    "The union warned that up to 300 jobs could go; its leader, Dana Wirth, called the plan “an insult”.",
    "Residents gathered outside the town hall, where the council was to meet in the evening.",
)


def made_up(number: int) -> str:
    """A text of about 400 words, no two alike."""
    order = [SENTENCES[(number * 7 + n * 3) % len(SENTENCES)] for n in range(25)]
    return "\n\n".join(" ".join(order[at : at + 3]) for at in range(0, len(order), 3)) + f"\n\nReport {number}."


def page(text: str) -> str:
    """A web page around a text."""
    body = "".join(f"<p>{it}</p>" for it in text.split("\n\n"))
    return f"<!doctype html><html><head><title>Report</title></head><body><article>{body}</article></body></html>"


def main() -> None:
    """Measures and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--articles", type=int, default=64)
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--weights", help='a file of weights, or "none"')
    given = parser.parse_args()
    if given.folder:
        paths = sorted(it for it in given.folder.iterdir() if it.suffix in (".txt", ".html"))[: given.articles]
        texts: list[str | bytes] = [it.read_bytes() for it in paths]
    else:
        texts = [made_up(number) for number in range(given.articles)]
    if given.pages:
        texts = [page(it if isinstance(it, str) else it.decode()) for it in texts]
    reader = sayso.Reader(weights=given.weights)
    alone = [reader.read(it).to_json() for it in texts]
    ways = {f"read, {threads} thread{'s' * (threads > 1)}": threads for threads in (1, 2, 4, 8)}
    print(f"{reader!r}, {len(texts)} articles, {os.cpu_count()} cores, medians of {given.runs}")
    print(f"{'':24}{'articles/s':>12}{'of one':>9}")
    base = 0.0
    for name, threads in [*ways.items(), ("read_many, 8 threads", -8)]:
        rates = []
        for _ in range(given.runs):
            begin = time.perf_counter()
            if threads > 0:
                with ThreadPoolExecutor(threads) as pool:
                    found = list(pool.map(reader.read, texts))
            else:
                found = [it for it in reader.read_many(texts, threads=-threads) if isinstance(it, sayso.Record)]
            rates.append(len(texts) / (time.perf_counter() - begin))
            assert [it.to_json() for it in found] == alone, "the records depend on the threads"
        rate = statistics.median(rates)
        base = base or rate
        print(f"{name:24}{rate:12.1f}{rate / base:9.2f}")


if __name__ == "__main__":
    main()
