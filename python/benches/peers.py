"""How long Sayso takes for all its work, and others for a part of it, on the same texts and pages, in one run.

    python benches/peers.py FOLDER OF TEXTS [--program sayso] [--rounds 5] [--pages 1000] [--texts N] [--threads 1 2]

Needs spacy with a small English pipeline (`--pipeline`), textacy and trafilatura; who is not there is left out. In each
round everybody reads everything once, in turn, so that a machine whose speed drifts is the same to all. Sayso is
measured as a process, its start included, from files to records in JSON; the others without their start, from texts in
memory. On more than one core the others run in as many processes, as they advise.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import multiprocessing
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} | The Harbour Post</title>
<meta property="og:type" content="article"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="2026-03-04T08:00:00Z">
<script>window.dataLayer = window.dataLayer || []; dataLayer.push({{"page": {number}}});</script>
<style>body {{ font: 1rem serif }} nav li {{ display: inline }} .aside {{ float: right }}</style></head>
<body><header><a href="/">The Harbour Post</a>
<nav><ul>{navigation}</ul></nav></header>
<main><article><h1>{title}</h1><p class="byline">By Ann Lee</p>{body}</article>
<aside class="aside"><h2>More news</h2><ul>{links}</ul></aside></main>
<section id="comments"><h2>Comments</h2>{comments}</section>
<footer><p>© The Harbour Post. All rights reserved.
<a href="/privacy">Privacy</a> <a href="/contact">Contact</a></p></footer>
</body></html>
"""


def page(number: int, text: str) -> str:
    """A web page around a text, with what pages have around theirs; no two alike."""
    paragraphs = [it.strip() for it in text.split("\n\n") if it.strip()]
    title = f"{paragraphs[0][:60]} ({number})".replace("<", "")
    escaped = [it.replace("&", "&amp;").replace("<", "&lt;") for it in paragraphs]
    return PAGE.format(
        title=title.replace("&", "&amp;").replace('"', "&quot;"),
        number=number,
        navigation="".join(f'<li><a href="/{it}">{it.title()}</a></li>' for it in ("world", "city", "port", "sport")),
        body="".join(f"<p>{it}</p>" for it in escaped),
        links="".join(
            f'<li><a href="/news/{number}-{it}">What the council decided in case {it}</a></li>' for it in range(12)
        ),
        comments="".join(f"<div><b>Reader {it}</b><p>I wonder what comes of it.</p></div>" for it in range(6)),
    )


def trafilatura_texts(pages: list[str]) -> int:
    """The articles of pages, by trafilatura."""
    import trafilatura

    return sum(trafilatura.extract(it) is not None for it in pages)


def spread(work: Callable[[list[str]], int], items: list[str], processes: int) -> None:
    """Work on items, in as many processes."""
    if processes == 1:
        work(items)
        return
    parts = [items[at::processes] for at in range(processes)]
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        pool.map(work, parts)


def peers(pipeline: str, texts: list[str], pages: list[str]) -> dict[str, tuple[str, Callable[[int], object]]]:
    """Who else is there: what it reads, and how it is run on so many processes."""
    found: dict[str, tuple[str, Callable[[int], object]]] = {}
    if importlib.util.find_spec("spacy") and importlib.util.find_spec(pipeline):
        import spacy

        nlp = spacy.load(pipeline)
        found["spaCy small"] = ("texts", lambda n: [None for _ in nlp.pipe(texts, n_process=n)])
        if importlib.util.find_spec("textacy"):
            from textacy.extract.triples import direct_quotations

            def quotations(part: list[str]) -> int:
                found = 0
                for document in nlp.pipe(part):
                    # It gives up on a text whose quotation marks do not pair.
                    with contextlib.suppress(ValueError):
                        found += len(list(direct_quotations(document)))
                return found

            found["textacy quotations"] = ("texts", lambda n: spread(quotations, texts, n))
    if importlib.util.find_spec("trafilatura"):
        found["trafilatura"] = ("pages", lambda n: spread(trafilatura_texts, pages, n))
    return found


def main() -> None:
    """Measures and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--program", default="sayso")
    parser.add_argument("--pipeline", default="en_core_web_sm")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--texts", type=int)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args()
    texts = [it.read_text(encoding="utf-8") for it in sorted(given.folder.iterdir()) if it.is_file()][: given.texts]
    pages = [page(number, texts[number % len(texts)]) for number in range(given.pages)]
    with tempfile.TemporaryDirectory() as folder:
        for name, items, ending in (("texts", texts, "txt"), ("pages", pages, "html")):
            (Path(folder) / name).mkdir()
            for number, it in enumerate(items):
                (Path(folder) / name / f"{number:06}.{ending}").write_text(it, encoding="utf-8")

        def sayso(what: str) -> Callable[[int], object]:
            command = [given.program, "read", "--format", "jsonl", "-o", "/dev/null", f"{folder}/{what}", "--threads"]
            return lambda n: subprocess.run([*command, str(n)], check=False, stderr=subprocess.DEVNULL)

        words = sum(len(it.split()) for it in texts)
        everybody = {
            "Sayso": ("texts", sayso("texts")),
            **peers(given.pipeline, texts, pages),
            "Sayso on pages": ("pages", sayso("pages")),
        }
        print(f"{len(texts)} texts, {words} words; {len(pages)} pages; {given.rounds} rounds")
        for threads in given.threads:
            times: dict[str, list[float]] = {name: [] for name in everybody}
            for _ in range(given.rounds):
                for name, (_, run) in everybody.items():
                    begin = time.perf_counter()
                    run(threads)
                    times[name].append(time.perf_counter() - begin)
            print(f"\n{f'{threads} core' + 's' * (threads > 1):24}{'seconds':>10}{'items/s':>10}{'Sayso / it':>12}")
            for name, (what, _) in everybody.items():
                seconds = statistics.median(times[name])
                own = times["Sayso" if what == "texts" else "Sayso on pages"]
                ratio = statistics.median(a / b for a, b in zip(own, times[name], strict=True))
                items = len(texts) if what == "texts" else len(pages)
                print(f"{name:24}{seconds:10.2f}{items / seconds:10.1f}{ratio:12.2f}")


if __name__ == "__main__":
    main()
