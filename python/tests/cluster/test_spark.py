"""Spark on a real cluster: a master, two workers with a core each, and processes that are killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pyspark = pytest.importorskip("pyspark")

from crawls import SIZE, Crawl, assert_by_day, assert_same, examples, linked, parquet, records  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

from sayso.spark import read_archives, read_frame  # noqa: E402

pytestmark = pytest.mark.cluster
pytest_plugins = ["crawls"]

CLASS = Path(pyspark.__file__).with_name("bin") / "spark-class"
PATIENCE = 120


class Cluster:
    """A master and two workers, on this machine."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as it:
            it.bind(("127.0.0.1", 0))
            port = it.getsockname()[1]
        self.address = f"spark://127.0.0.1:{port}"
        self.folder = folder
        self.master = self.start("master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", 0)
        place = ["--host", "127.0.0.1", "--webui-port", 0, "--cores", 1, "--memory", "1g"]
        self.workers = [
            self.start("worker.Worker", *place, "--work-dir", folder / f"work{number}", self.address)
            for number in range(2)
        ]

    def start(self, name: str, *arguments: object) -> subprocess.Popen[bytes]:
        log = (self.folder / "cluster.log").open("ab")
        command = [str(CLASS), f"org.apache.spark.deploy.{name}", *map(str, arguments)]
        local = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m", "PYSPARK_PYTHON": sys.executable}
        return subprocess.Popen(command, env={**os.environ, **local}, stdout=log, stderr=log)

    def executors(self) -> list[int]:
        """The processes in which the workers run tasks."""
        return [pid for worker in self.workers for pid in children(worker.pid)]

    def stop(self) -> None:
        for it in [*self.workers, self.master]:
            it.terminate()
        for it in [*self.workers, self.master]:
            it.wait(PATIENCE)


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    return [int(it) for task in Path(f"/proc/{pid}/task").iterdir() for it in (task / "children").read_text().split()]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path_factory.mktemp("spark"))
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def spark(cluster: Cluster) -> Iterator[SparkSession]:
    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    settings = {
        "spark.driver.memory": "512m",
        "spark.executor.memory": "512m",
        "spark.executor.cores": "1",
        "spark.ui.enabled": "false",
        "spark.sql.warehouse.dir": str(cluster.folder / "warehouse"),
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
    }
    builder = SparkSession.builder.master(cluster.address)
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def wait_for(what: str, holds) -> None:
    """Waits until something holds."""
    begin = time.monotonic()
    while not holds():
        assert time.monotonic() - begin < PATIENCE, f"waited too long for {what}"
        time.sleep(0.02)


def test_what_two_workers_read_is_what_one_machine_reads(spark, cluster, crawl: Crawl, tmp_path: Path) -> None:
    pages = read_archives(spark, crawl.paths, size=SIZE)
    assert pages.rdd.getNumPartitions() > 10
    pages.write.partitionBy("day").parquet(str(tmp_path / "read"))
    assert_by_day(tmp_path / "read", crawl)
    assert_same(parquet(tmp_path / "read"), crawl)
    assert len(cluster.executors()) == 2

    # As Spark reads it, too, and with another cut.
    again = read_archives(spark, crawl.paths, size=10 * SIZE)
    read = spark.read.parquet(str(tmp_path / "read"))
    assert read.filter("day = '2026-03-04'").count() == crawl.days.count("2026-03-04")
    assert again.select("record").exceptAll(read.select("record")).isEmpty()


def test_a_killed_executor_changes_nothing(spark, cluster, crawl: Crawl, tmp_path: Path) -> None:
    wait_for("two executors", lambda: len(cluster.executors()) == 2)
    pages = read_archives(spark, crawl.paths, size=SIZE)
    tasks = pages.rdd.getNumPartitions()
    failed: list[BaseException] = []

    def write() -> None:
        try:
            pages.write.partitionBy("day").parquet(str(tmp_path / "read"))
        except BaseException as error:
            failed.append(error)

    writing = threading.Thread(target=write)
    tracker = spark.sparkContext.statusTracker()
    writing.start()

    def done() -> int:
        stages = [tracker.getStageInfo(it) for it in tracker.getActiveStageIds()]
        return max((it.numCompletedTasks for it in stages if it is not None), default=0)

    wait_for("tasks in the midst of the work", lambda: not writing.is_alive() or done() >= tasks // 4)
    assert writing.is_alive()
    assert 0 < done() < tasks
    killed = cluster.executors()[0]
    os.kill(killed, signal.SIGKILL)
    writing.join(5 * PATIENCE)
    assert not failed, failed
    assert killed not in cluster.executors()
    assert_by_day(tmp_path / "read", crawl)
    assert_same(parquet(tmp_path / "read"), crawl)


def test_a_file_that_is_not_there_is_a_row(spark, crawl: Crawl, tmp_path: Path) -> None:
    missing = tmp_path / "missing.warc.gz"
    rows = read_archives(spark, [missing, crawl.paths[0]]).collect()
    assert [row.path for row in rows if row.offset is None] == [str(missing)]
    assert "cannot be read" in rows[0].error
    first = [line for line in crawl.lines if line in {row.record for row in rows}]
    assert [row.record for row in rows if row.record] == first
    assert first


def test_nothing_to_read_is_an_empty_table(spark, tmp_path: Path) -> None:
    pages = read_archives(spark, tmp_path)
    assert "record" in pages.columns
    assert pages.isEmpty()


def test_columns_of_texts(spark) -> None:
    texts = [(n, f"“It is over,” Dana Wirth said on day {n}.") for n in range(40)]
    frame = spark.createDataFrame(texts, "number int, text string").repartition(4)
    read = read_frame(frame, weights="none")
    rows = sorted(read.select("number", "record", "statements").collect())
    assert [(row.number, row.record) for row in rows] == list(enumerate(records([text for _, text in texts])))
    assert all(row.statements for row in rows)


def test_delta(spark, crawl: Crawl, tmp_path: Path) -> None:
    deltalake = pytest.importorskip("deltalake")
    folder = str(tmp_path / "read")
    read_archives(spark, crawl.paths, size=SIZE).write.partitionBy("day").parquet(folder)
    by_day = deltalake.Schema([deltalake.Field("day", "date")])
    deltalake.convert_to_deltalake(folder, partition_by=by_day, partition_strategy="hive")
    table = deltalake.DeltaTable(folder)
    assert table.metadata().partition_columns == ["day"]
    assert_same(table.to_pyarrow_table(), crawl)


def test_the_guide(spark, crawl: Crawl, tmp_path: Path) -> None:
    linked(crawl, tmp_path)
    for code in [*examples("SparkSession", tmp_path), *examples("deltalake", tmp_path)]:
        exec(compile(code, "docs/guide/cluster.md", "exec"), {"__name__": "__main__"})
    read = parquet(tmp_path / "read")
    assert sorted(read.column("record").drop_null().to_pylist()) == sorted(crawl.lines)
