"""What the tests of clusters share: archives, and what the program reads of them on one machine.

A plugin and no `conftest`, since tests beside this folder import the module of that name.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import archives
import pyarrow
import pyarrow.dataset
import pytest

from sayso import Reader

FILES = 3
REPORTS = int(os.environ.get("SAYSO_CLUSTER_REPORTS", "120"))
"""How many reports the archives hold."""
SIZE = 6 << 10
"""Bytes of a file that a task reads: small, so that there are many tasks, cut anywhere."""

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Crawl:
    """Archives, and what is in them."""

    paths: list[Path]
    lines: list[str]
    """The records, in order, as the program writes them."""
    errors: list[str]
    """What the program says of pages that cannot be read."""

    @property
    def days(self) -> list[str]:
        """The days of the records, or nothing."""
        return [(json.loads(line)["document"]["published"] or "")[:10] for line in self.lines]


@pytest.fixture(scope="session")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """Archives, read by the program on this machine."""
    named = os.environ.get("SAYSO")
    built = [ROOT / "target" / kind / "sayso" for kind in ("release", "debug")]
    program = next((it for it in ([Path(named)] if named else built) if it.is_file()), None)
    if program is None:
        pytest.fail("the program is not built: cargo build -p sayso-cli, or name one in SAYSO")
    paths = archives.write(tmp_path_factory.mktemp("crawl"), FILES, REPORTS)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SAYSO_")}
    command = [str(program), "read", "--format", "jsonl", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    told = done.stderr.decode().splitlines()
    errors = [it.removeprefix("sayso: ") for it in told if it.startswith("sayso: /")]
    lines = done.stdout.decode().splitlines()
    # Every fifth is broken.
    assert len(lines) == REPORTS * 4 // 5, (
        f"{len(lines)} of {REPORTS * 4 // 5} reports were read: {done.stderr.decode()}"
    )
    assert errors
    return Crawl(paths, lines, errors)


def examples(words: str, folder: Path) -> list[str]:
    """Examples of the guide that have these words, with folders of their own for what they read and write."""
    text = (ROOT / "docs" / "guide" / "cluster.md").read_text(encoding="utf-8")
    found = [it for it in re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE) if words in it]
    assert found
    return [it.replace('"crawl/', f'"{folder}/crawl/').replace('"read"', f'"{folder}/read"') for it in found]


def linked(crawl: Crawl, folder: Path) -> None:
    """Puts the archives where the guide has them, under names that count as others."""
    (folder / "crawl").mkdir()
    for path in crawl.paths:
        shutil.copy(path, folder / "crawl")


def records(texts: list[str]) -> list[str]:
    """The records of texts, read here and by rules alone."""
    read = Reader(weights="none").read_table(pyarrow.table({"text": texts})).to_pyarrow()
    return read.column("record").to_pylist()


def parquet(folder: Path) -> pyarrow.Table:
    """What was written, with the day as a column."""
    schema = pyarrow.schema([("day", pyarrow.date32())])
    layout = pyarrow.dataset.partitioning(schema, flavor="hive")
    return pyarrow.dataset.dataset(folder, format="parquet", partitioning=layout).to_table()


def assert_same(table: pyarrow.Table, crawl: Crawl) -> None:
    """A table holds what the program reads, byte for byte, each page once."""
    rows = sorted(table.to_pylist(), key=lambda row: (row["path"], row["offset"]))
    assert len({(row["path"], row["offset"]) for row in rows}) == len(rows)
    assert [row["record"] for row in rows if row["error"] is None] == crawl.lines
    assert [f"{row['path']}@{row['offset']}: {row['error']}" for row in rows if row["record"] is None] == crawl.errors
    assert all((row["record"] is None) != (row["error"] is None) for row in rows)
    for row in rows:
        if row["record"] is not None:
            document = json.loads(row["record"])["document"]
            assert all(row[name] == document[name] for name in ("url", "id", "title", "outlet", "published"))
            assert str(row["day"]) == (row["published"] or "None")[:10]


def assert_by_day(folder: Path, crawl: Crawl) -> None:
    """What was written lies in a folder a day, and one for what tells none."""
    folders = {it.name for it in folder.iterdir() if it.is_dir() and not it.name.startswith("_")}
    assert folders == {f"day={day or '__HIVE_DEFAULT_PARTITION__'}" for day in crawl.days}
    assert len(folders) == 10
