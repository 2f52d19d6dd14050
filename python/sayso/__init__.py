"""Sayso reads news reports and writes down on whose word everything in them rests.

>>> import sayso
>>> record = sayso.read("“The bridge is safe,” Mayor Ada Brook said on Monday.", published="2026-03-04")
>>> [(it["speaker"], record.words(it), it["said_on"]) for it in record["statements"]]
[('Ada Brook', '“The bridge is safe,”', '2026-03-02')]

`read` takes one report; a `Reader` also many at once, files, and tables of pandas, polars, pyarrow or whatever else
speaks Arrow. What comes out is the record `sayso/1`, the same that the program `sayso` writes.
"""

from ._errors import Error
from ._reader import Reader, read
from ._record import Record
from ._sayso import SCHEMA, __version__

__all__ = ["SCHEMA", "Error", "Reader", "Record", "__version__", "read"]
