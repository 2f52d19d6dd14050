"""Tables in, tables out: pyarrow, pandas, polars, every way of holding strings; nothing is copied that is not read."""

import json
from datetime import date, datetime

import pytest
from conftest import REPORTS, page

import sayso

pa = pytest.importorskip("pyarrow")

OURS = [
    "id", "url", "title", "outlet", "published", "day", "record", "error", "statements", "events", "figures",
]  # fmt: skip


def records(table) -> list[str | None]:
    return pa.table(table)["record"].to_pylist()


def test_a_row_is_what_read_gives(reader):
    known = {
        "id": ["a", "b", None],
        "url": ["https://elsby.example/a", None, None],
        "title": ["Ferry", None, None],
        "outlet": ["Elsby Post", None, None],
        "published": ["2026-03-04", "2026-03-04T09:30:00+01:00", None],
        "modified": [None, "2026-03-05", None],
        "authors": [["Ann Lee", "Bo Ek"], [], None],
    }
    table = reader.read_table(pa.table({"text": REPORTS[:3], **known}))
    rows = pa.table(table).to_pylist()
    assert table.column_names[: len(OURS)] == OURS
    assert len(table) == table.num_rows == 3
    for n, row in enumerate(rows):
        told = {field: values[n] for field, values in known.items() if values[n] is not None}
        record = reader.read(REPORTS[n], **told)
        assert row["record"] == record.to_json()
        assert row["error"] is None
        document = record["document"]
        assert [row[field] for field in OURS[:5]] == [document[field] for field in OURS[:5]]
        assert [it["words"] for it in row["statements"]] == [record.words(it) for it in record["statements"]]
        assert [it["on_word_of"] for it in row["figures"]] == [
            record.on_word_of(it) or None for it in record["figures"]
        ]
        for kind in ("statements", "events", "figures"):
            for finding in row[kind]:
                first = " … ".join(finding["words"].split(" … ")[:1])
                assert record.text[finding["starts_at"] :].startswith(first)
    assert [row["day"] for row in rows] == [date(2026, 3, 4), date(2026, 3, 4), None]


STRINGS = ["string", "large_string", "string_view", "binary", "large_binary", "binary_view", "dictionary"]


@pytest.mark.parametrize("kind", STRINGS)
@pytest.mark.parametrize("column", ["text", "html"])
def test_strings_may_be_held_in_any_way(reader, kind, column):
    reports = [text if column == "text" else page(text) for text in REPORTS]
    types = {"dictionary": pa.dictionary(pa.int32(), pa.string())}
    types |= {it: getattr(pa, it)() for it in STRINGS if it != "dictionary"}
    array = pa.array([it.encode() for it in reports] if "binary" in kind else reports, types[kind])
    names = pa.array(
        [f"r{n}" for n in range(len(reports))], types["dictionary" if kind == "dictionary" else "large_string"]
    )
    found = records(reader.read_table(pa.table({column: array, "id": names})))
    assert found == [reader.read(it, id=f"r{n}", format=column).to_json() for n, it in enumerate(reports)]


def test_a_broken_row_costs_no_other(reader):
    table = pa.table(
        {
            "text": [REPORTS[0], None, "", None, REPORTS[1]],
            "html": [page(REPORTS[2]), page(REPORTS[2]), None, None, None],
            "url": [None, None, "https://elsby.example/c", None, None],
            "published": ["2026-03-04", None, None, None, "soon"],
            "n": [1, 2, 3, 4, 5],
        }
    )
    rows = pa.table(reader.read_table(table)).to_pylist()
    assert [row["error"] for row in rows] == [
        None,
        None,
        "empty: no bytes",
        "there is nothing to read: neither text nor html",
        "published is no date such as 2026-03-04: soon",
    ]
    assert rows[0]["record"] == reader.read(REPORTS[0], published="2026-03-04").to_json(), "the text goes first"
    assert rows[1]["record"] == reader.read(page(REPORTS[2])).to_json()
    assert [row["record"] is None for row in rows] == [row["statements"] is None for row in rows]
    assert rows[2]["url"] == "https://elsby.example/c", "what a row is known by stays"
    assert [row["n"] for row in rows] == [1, 2, 3, 4, 5]


def test_days_and_moments_of_every_kind(reader):
    day, moment = date(2026, 3, 4), datetime(2026, 3, 4, 9, 30)
    for array, told in [
        (pa.array([day], pa.date32()), "2026-03-04"),
        (pa.array([moment], pa.timestamp("us")), "2026-03-04T09:30:00"),
        (pa.array([moment], pa.timestamp("s", "UTC")), "2026-03-04T09:30:00Z"),
        (pa.array([moment], pa.timestamp("ms", "Europe/Oslo")), "2026-03-04T10:30:00+01:00"),
        (pa.array(["4 March 2026"]), "2026-03-04"),
    ]:
        row = pa.table(reader.read_table(pa.table({"text": REPORTS[:1], "published": array}))).to_pylist()[0]
        assert row["published"] == reader.read(REPORTS[0], published=told)["document"]["published"]
        assert row["day"] == day


def test_other_columns_are_handed_on_without_a_copy(reader):
    numbers, words = pa.array(range(300)), pa.array([f"w{n}" for n in range(300)])
    given = pa.table({"n": numbers, "text": ["Nobody has claimed the prize."] * 300, "w": words, "record": numbers})
    read = pa.table(reader.read_table(given))
    assert read.column_names == [*OURS, "n", "w"], "what is ours goes over what is called the same"
    assert read["n"].to_pylist() == numbers.to_pylist()
    assert read["w"].to_pylist() == words.to_pylist()
    assert read["n"].num_chunks > 1, "rows are handed out as they come"
    for column, array in (("n", numbers), ("w", words)):
        ours = [(buffer.address, buffer.address + buffer.size) for buffer in array.buffers() if buffer]
        for buffer in (it for chunk in read[column].chunks for it in chunk.buffers() if it):
            assert any(start <= buffer.address < end for start, end in ours)


