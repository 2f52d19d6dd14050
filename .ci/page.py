#!/usr/bin/env python3
"""Open the page of `sayso read --format html` in a headless Chromium: it must render with its marks, print, and fetch nothing.

usage: page.py CHROMIUM SAYSO REPORT
"""
import pathlib, re, subprocess, sys, tempfile

browser, sayso, report = sys.argv[1:4]


def chromium(*arguments):
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
               "--no-first-run", f"--user-data-dir={tmp / 'profile'}", *arguments]
    ran = subprocess.run(command, capture_output=True, timeout=120)
    assert ran.returncode == 0, f"{' '.join(arguments)}: {ran.stderr.decode(errors='replace')[-600:]}"
    return ran.stdout.decode("utf-8")


with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
    tmp = pathlib.Path(folder)
    page = tmp / "page.html"
    subprocess.run([sayso, "read", "--format", "html", "--output", page, report], check=True)
    address = page.as_uri()
    # As the browser sees it once parsed: the same marks, nothing moved or dropped.
    source, seen = page.read_text("utf-8"), chromium("--dump-dom", f"--log-net-log={tmp / 'net.json'}", address)
    for mark in ('class="s ', 'class="fig"', 'class="src"', "<li id=", "<h1", "<table", "Who speaks"):
        assert source.count(mark) == seen.count(mark) > 0, f"{mark}: {source.count(mark)} written, {seen.count(mark)} in the browser"
    # Every host that is asked for the page's sake: the browser's own are those it also asks for an empty page.
    empty = tmp / "empty.html"
    empty.write_text("<!doctype html><title>empty</title>")
    chromium("--dump-dom", f"--log-net-log={tmp / 'empty.json'}", empty.as_uri())
    hosts = lambda log: set(re.findall(r'"(?:https?|wss?)://([^/"]+)', (tmp / log).read_text("utf-8")))
    foreign = hosts("net.json") - hosts("empty.json")
    assert not foreign, f"the page asks {sorted(foreign)}"
    chromium(f"--print-to-pdf={tmp / 'page.pdf'}", address)
    pdf = (tmp / "page.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-") and len(pdf) > 20_000, "printing gives no page"
    for width, height in ((1280, 2400), (390, 844)):
        shot = tmp / f"{width}.png"
        chromium(f"--window-size={width},{height}", f"--screenshot={shot}", address)
        assert shot.stat().st_size > 20_000, f"nothing to see at {width} × {height}"
print("the page renders at two sizes, prints, and fetches nothing")
