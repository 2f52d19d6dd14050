"""Sayso on Apache Spark: archives read where the cluster's cores are, and columns of texts in tables that are there.

>>> from sayso.spark import read_archives
>>> pages = read_archives(spark, "/data/crawl/*.warc.gz")                       # doctest: +SKIP
>>> pages.write.partitionBy("day").parquet("/data/read")                        # doctest: +SKIP

The package must be installed where tasks run, and files be there under the same names. Every action reads anew, as
Spark does: write what is read, and ask what was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

from . import cluster
from ._reader import Reader

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


def read_archives(spark: SparkSession, paths: cluster.Paths, *, size: int = cluster.SIZE, **options: Any) -> DataFrame:
    """Reads archives, and other files that the program would read: a row a page, with the columns of `cluster.SCHEMA`.

    `paths` are files, patterns and folders; `size` is how many bytes of a file a task reads; the others are options of
    `Reader`, which has one thread, as a task has one core.

    A page or a file that cannot be read is a row with `error`. A task whose process or machine is lost is done again
    elsewhere, by Spark.
    """
    tasks = cluster.parts(paths, size)
    schema = from_arrow_schema(cluster.SCHEMA)
    if not tasks:
        return spark.createDataFrame([], schema)

    def read(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                for split in tasks[number]:
                    yield from cluster.read_split(cluster.reader(**options), split)

    # As many partitions as numbers: each task has one.
    return spark.range(0, len(tasks), 1, len(tasks)).mapInArrow(read, schema)


def read_frame(frame: DataFrame, **options: Any) -> DataFrame:
    """Reads a table with a report a row, in the column `text` or `html`, as `Reader.read_table` does.

    What comes out has the columns of the record, `statements`, `events` and `figures` among them, and every other
    column as it came.
    """
    given = to_arrow_schema(frame.schema)
    # What comes out is told by the columns, without any report and so without weights.
    read_of_none = pyarrow.schema(Reader(weights="none", threads=1).read_table(given.empty_table()))
    schema = from_arrow_schema(read_of_none)

    def read(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        stream = iter(batches)
        first = next(stream, None)
        if first is None:
            return

        def all_of_them() -> Iterator[pyarrow.RecordBatch]:
            yield first
            yield from stream

        reader = cluster.reader(**options)
        yield from reader.read_batches(pyarrow.RecordBatchReader.from_batches(first.schema, all_of_them())).to_pyarrow()

    return frame.mapInArrow(read, schema)
