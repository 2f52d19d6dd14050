"""The extension module, written in Rust."""

from collections.abc import Iterator
from os import PathLike
from typing import Any, final

from ._given import Arrow, Given

__version__: str
SCHEMA: str

@final
class Reader:
    def __new__(
        cls,
        *,
        weights: str | PathLike[str] | None,
        parties: str | PathLike[str] | None,
        threads: int | None,
        all_pages: bool,
        extractor: list[str],
    ) -> Reader: ...
    @property
    def versions(self) -> dict[str, str | None]: ...
    @property
    def passed_over(self) -> dict[str, int]: ...
    @property
    def threads(self) -> int: ...
    def read(self, given: Given) -> tuple[str, str]: ...
    def read_many(self, given: Iterator[Given | tuple[str, str]], threads: int | None) -> Reports: ...
    def read_path(self, path: PathLike[str], range: tuple[int, int] | None, threads: int | None) -> Reports: ...
    def read_table(self, table: Arrow, threads: int | None) -> Table: ...
    def read_batches(self, stream: Arrow, threads: int | None) -> Batches: ...

@final
class Reports:
    def __iter__(self) -> Reports: ...
    def __next__(self) -> tuple[str, str | None, str | None]: ...

@final
class Table:
    """A table that was read; whatever takes Arrow takes it, any number of times."""

    @property
    def num_rows(self) -> int: ...
    @property
    def column_names(self) -> list[str]: ...
    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def to_pyarrow(self) -> Any:
        """A `pyarrow.Table` of the same memory."""
    def to_pandas(self) -> Any:
        """A `pandas.DataFrame`, by way of pyarrow."""
    def to_polars(self) -> Any:
        """A `polars.DataFrame`."""

@final
class Batches:
    """A stream of tables that is read while it is consumed, once."""

    @property
    def column_names(self) -> list[str]: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def to_pyarrow(self) -> Any:
        """A `pyarrow.RecordBatchReader`."""

def serve() -> None: ...
def line(json: str, pretty: bool) -> str: ...
