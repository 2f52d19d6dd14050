#!/usr/bin/env python3
"""Ask a desk everything that its OpenAPI document describes, and much that it forbids: no answer may be a fault of the desk, and each
must be as the document says.

usage: run.py SAYSO [SCHEMATHESIS]
"""
import json, os, pathlib, re, subprocess, sys, tempfile, urllib.request

CHECKS = ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
          "response_schema_conformance", "negative_data_rejection", "positive_data_acceptance", "unsupported_method",
          "allow_header_conformance", "ensure_resource_availability"]

here = pathlib.Path(__file__).resolve().parent
root = here.parents[3]
sayso = pathlib.Path(sys.argv[1]).resolve()
schemathesis = sys.argv[2] if len(sys.argv) > 2 else str(pathlib.Path(sys.executable).parent / "schemathesis")

with tempfile.TemporaryDirectory() as folder:
    ledger = pathlib.Path(folder) / "sayso.ledger"
    reports = [root / "examples/bridge.html", root / "examples/harbour.txt", here.parent / "browser/reports.jsonl"]
    subprocess.run([sayso, "add", "--ledger", ledger, *reports], check=True, stderr=subprocess.DEVNULL)
    desk = subprocess.Popen([sayso, "serve", "--listen", "127.0.0.1:0", "--ledger", ledger, "--quiet"], stderr=subprocess.PIPE, text=True)
    try:
        address = re.search(r"http://[^;\s]+", desk.stderr.readline()).group()
        document = json.load(urllib.request.urlopen(f"{address}/api/v1/openapi.json"))
        assert document == json.loads((root / "docs/reference/openapi.json").read_text("utf-8")), "the program is not the one of this folder"
        command = [schemathesis, "--config-file", here / "schemathesis.toml", "run", f"{address}/api/v1/openapi.json",
                   "--checks", ",".join(CHECKS), "--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "25",
                   "--generation-deterministic", "--continue-on-failure",
                   "--suppress-health-check", "all", "--warnings", "off", *sys.argv[3:]]
        ran = subprocess.run(command, cwd=folder, env={**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(here)}, timeout=600)
        assert desk.poll() is None, f"the desk ended with {desk.returncode}: {desk.stderr.read()}"
    finally:
        desk.terminate()
        desk.wait(20)
sys.exit(ran.returncode)