def test_metadata_of_fields_is_handed_on(reader):
    field = pa.field("n", pa.int64(), nullable=False, metadata={b"unit": b"m"})
    given = pa.table({"text": REPORTS[:1], "n": [1]}, pa.schema([pa.field("text", pa.string()), field]))
    assert pa.table(reader.read_table(given)).schema.field("n").equals(field, check_metadata=True)


def test_a_stream_is_read_while_it_is_consumed_and_once(reader):
    asked = 0
    schema = pa.schema([("text", pa.string()), ("n", pa.int64())])

    def batches():
        nonlocal asked
        for number in range(1000):
            asked += 1
            yield pa.record_batch([pa.array(REPORTS[:2]), pa.array([number, number])], schema=schema)

    stream = reader.read_batches(pa.RecordBatchReader.from_batches(schema, batches()))
    assert asked == 0
    read = stream.to_pyarrow()
    for number in range(5):
        batch = read.read_next_batch()
        assert batch.column("n").to_pylist() == [number, number]
        assert asked <= number + 2
    with pytest.raises(ValueError, match="it is read once"):
        pa.RecordBatchReader.from_stream(stream)


def test_what_a_stream_fails_with_comes_after_what_it_gave(reader):
    schema = pa.schema([("text", pa.string())])

    def batches():
        yield pa.record_batch([pa.array(REPORTS[:2])], schema=schema)
        raise RuntimeError("the crawl is over")

    read = reader.read_batches(pa.RecordBatchReader.from_batches(schema, batches())).to_pyarrow()
    assert read.read_next_batch().num_rows == 2
    with pytest.raises(Exception, match="the crawl is over"):
        read.read_next_batch()


def test_one_batch_is_a_table_too(reader):
    batch = pa.record_batch({"text": REPORTS[:2]})
    assert records(reader.read_table(batch)) == [reader.read(it).to_json() for it in REPORTS[:2]]
    assert reader.read_table(batch.slice(0, 0)).num_rows == 0
    assert records(reader.read_table(batch.slice(1))) == [reader.read(REPORTS[1]).to_json()]


def test_what_holds_no_reports_says_so(reader):
    with pytest.raises(sayso.Error, match="the table: has no column of reports: neither text nor html"):
        reader.read_table(pa.table({"body": REPORTS}))
    for wrong in ({"text": [1, 2]}, {"text": ["a"], "title": [{"x": 1}]}):
        with pytest.raises(ValueError, match=r"the column (text|title) holds no text but"):
            reader.read_table(pa.table(wrong))
    with pytest.raises((TypeError, ValueError), match="__arrow_c"):
        reader.read_table({"text": REPORTS})


def test_findings_have_the_columns_of_the_ledgers_export(program, reader, lines, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    ledger = tmp_path / "it.ledger"
    program("add", "--ledger", ledger, lines)
    program("export", "parquet", "--ledger", ledger, "-o", tmp_path / "out")
    objects = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines() if line.endswith("}")]
    columns = {field: [it.get(field) for it in objects] for field in ("id", "url", "text", "html", "published")}
    read = pa.table(reader.read_table(pa.table(columns)))
    ids = read["id"].to_pylist()
    for kind in ("statements", "events", "figures"):
        exported = parquet.read_table(tmp_path / "out" / f"{kind}.parquet")
        ours = read[kind].type.value_type
        names = [it for it in exported.column_names if it not in ("document_id", "outlet", "published", "published_on")]
        assert [field.name for field in ours] == names
        for field in ours:
            theirs = exported.schema.field(field.name)
            assert (str(field.type).replace("item: ", "element: "), field.nullable) == (
                str(theirs.type).replace(" not null", ""),
                theirs.nullable,
            ), field.name
        told: dict[str, list] = {name: [] for name in ids}
        for row in exported.to_pylist():
            told.setdefault(row["document_id"], []).append({name: row[name] for name in names})
        # Of pages no id is given here, so their ids are digests of other bytes than those of their lines.
        for report, findings in zip(ids[: len(REPORTS)], read[kind].to_pylist(), strict=False):
            assert findings == told[report], (kind, report)


def test_pandas(reader):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame(
        {"text": REPORTS, "published": pd.to_datetime(["2026-03-04"] * 6), "section": pd.Categorical(list("aabbcc"))}
    )
    read = reader.read_table(frame).to_pandas()
    assert read["record"].tolist() == [reader.read(it, published="2026-03-04T00:00:00").to_json() for it in REPORTS]
    assert read["section"].tolist() == list("aabbcc")
    statements = read[["id", "statements"]].explode("statements").dropna()
    assert "Ilse Vaan" in {it["speaker"] for it in statements["statements"]}


def test_polars(reader):
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame({"text": REPORTS, "published": [date(2026, 3, 4)] * 6, "section": list("aabbcc")})
    read = reader.read_table(frame).to_polars()
    assert read["record"].to_list() == [reader.read(it, published="2026-03-04").to_json() for it in REPORTS]
    assert read["section"].to_list() == list("aabbcc")
    statements = read.select("statements").explode("statements").unnest("statements")
    assert "Ilse Vaan" in statements["speaker"].to_list()
    assert statements.schema["starts_at"] == pl.Int64
