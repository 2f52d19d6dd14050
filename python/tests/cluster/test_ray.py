"""Ray on a real cluster: a head, two workers with a core each, and processes that are killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.update(RAY_USAGE_STATS_ENABLED="0", RAY_memory_monitor_refresh_ms="0", RAY_DATA_DISABLE_PROGRESS_BARS="1")
ray = pytest.importorskip("ray")
pytest.importorskip("ray.data")

from crawls import SIZE, Crawl, assert_by_day, assert_same, examples, linked, parquet, records  # noqa: E402
from ray.cluster_utils import Cluster  # noqa: E402

from sayso.ray import read_archives, read_dataset  # noqa: E402

pytestmark = pytest.mark.cluster
pytest_plugins = ["crawls"]

STORE = 200 << 20
PATIENCE = 120


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A head that runs nothing, and two workers."""
    cluster = Cluster(
        initialize_head=True, head_node_args={"num_cpus": 0, "object_store_memory": STORE, "include_dashboard": False}
    )
    for _ in range(2):
        cluster.add_node(num_cpus=1, object_store_memory=STORE)
    ray.init(address=cluster.address, log_to_driver=False)
    yield cluster
    ray.shutdown()
    cluster.shutdown()


def raylet(node) -> int:
    """The process that makes a node one."""
    return node.all_processes["raylet"][0].process.pid


def alive() -> int:
    return sum(it["Alive"] for it in ray.nodes())


def test_what_two_workers_read_is_what_one_machine_reads(cluster, crawl: Crawl, tmp_path: Path) -> None:
    pages = read_archives(crawl.paths, size=SIZE)
    pages.write_parquet(str(tmp_path / "read"), partition_cols=["day"])
    assert_by_day(tmp_path / "read", crawl)
    assert_same(parquet(tmp_path / "read"), crawl)


def test_a_file_that_is_not_there_is_a_row(cluster, crawl: Crawl, tmp_path: Path) -> None:
    missing = tmp_path / "missing.warc.gz"
    rows = read_archives([missing, crawl.paths[0]]).take_all()
    assert [row["path"] for row in rows if row["offset"] is None] == [str(missing)]
    first = {row["record"] for row in rows}
    assert [row["record"] for row in rows if row["record"]] == [line for line in crawl.lines if line in first]
    assert len(first) > 1


def test_nothing_to_read_is_an_empty_table(cluster, tmp_path: Path) -> None:
    pages = read_archives(tmp_path)
    assert "record" in pages.columns()
    assert pages.count() == 0


def test_columns_of_texts(cluster) -> None:
    texts = [{"number": n, "text": f"“It is over,” Dana Wirth said on day {n}."} for n in range(40)]
    read = read_dataset(ray.data.from_items(texts), weights="none").take_all()
    rows = sorted(read, key=lambda row: row["number"])
    expected = records([it["text"] for it in texts])
    assert [(row["number"], row["record"]) for row in rows] == list(enumerate(expected))
    assert all(len(row["statements"]) for row in rows)


def test_delta(cluster, crawl: Crawl, tmp_path: Path) -> None:
    deltalake = pytest.importorskip("deltalake")
    read_archives(crawl.paths, size=SIZE).write_delta(str(tmp_path / "read"), partition_by=["day"])
    table = deltalake.DeltaTable(tmp_path / "read")
    assert table.metadata().partition_columns == ["day"]
    assert_same(table.to_pyarrow_table(), crawl)


def test_the_guide(cluster, crawl: Crawl, tmp_path: Path) -> None:
    linked(crawl, tmp_path)
    for code in [*examples("sayso.ray", tmp_path), *examples("deltalake", tmp_path)]:
        exec(compile(code, "docs/guide/cluster.md", "exec"), {"__name__": "__main__"})
    read = parquet(tmp_path / "read")
    assert sorted(read.column("record").drop_null().to_pylist()) == sorted(crawl.lines)


def test_a_killed_node_changes_nothing(cluster, crawl: Crawl, tmp_path: Path) -> None:
    folder = tmp_path / "read"
    pages = read_archives(crawl.paths, size=SIZE)
    failed: list[BaseException] = []

    def write() -> None:
        try:
            pages.write_parquet(str(folder), partition_cols=["day"])
        except BaseException as error:
            failed.append(error)

    writing = threading.Thread(target=write)
    writing.start()
    begin = time.monotonic()
    while writing.is_alive() and len(list(folder.rglob("*.parquet"))) < 8:
        assert time.monotonic() - begin < PATIENCE
        time.sleep(0.02)
    assert writing.is_alive()
    nodes = alive()
    os.kill(raylet(cluster.list_all_nodes()[1]), signal.SIGKILL)
    writing.join(5 * PATIENCE)
    assert not failed, failed
    assert not writing.is_alive()
    assert alive() == nodes - 1
    assert_by_day(folder, crawl)
    assert_same(parquet(folder), crawl)
