"""What cannot be read says what it is and why."""

import pickle

import pytest
from conftest import REPORTS, page

import sayso


def test_errors_name_the_item(reader):
    for content, known, told in [
        ("", {}, "the report: empty: no bytes"),
        ("  \n", {"id": "a"}, "a: empty: nothing but white space"),
        (b"\x00\x01\x02\x03" * 100, {"url": "https://elsby.example/a"}, "https://elsby.example/a: "),
        (REPORTS[0], {"published": "4 Marvember"}, "the report: published is no date such as 2026-03-04: 4 Marvember"),
        ("<html><body></body></html>", {}, "the report: "),
        ('{"text": "A."}\n{"text": "B."}', {}, "the report: there are several reports in it; read_path reads them all"),
    ]:
        with pytest.raises(sayso.Error) as caught:
            reader.read(content, **known)
        assert str(caught.value).startswith(told)
        assert str(caught.value) == f"{caught.value.item}: {caught.value.reason}"
        assert "\n" not in str(caught.value)


def test_what_is_no_report_is_a_type_error(reader):
    for content, known in [
        (7, {}),
        (None, {}),
        ("half \ud800", {}),
        (REPORTS[0], {"format": "pdf"}),
        (REPORTS[0], {"title": 7}),
        (REPORTS[0], {"authors": 7}),
        (REPORTS[0], {"authors": [7]}),
        (REPORTS[0], {"published": 2026}),
    ]:
        with pytest.raises(TypeError):
            reader.read(content, **known)


def test_errors_travel():
    error = pickle.loads(pickle.dumps(sayso.Error("a.html", "there is no text in it")))
    assert (str(error), error.item, error.reason) == (
        "a.html: there is no text in it",
        "a.html",
        "there is no text in it",
    )
    assert isinstance(error, ValueError)


def test_files_of_a_reader_are_named(tmp_path):
    for options in ({"weights": tmp_path / "none.bin"}, {"parties": tmp_path / "none.tsv"}):
        with pytest.raises(sayso.Error, match=r"none\.(bin|tsv): cannot be read: "):
            sayso.Reader(**options)
    wrong = tmp_path / "wrong"
    wrong.write_bytes(b"\x07")
    with pytest.raises(sayso.Error, match="wrong: "):
        sayso.Reader(weights=wrong)
    with pytest.raises(sayso.Error, match="wrong: line 1"):
        sayso.Reader(parties=wrong)


def test_a_table_of_parties_goes_before_the_built_in_one(tmp_path):
    table = tmp_path / "parties.tsv"
    table.write_text("Tide Front\tNORREB\n", encoding="utf-8")
    text = "The Tide Front said it would fight on."
    read = sayso.Reader(parties=table, weights="none")
    assert [it["code"] for it in read.read(text)["parties"]] == ["NORREB"]
    assert read.versions["data"] != sayso.Reader(weights="none").versions["data"]


def test_readers_travel(reader, tmp_path):
    table = tmp_path / "parties.tsv"
    table.write_text("Tide Front\tNORREB\n", encoding="utf-8")
    made = sayso.Reader(parties=table, threads=3)
    other = pickle.loads(pickle.dumps(made))
    assert (other.versions, other.threads) == (made.versions, 3)
    assert "weights " + made.versions["weights"][:12] in repr(other)


def test_pages_of_any_kind_end_in_a_record_or_an_error(reader):
    for cut in range(0, 400, 7):
        try:
            reader.read(page(REPORTS[0])[:cut], format="html")
        except sayso.Error as error:
            assert error.item == "the report"
