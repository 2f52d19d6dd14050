"""Many reports: in order, a bounded number ahead, one broken one costs no other, and threads change nothing."""

import itertools
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import REPORTS, page

import sayso


def test_order_is_kept_and_what_is_broken_stays_in_its_place(reader):
    many = [REPORTS[0], "", {"id": "b", "text": REPORTS[1]}, 7, {"id": "c"}, {"html": page(REPORTS[2]), "id": 12}]
    many += [{"text": REPORTS[3], "published": "someday", "url": "https://elsby.example/d"}, "half \ud800"]
    found = list(reader.read_many(many))
    assert [getattr(it, "item", None) for it in found] == [
        "item [0]", "item [1]", "b", "item [3]", "item [4]", "12", "https://elsby.example/d", "item [7]",
    ]  # fmt: skip
    assert [type(it) for it in found] == [sayso.Record if n in (0, 2, 5) else sayso.Error for n in range(8)]
    assert found[0] == reader.read(REPORTS[0])
    assert found[2] == reader.read(REPORTS[1], id="b")
    assert found[5] == reader.read(page(REPORTS[2]), id="12", format="html")
    assert [str(found[n]) for n in (1, 3, 4, 6)] == [
        "item [1]: empty: no bytes",
        "item [3]: a report is str or bytes, not int",
        'item [4]: it has neither "text" nor "html"',
        "https://elsby.example/d: published is no date such as 2026-03-04: someday",
    ]


def test_only_a_few_are_taken_ahead(reader):
    taken = 0

    def endless():
        nonlocal taken
        for number in itertools.count():
            taken += 1
            yield f"“We have {number} boats,” the harbour master said."

    results = reader.read_many(endless(), threads=2)
    assert taken == 0, "nothing is taken before something is wanted"
    for number in range(20):
        record = next(results)
        assert record.text.startswith(f"“We have {number} ")
        assert taken <= number + 1 + 2 * 2
    results.close()


def test_what_the_iterable_raises_comes_after_what_it_gave(reader):
    def broken():
        yield from REPORTS[:3]
        raise KeyError("gone")

    results = reader.read_many(broken())
    assert [next(results).text for _ in range(3)] == REPORTS[:3]
    with pytest.raises(KeyError, match="gone"):
        next(results)
    assert list(results) == []


def test_eight_threads_read_what_one_reads(reader):
    texts = [text for text in REPORTS for _ in range(4)] + [page(text) for text in REPORTS]
    alone = [reader.read(text, published="2026-03-04").to_json() for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda it: reader.read(it, published="2026-03-04").to_json(), texts)) == alone
    many = reader.read_many(
        [{"text" if it in REPORTS else "html": it, "published": "2026-03-04"} for it in texts], threads=8
    )
    assert [it.to_json() for it in many] == alone


def test_the_interpreter_is_free_while_a_report_is_read(reader):
    # A long report on another thread; this one must get its turns all the while.
    long, done = "\n\n".join(REPORTS * 60), threading.Event()
    thread = threading.Thread(target=lambda: (reader.read(long), done.set()))
    thread.start()
    turns = 0
    while not done.wait(0.005):
        turns += 1
    thread.join()
    assert turns > 5


def test_an_iterator_is_for_one_thread_at_a_time(reader):
    results = reader._reader.read_many(iter(()), 1)
    assert iter(results) is results
    assert list(results) == []


def test_a_file_gives_what_the_program_prints_of_it(lines, program, reader):
    printed = program("read", "--format", "jsonl", lines).splitlines()
    found = list(reader.read_path(lines))
    assert [it.to_json() for it in found if isinstance(it, sayso.Record)] == printed
    assert [str(it) for it in found if isinstance(it, sayso.Error)] == [
        f"{lines}:4: truncated: the JSON breaks off after byte 8"
    ]
    assert found[4].item == f"{lines}:5"
    assert json.loads(printed[0])["document"]["id"] == "t0"


def test_a_file_that_is_not_there_is_one_error(tmp_path, reader):
    (error,) = reader.read_path(tmp_path / "none.txt")
    assert isinstance(error, sayso.Error)
    assert error.item == str(tmp_path / "none.txt")
    assert error.reason.startswith("cannot be read: ")
    (error,) = reader.read_path(tmp_path)
    assert error.reason == "is a folder, not a file"


def test_no_thread_is_too_few(reader):
    for call in (
        lambda: sayso.Reader(threads=0),
        lambda: reader.read_many([], threads=0),
        lambda: reader.read_path("none", threads=-1),
    ):
        with pytest.raises(ValueError, match="threads: at least one is needed"):
            call()
