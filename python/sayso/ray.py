"""Sayso on Ray Data: archives read where the cluster's cores are, and columns of texts in datasets that are there.

>>> from sayso.ray import read_archives
>>> pages = read_archives("/data/crawl/*.warc.gz")                              # doctest: +SKIP
>>> pages.write_parquet("/data/read", partition_cols=["day"])                   # doctest: +SKIP

The package must be installed where tasks run, and files be there under the same names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow
import ray.data

from . import cluster


def read_archives(paths: cluster.Paths, *, size: int = cluster.SIZE, **options: Any) -> ray.data.Dataset:
    """Reads archives, and other files that the program would read: a row a page, with the columns of `cluster.SCHEMA`.

    `paths` are files, patterns and folders; `size` is how many bytes of a file a task reads; the others are options of
    `Reader`, which has one thread, as a task has one core.

    A page or a file that cannot be read is a row with `error`. A task whose process or machine is lost is done again
    elsewhere, by Ray.
    """
    tasks = cluster.parts(paths, size)
    if not tasks:
        return ray.data.from_arrow(cluster.SCHEMA.empty_table())

    def read(batch: pyarrow.Table) -> Iterator[pyarrow.Table]:
        # Columns are told even where no page is.
        yield cluster.SCHEMA.empty_table()
        for number in batch.column("id").to_pylist():
            for split in tasks[number]:
                for rows in cluster.read_split(cluster.reader(**options), split):
                    yield pyarrow.Table.from_batches([rows])

    # A number a task. What tasks take is left at Ray's defaults, a core each and as many tries as it takes: with these,
    # and whole blocks, Ray makes one task of number, reading and writing.
    numbers = ray.data.range(len(tasks), override_num_blocks=len(tasks))
    return numbers.map_batches(read, batch_size=None, batch_format="pyarrow")


def read_dataset(dataset: ray.data.Dataset, *, rows: int = 256, **options: Any) -> ray.data.Dataset:
    """Reads a dataset with a report a row, in the column `text` or `html`, as `Reader.read_table` does.

    What comes out has the columns of the record, `statements`, `events` and `figures` among them, and every other
    column as it came. `rows` are handed to a task at once.
    """

    def read(batch: pyarrow.Table) -> pyarrow.Table:
        return cluster.reader(**options).read_table(batch).to_pyarrow()

    return dataset.map_batches(read, batch_size=rows, batch_format="pyarrow")
