"""Pages are extracted in a child process, which is kept, replaced when it dies, and left alone by forks."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import REPORTS, page

import sayso

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system tells nothing of children")


def extractors() -> list[int]:
    """The processes that this one started to extract pages."""
    found = []
    for told in Path("/proc/self/task").glob("*/children"):
        for pid in told.read_text().split():
            try:
                command = Path(f"/proc/{pid}/cmdline").read_bytes()
            except FileNotFoundError:
                continue
            if b"_extract.py" in command:
                found.append(int(pid))
    return found


def test_one_child_serves_all_pages_and_ends_with_its_reader():
    before = set(extractors())
    reader = sayso.Reader(weights="none")
    reader.read(REPORTS[0])
    assert set(extractors()) == before, "text needs none"
    reader.read(page(REPORTS[0]))
    (child,) = set(extractors()) - before
    reader.read(page(REPORTS[1]))
    assert set(extractors()) - before == {child}
    del reader
    assert set(extractors()) == before


def test_a_child_that_dies_costs_one_page():
    before = set(extractors())
    reader = sayso.Reader(weights="none")
    reader.read(page(REPORTS[0]))
    (child,) = set(extractors()) - before
    os.kill(child, signal.SIGKILL)
    with pytest.raises(sayso.Error, match="the extractor died on this page"):
        reader.read(page(REPORTS[1]), id="b")
    assert reader.read(page(REPORTS[1]), id="b")["document"]["id"] == "b"


def test_threads_that_read_end_with_the_iterator():
    before = set(extractors())
    results = sayso.Reader(weights="none").read_many((page(text) for text in REPORTS * 5), threads=2)
    next(results)
    assert set(extractors()) != before
    results.close()
    del results
    end = time.monotonic() + 20
    while set(extractors()) != before and time.monotonic() < end:
        time.sleep(0.05)
    assert set(extractors()) == before


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_fork_reads_with_children_of_its_own():
    reader = sayso.Reader(weights="none")
    pages = [page(text) for text in REPORTS]
    alone = [reader.read(it).to_json() for it in pages]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.starmap(_read_forked, [(n,) for n in range(len(pages))], chunksize=1) == alone
    # The parent's child is still there.
    assert [reader.read(it).to_json() for it in pages] == alone


_inherited = None


def _read_forked(number: int) -> str:
    global _inherited
    _inherited = _inherited or sayso.Reader(weights="none")
    return _inherited.read(page(REPORTS[number])).to_json()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_reader_made_before_a_fork_goes_on_in_both():
    reader = sayso.Reader(weights="none")
    told = reader.read(page(REPORTS[0])).to_json()
    ours = set(extractors())
    pid = os.fork()
    if pid == 0:
        try:
            same = reader.read(page(REPORTS[0])).to_json() == told
        except BaseException:
            same = False
        os._exit(0 if same else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert set(extractors()) == ours, "the fork has not killed what is ours"
    assert reader.read(page(REPORTS[0])).to_json() == told


def test_nothing_of_the_folder_or_environment_is_run(tmp_path):
    trap = "raise SystemExit('trapped')"
    for name in ("sayso.py", "importlib.py", "json.py", "sitecustomize.py"):
        (tmp_path / name).write_text(trap)
    environment = {**os.environ, "PYTHONPATH": ""}
    # The parent is started elsewhere; only its child sees the folder.
    code = f"""
import os, sayso
os.chdir({str(tmp_path)!r})
os.environ["PYTHONPATH"] = {str(tmp_path)!r}
print(sayso.read({page(REPORTS[0])!r})["document"]["title"])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stdout) == (0, "A page\n"), done.stderr


def test_without_an_interpreter_to_start_pages_are_extracted_on_threads(monkeypatch):
    before = set(extractors())
    monkeypatch.setattr(sys, "executable", "")
    assert sayso.Reader(weights="none").read(page(REPORTS[0]))["document"]["title"] == "A page"
    assert set(extractors()) == before
