"""Records are those of the program, and what they can do beside being dictionaries."""

import copy
import json
import pickle
from datetime import date, datetime, timedelta, timezone

import pytest
from conftest import EXAMPLES, REPORTS, ROOT, page

import sayso


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda it: it.name)
def test_a_record_is_what_the_program_prints(path, program, reader):
    printed = program("read", "--format", "json", "--published", "2026-03-04", path)
    record = reader.read(path.read_bytes(), published="2026-03-04")
    assert record == json.loads(printed)
    assert record.to_json(pretty=True) + "\n" == printed
    assert record.to_json() + "\n" == program("read", "--format", "jsonl", "--published", "2026-03-04", path)
    assert record["statements"], "an empty record proves little"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda it: it.name)
def test_rules_alone_are_those_of_the_program(path, program):
    reader = sayso.Reader(weights="none")
    assert reader.versions["weights"] is None
    assert reader.read(path.read_bytes()) == json.loads(program("read", "--format", "json", "--weights", "none", path))


def test_versions_are_those_of_the_program(program, reader):
    told = dict(line.split(" ", 1) for line in program("--version").splitlines())
    assert reader.versions == {"version": told["sayso"], "weights": told["weights"], "data": told["data"]}
    assert reader.read(REPORTS[0])["reader"] == reader.versions
    assert sayso.__version__ == told["sayso"]
    assert told["schema"] == sayso.SCHEMA


def test_what_is_known_goes_over_what_is_found(reader):
    record = reader.read(
        page(REPORTS[0]),
        url="https://elsby.example/a",
        id="a",
        title="Ferry",
        outlet="Elsby Post",
        published=date(2026, 3, 4),
        modified=datetime(2026, 3, 5, 9, 30, tzinfo=timezone(timedelta(hours=1))),
        authors=["Ann Lee", "Bo Ek"],
        format="html",
    )
    told = {field: record["document"][field] for field in ("url", "id", "title", "outlet", "published", "authors")}
    assert told == {
        "url": "https://elsby.example/a",
        "id": "a",
        "title": "Ferry",
        "outlet": "Elsby Post",
        "published": "2026-03-04",
        "authors": ["Ann Lee", "Bo Ek"],
    }
    assert record["document"]["modified"] == "2026-03-05T09:30:00+01:00"
    assert record.item == "a"
    assert reader.read(REPORTS[0], authors="Ann Lee")["document"]["authors"] == ["Ann Lee"]


def test_text_and_pages_are_told_apart_by_content_or_format(reader):
    assert reader.read(page(REPORTS[0]))["document"]["title"] == "A page"
    marked = reader.read("<p>He said so.</p>", format="text")
    assert marked.text == "<p>He said so.</p>"
    # The encoding of bytes is told by what they are.
    assert reader.read("Zoë said “no”.".encode("cp1252")).text == "Zoë said “no”."


def test_offsets_are_those_of_python(reader):
    record = reader.read(REPORTS[-1])
    speakers = {it["speaker"]: record.words(it) for it in record["statements"]}
    assert speakers["Zoë Lund"] == "she had counted seven bodies"
    for kind, place in (("events", "trigger"), ("figures", "span")):
        for finding in record[kind]:
            start, end = finding[place]
            assert record.words(finding) == record.text[start:end] != ""
    assert record.words([[0, 6], [7, 14]]) == "Troops … shelled"
    assert record.words([0, 6]) == "Troops"
    assert record.words(record["parties"][0])
    assert record.words({}) == ""


def test_on_whose_word_a_finding_rests(reader):
    record = reader.read(
        "Two people were killed, police said. Three boats sank in the harbour on Sunday.", published="2026-03-04"
    )
    words = {record.words(it): record.on_word_of(it) for it in record["figures"]}
    assert words["Two"] == "police"
    assert words["Three"] is None
    assert record.on_word_of(record["statements"][0]) == "police"


def test_records_can_be_copied_pickled_and_changed(reader):
    record = reader.read(REPORTS[0], id="ferry")
    for other in (pickle.loads(pickle.dumps(record)), copy.deepcopy(record)):
        assert type(other) is sayso.Record
        assert other == record
        assert other.item == "ferry"
        assert other.to_json() == record.to_json()
    # What is written is what is there now, and only if it is a record.
    record["document"]["title"] = "Ferry"
    assert json.loads(record.to_json())["document"]["title"] == "Ferry"
    del record["statements"]
    with pytest.raises(ValueError, match="no record sayso/1: missing field `statements`"):
        record.to_json()


def test_helpers_hide_no_field(reader):
    assert not set(reader.read(REPORTS[0])) & set(dir(sayso.Record))


def test_the_record_fits_its_schema(reader):
    # Every field of the schema is there, whatever the report.
    schema = json.loads((ROOT / "docs" / "reference" / "sayso-1.schema.json").read_text(encoding="utf-8"))
    assert set(reader.read(REPORTS[3])) == set(schema["required"])
