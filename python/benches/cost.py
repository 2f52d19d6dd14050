"""What a month of CC-NEWS costs in core-hours, from rates that were measured; the table of `docs/guide/cluster.md`.

    python benches/cost.py --pages-a-second 20 --passed-a-second 2000 --news 0.8 --into ../docs/guide/cluster.md

Without measured rates, the table is what the formula gives for rates that are round numbers.
"""

import argparse
import re
from pathlib import Path

MONTHS = {"2024-03": 11_723_542, "2024-04": 11_546_298, "2024-05": 11_715_084}
"""Documents with a text in three months of CC-NEWS, in all languages; the guide says who counted them."""

SUPPOSED = (5, 10, 20, 40, 80)
"""Rates for which the formula is shown where none was measured."""

CORES = (16, 128)

BLOCK = re.compile(r"(<!-- cost:[^\n]*-->\n).*?(<!-- /cost -->)", re.DOTALL)
"""Where in a document the table stands."""


def core_hours(pages: int, news: float, pages_a_second: float, passed_a_second: float | None) -> float:
    """Hours in which one core reads the pages that are news, and passes over the others."""
    seconds = pages * news / pages_a_second
    if passed_a_second is not None:
        seconds += pages * (1 - news) / passed_a_second
    return seconds / 3600


def table(pages_a_second: float | None, passed_a_second: float | None, news: float) -> str:
    """The table, as Markdown."""
    if pages_a_second is None:
        mean = round(sum(MONTHS.values()) / len(MONTHS))
        rows = [(f"{rate}", core_hours(mean, news, rate, passed_a_second)) for rate in SUPPOSED]
        first = f"pages a second a core, of {mean:,} pages a month"
    else:
        rows = [
            (f"{month}: {pages:,} pages", core_hours(pages, news, pages_a_second, passed_a_second))
            for month, pages in MONTHS.items()
        ]
        first = "month"
    head = [first, "core-hours", *(f"hours on {cores} cores" for cores in CORES)]
    lines = [head, ["---", *["--:"] * (len(head) - 1)]]
    lines += [[name, f"{hours:,.0f}", *(f"{hours / cores:,.1f}" for cores in CORES)] for name, hours in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def said(pages_a_second: float | None, passed_a_second: float | None, news: float) -> str:
    """What the table stands on, as a sentence."""
    if pages_a_second is None:
        return f"The formula, for rates that are supposed and not measured, and {news:.0%} of the pages news:"
    passed = f", {passed_a_second:,g} a second passed over" if passed_a_second else ""
    read = f"{pages_a_second:,g} pages a second read by a core"
    return f"With {read}{passed}, as measured, and {news:.0%} of the pages news:"


def block(pages_a_second: float | None, passed_a_second: float | None, news: float) -> str:
    """What stands in the document."""
    given = (pages_a_second, passed_a_second, news)
    return f"{said(*given)}\n\n{table(*given)}\n"


def into(document: str, pages_a_second: float | None, passed_a_second: float | None, news: float) -> str:
    """A document with the table put into its place, and the arguments it was made with."""
    flags = {"pages-a-second": pages_a_second, "passed-a-second": passed_a_second, "news": news}
    words = " ".join(f"--{flag} {value:g}" for flag, value in flags.items() if value is not None)
    made, count = BLOCK.subn(
        lambda _: f"<!-- cost: python python/benches/cost.py {words} -->\n{block(*flags.values())}<!-- /cost -->",
        document,
    )
    if count != 1:
        raise SystemExit("the document has no place for the table: <!-- cost: --> … <!-- /cost -->")
    return made


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--pages-a-second", type=float, metavar="RATE", help="news pages that one core reads, from archive to record"
    )
    parser.add_argument(
        "--passed-a-second",
        type=float,
        metavar="RATE",
        help="other pages that one core passes over; else they cost nothing",
    )
    parser.add_argument(
        "--news", type=float, default=1.0, metavar="SHARE", help="share of the pages that are news (default: all)"
    )
    parser.add_argument(
        "--into", type=Path, metavar="FILE", help="the document to put the table into; else it is printed"
    )
    given = parser.parse_args(words)
    if not 0 <= given.news <= 1:
        parser.error("--news is a share between 0 and 1")
    if any(rate is not None and rate <= 0 for rate in (given.pages_a_second, given.passed_a_second)):
        parser.error("a rate is more than 0")
    return given


def main() -> None:
    """Prints the table, or puts it into a document."""
    given = arguments()
    rates = (given.pages_a_second, given.passed_a_second, given.news)
    if given.into:
        given.into.write_text(into(given.into.read_text(encoding="utf-8"), *rates), encoding="utf-8")
    else:
        print(block(*rates), end="")


if __name__ == "__main__":
    main()
