"""The component of spaCy."""

import pytest
from conftest import REPORTS

spacy = pytest.importorskip("spacy")


@pytest.fixture(scope="module")
def nlp():
    it = spacy.blank("en")
    # By its name alone: the package says so itself.
    it.add_pipe("sayso", config={"threads": 2})
    return it


def test_findings_are_spans(nlp, reader):
    for text in REPORTS:
        doc, record = nlp(text), reader.read(text, format="text")
        assert doc._.sayso == record
        pieces = [(it, piece) for it in record["statements"] for piece in it["content"]]
        spans = list(doc.spans["sayso_statements"])
        assert [(span.id_, span.label_) for span in spans] == [(str(it["id"]), it["act"]) for it, _ in pieces]
        for span, (_, piece) in zip(spans, pieces, strict=True):
            assert record.words(piece) in span.text
        for kind, place, label in (("events", "trigger", "type"), ("figures", "span", "unit")):
            spans = list(doc.spans[f"sayso_{kind}"])
            assert [(span.id_, span.label_) for span in spans] == [(str(it["id"]), it[label]) for it in record[kind]]
            for span, it in zip(spans, record[kind], strict=True):
                assert record.words(it[place]) in span.text


def test_many_documents_are_those_that_one_by_one_gives(nlp):
    texts = [*REPORTS, "", "  \n", *REPORTS]
    piped = list(nlp.pipe(texts, batch_size=4))
    assert [doc.text for doc in piped] == texts
    for doc, text in zip(piped, texts, strict=True):
        alone = nlp(text)
        assert doc._.sayso == alone._.sayso
        for name in ("sayso_statements", "sayso_events", "sayso_figures"):
            assert [(it.start, it.end, it.label_) for it in doc.spans[name]] == [
                (it.start, it.end, it.label_) for it in alone.spans[name]
            ]
    assert piped[len(REPORTS)]._.sayso is None
    assert len(piped[len(REPORTS)].spans["sayso_statements"]) == 0


def test_what_is_known_of_a_report(nlp):
    doc = nlp.make_doc(REPORTS[0])
    doc._.sayso_known = {"published": "2026-03-04", "id": "ferry"}
    document = nlp(doc)._.sayso["document"]
    assert (document["id"], document["published"]) == ("ferry", "2026-03-04")
    (piped,) = nlp.pipe([doc.copy()])
    assert piped._.sayso["document"] == document


def test_characters_that_are_none_to_others(nlp):
    for text in (f"\ufeff{REPORTS[0]}", REPORTS[0].replace(". ", ".\r\n\r\n"), REPORTS[5]):
        doc = nlp(text)
        words = [doc._.sayso.words(piece) for it in doc._.sayso["statements"] for piece in it["content"]]
        assert words
        # spaCy has the mark in the first token.
        assert [span.text.lstrip("\ufeff") for span in doc.spans["sayso_statements"]] == words


def test_a_pipeline_is_saved_and_loaded(nlp, tmp_path):
    nlp.to_disk(tmp_path / "it")
    again = spacy.load(tmp_path / "it")
    assert again(REPORTS[0])._.sayso == nlp(REPORTS[0])._.sayso
    assert nlp.analyze_pipes()["summary"]["sayso"]["assigns"]
