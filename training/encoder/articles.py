"""Articles annotated in full, as texts with labels by character: those in the record's format, and our annotations of worldwide newswire.

The annotations stand in `training/annotations` as paragraphs and tokens of the corpus's own files, without a word of their text.
"""

import csv
import json
import pathlib
import re

from labels import STATUS
from texts import PRONOUNS, Text, core

ANNOTATIONS = pathlib.Path(__file__).parents[1] / "annotations"


def own(folder, only_events=False):
    """Articles in the record's format: all layers, or their events alone, which may be seen more often without fitting the rest."""
    published = {it["doc"]: it["published"] for it in json.loads((folder / "index.json").read_text(encoding="utf-8"))}
    out = []
    for path in sorted((folder / "records").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        text = (folder / "text" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        layers = {False: [], True: []}
        coreference = []
        for it in record["statements"]:
            one = lambda span: [span] if span else []
            parts = {"source": one(it["source"]), "cue": one(it["cue"]), "content": it["content"]}
            layers[it["within"] is not None].append(parts)
            coreference += speaker_link(text, it)
        status = []
        for it in record["events"]:
            status.append((*it["trigger"], STATUS.index(it["status"])))
        item = Text("own", path.stem, text, status=status, published=published[path.stem])
        item.events = [told_event(text, it) for it in record["events"]]
        if not only_events:
            item.attributions, item.nested, item.coreference = layers[False], layers[True], coreference
        out.append(item)
    return out


def annotated(folder, paragraphs, only_events=False):
    """Articles of worldwide newswire with our annotations; `paragraphs` cuts a file as the annotations count them."""
    told = {name: by_article(name) for name in ("events", "statements")}
    out = []
    for doc in told["events"]:
        text, starts = "", []
        for line, spans, _ in paragraphs(folder / f"{doc}.txt.tsv"):
            text += "\n" if text else ""
            starts.append([(a + len(text), b + len(text)) for a, b in spans])
            text += line
        at = lambda words: spanned(starts, words)
        events = [placed(text, at, row) for row in told["events"][doc] if row["trigger"]]
        item = Text("annotated", doc, text)
        item.status = [(*it["trigger"], STATUS.index(it["status"])) for it in events]
        item.events = [told_event(text, it) for it in events]
        if not only_events:
            if doc not in told["statements"]:
                continue
            layers = {"0": [], "1": []}
            item.coreference = []
            for row in told["statements"][doc]:
                if not row["content"]:
                    continue
                parts = {key: [at(words) for words in row[key].split()] for key in ("source", "cue", "content")}
                layers[row["nested"]].append(parts)
                speaker = text[slice(*at(row["speaker"]))] if row["speaker"] else None
                item.coreference += speaker_link(text, {"source": parts["source"][0] if parts["source"] else None, "speaker": speaker})
            item.attributions, item.nested = layers["0"], layers["1"]
        out.append(item)
    return out


def by_article(name):
    """The rows of a table of annotations, by article; an article without any has one empty row."""
    rows = {}
    with open(ANNOTATIONS / f"worldwide_{name}.tsv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"):
            rows.setdefault(row["article"], []).append(row)
    return rows


def spanned(starts, words):
    """The span of `paragraph:first-last`, tokens counted from 0, both ends inside."""
    paragraph, tokens = words.split(":")
    first, last = (int(it) for it in tokens.split("-"))
    return (starts[int(paragraph)][first][0], starts[int(paragraph)][last][1])


def placed(text, at, row):
    """A row of the table of events as an event of a record; `@` before a party: it is named elsewhere."""
    out = {"trigger": at(row["trigger"]), "type": row["type"], "modes": [row["mode"]] if row["mode"] else [], "status": row["status"],
           "when": row["when"] or None, "where": text[slice(*at(row["where"]))] if row["where"] else None}
    for role in ("actors", "recipients"):
        spans = [(words[0] == "@", at(words.lstrip("@"))) for words in row[role].split()]
        out[role] = [{"mention": None if elsewhere else span, "name": text[slice(*span)]} for elsewhere, span in spans]
    return out


def told_event(text, event):
    """An event of a record, its participants and place as choices of spans."""
    out = {"trigger": event["trigger"], "type": event["type"], "mode": (event["modes"] or ["none"])[0], "when": event["when"]}
    for role in ("actors", "recipients"):
        out[role] = [[core(text, it["mention"])] if it["mention"] else told_elsewhere(text, it["name"]) for it in event[role]]
    out["places"] = [told_elsewhere(text, event["where"])] if event["where"] else []
    return out


def told_elsewhere(text, name):
    """Where a name stands, in full or else by its last word."""
    for words in (name, name.split()[-1]):
        found = [m.span() for m in re.finditer(rf"\b{re.escape(words)}\b", text)]
        if found or not words[0].isupper():
            return found
    return []


def speaker_link(text, statement):
    """A pronoun as source means its speaker: every earlier place where the speaker's last word stands is an antecedent."""
    source, speaker = statement["source"], statement["speaker"]
    if not source or not speaker or text[slice(*source)].lower() not in PRONOUNS:
        return []
    last = speaker.split()[-1]
    targets = [m.span() for m in re.finditer(rf"\b{re.escape(last)}\b", text[: source[0]])]
    return [(tuple(source), targets, 1)] if targets else []
