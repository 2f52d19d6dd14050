"""What the tests share: reports of our own writing, a reader, and the program to compare with."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sayso

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = [ROOT / "examples" / "harbour.txt", ROOT / "examples" / "bridge.html"]

REPORTS = [
    "“The ferry will sail again on Friday,” harbour master Ilse Vaan said on Tuesday. The operator declined to comment.",
    "Police in Tarnmouth said two people were injured when a tram left its rails. A witness, Omar Pell, called it “a miracle that nobody died”.",
    "The mayor of Oxley denied on Monday that the council had hidden the report. According to the audit office, 4.2 million euros are missing.",
    "Nobody has claimed the prize.",
    "The union warned that up to 300 jobs could go. “We will strike if we must,” its leader, Dana Wirth, told reporters.",
    "Troops shelled the town of Karsk overnight, killing at least five people, the governor said. The army denied it — “no shell was fired”, a spokesman said. 🌉 Zoë Lund, a nurse, said she had counted seven bodies.",
]
"""Texts of our own writing; the last has characters outside of the first plane."""


def page(text: str, title: str = "A page") -> str:
    """A page around a text, long enough to be taken for a report."""
    body = "".join(f"<p>{text}</p>" for _ in range(3))
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title><meta charset=utf-8></head>"
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )


@pytest.fixture(scope="session")
def reader() -> sayso.Reader:
    return sayso.Reader(threads=2)


@pytest.fixture(scope="session")
def program() -> Callable[..., str]:
    """Runs the program that the variable SAYSO names, else the one that was built here."""
    named = os.environ.get("SAYSO")
    places = [Path(named)] if named else [ROOT / "target" / kind / "sayso" for kind in ("release", "debug")]
    found = next((it for it in places if it.is_file()), None)
    if found is None:
        if named:
            pytest.fail(f"SAYSO: no program {named}")
        pytest.skip("the program is not built: cargo build -p sayso-cli, or name one in SAYSO")

    def run(*arguments: object, **options: Any) -> str:
        command = [str(found), *map(str, arguments)]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SAYSO_")}
        done = subprocess.run(command, capture_output=True, env=environment, check=False, **options)
        assert done.returncode in (0, 1), done.stderr.decode()
        return done.stdout.decode()

    return run


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """The reports as JSON Lines, as texts and as pages, with one broken line."""
    path = tmp_path / "reports.jsonl"
    objects = [json.dumps({"id": f"t{n}", "text": text, "published": "2026-03-04"}) for n, text in enumerate(REPORTS)]
    objects += [json.dumps({"url": f"https://elsby.example/{n}", "html": page(text)}) for n, text in enumerate(REPORTS)]
    objects.insert(3, '{"text": ')
    path.write_text("\n".join(objects), encoding="utf-8")
    return path
