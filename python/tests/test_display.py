"""What notebooks show of a record."""

from html.parser import HTMLParser

from conftest import EXAMPLES, REPORTS

import sayso

ALLOWED = {"div", "p", "span", "sup", "table", "tr", "td", "th", "i"}


class Seen(HTMLParser):
    """The text, tags and attributes of a page, and whether every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags, self.names, self.open = "", set(), set(), []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names.update(name for name, _ in attrs)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def test_all_of_the_text_is_shown_and_whose_the_statements_are(reader):
    for path in EXAMPLES:
        record = reader.read(path.read_bytes())
        seen = Seen(record._repr_html_())
        assert not seen.open
        assert seen.tags <= ALLOWED
        shown = "".join(seen.text.split())
        for statement in record["statements"]:
            assert "".join(record.words(statement).split()) in shown
            assert (statement["speaker"] or "nobody named") in seen.text


def test_nothing_of_a_report_is_trusted(reader):
    evil = '<script>alert(1)</script> "><img src=x onerror=alert(1)> & said'
    text = f"“{evil},” {evil} Tom Reed said on Monday."
    record = reader.read(text, format="text", title=evil, outlet=evil, url="javascript:alert(1)")
    record["statements"][0]["speaker"] = evil
    seen = Seen(record._repr_html_())
    assert seen.tags <= ALLOWED
    assert seen.names <= {"style", "title", "role", "aria-label", "tabindex", "scope"}
    assert "<script>" not in record._repr_html_()
    assert seen.text.count("<script>") > 1


def test_statements_in_one_another_and_none_at_all(reader):
    record = reader.read("Police said that the mayor had said “it is over”. The paper said Ann Lee wrote: “No.”")
    assert not Seen(record._repr_html_()).open
    assert "No statements." in reader.read(REPORTS[3])._repr_html_()
    assert (
        "another language"
        in reader.read(
            "Der Bürgermeister sagte am Montag, die Brücke sei sicher und werde bald wieder geöffnet. " * 3
        )._repr_html_()
    )


def test_records_made_by_hand_are_shown_too():
    record = sayso.Record(
        document={"id": "a", "url": None, "title": None, "outlet": None, "published": None, "text": "", "blocks": []},
        statements=[], events=[], figures=[], differ=[], doubts=[],
    )  # fmt: skip
    assert not Seen(record._repr_html_()).open
