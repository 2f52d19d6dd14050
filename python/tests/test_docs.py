"""The examples of the documents run, and the stubs tell what is there."""

import ast
import doctest
import re
from pathlib import Path

import pytest
from conftest import ROOT

import sayso
from sayso import _sayso

DOCUMENTS = [ROOT / "README.md", ROOT / "python" / "README.md", ROOT / "docs" / "guide" / "python.md"]


def examples() -> list:
    found = []
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
            line = text[: match.start()].count("\n") + 2
            found.append(pytest.param(path, line, match[1], id=f"{path.relative_to(ROOT)}:{line}"))
    return found


@pytest.mark.parametrize(("path", "line", "code"), examples())
def test_examples_run(path, line, code, monkeypatch, capsys):
    for package in re.findall(r"^import (pandas|polars|pyarrow|duckdb|spacy)", code, re.MULTILINE):
        pytest.importorskip(package)
    monkeypatch.chdir(ROOT)
    # So that a traceback names the document and the line.
    exec(compile("\n" * (line - 1) + code, str(path), "exec"), {"__name__": "__main__"})
    expected = [it.removeprefix("# ") for it in re.findall(r"^print\(.*\)(?:  +)(# .*)$", code, re.MULTILINE)]
    printed = capsys.readouterr().out.splitlines()
    for words in expected:
        assert words in printed


def test_the_readme_has_an_example():
    assert any(it.values[0] == DOCUMENTS[0] for it in examples())


@pytest.mark.parametrize("name", ["sayso", "sayso.spacy"])
def test_docstrings_run(name):
    if name == "sayso.spacy":
        pytest.importorskip("spacy")
    module = __import__(name, fromlist=["_"])
    results = doctest.testmod(module)
    assert results.attempted
    assert not results.failed


def test_the_stubs_name_what_is_there():
    stubs = Path(sayso.__file__).with_name("_sayso.pyi")
    tree = ast.parse(stubs.read_text(encoding="utf-8"))

    def names(body: list) -> set[str]:
        found = {it.name for it in body if isinstance(it, ast.FunctionDef | ast.ClassDef)}
        return found | {it.target.id for it in body if isinstance(it, ast.AnnAssign)}

    public = {it for it in dir(_sayso) if not it.startswith("_")} | {"__version__"}
    assert names(tree.body) == public
    for told in (it for it in tree.body if isinstance(it, ast.ClassDef)):
        own = set(vars(getattr(_sayso, told.name))) - {"__doc__", "__module__"}
        assert names(told.body) - {"__len__", "__repr__"} <= own | {"__new__"}, told.name
        assert {it for it in own if not it.startswith("_")} <= names(told.body), told.name


def test_the_package_is_typed():
    assert Path(sayso.__file__).with_name("py.typed").exists()
