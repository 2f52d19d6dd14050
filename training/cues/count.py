#!/usr/bin/env python3
"""Count how often each cue word attributes something in each frame, and write data/cues.tsv.

usage: count.py WORDS.tsv LEMMAS.conllu[,…] CORPUS=CANDIDATES.jsonl … >data/cues.tsv
CORPUS is a folder with text/ and either attributions/ (PolNeAR's standoff) or records/ (sayso's own);
CANDIDATES is what `cargo run --release -p sayso --example dump_cues -- CORPUS/text` prints.

A candidate is right if its cue touches a gold cue and its content covers half of the joint words with that
gold content (the measure `who-what` of PolNeAR's scorer, source aside). The score of a verb in a frame is the share
of right ones, smoothed towards what the verb and the frame each make likely on their own.
"""
import collections, glob, json, math, os, re, sys

FLOOR = 0.2          # frames below this are of no use to any rule
STRENGTH = 4.0       # how many candidates the smoothing counts for
WORD = re.compile(r"\w+")


def gold_polnear(folder, doc):
    """Attributions of the first annotator: lists of character spans by role."""
    out = []
    for path in sorted(glob.glob(glob.escape(f"{folder}/attributions/{doc}") + "*.ann"))[:1]:
        spans, links = {}, []
        for line in open(path, encoding="utf-8", newline="\n"):
            part = line.rstrip("\n").split("\t")
            if line.startswith("T") and len(part) >= 2:
                spans[part[0]] = [tuple(map(int, it.split())) for it in part[1].split(" ", 1)[1].split(";")]
            elif line.startswith("E"):
                links.append([it.split(":") for it in part[1].split()])
        for link in links:
            roles = {"cue": [], "content": []}
            for role, ref in link:
                role = re.sub(r"\d+$", "", role).lower()
                if role in roles and ref in spans:
                    roles[role] += spans[ref]
            out.append(roles)
    return out


def gold_records(folder, doc):
    record = json.load(open(f"{folder}/records/{doc}.json", encoding="utf-8"))
    return [{"cue": [s["cue"]] if s["cue"] else [], "content": s["content"]} for s in record["statements"]]


def words(text, spans):
    return {m.start() + s for s, e in spans for m in WORD.finditer(text[s:e])}


def lemmas(paths):
    table = collections.defaultdict(collections.Counter)
    for path in paths:
        for line in open(path, encoding="utf-8"):
            part = line.split("\t")
            if len(part) > 5 and part[3] in ("VERB", "AUX"):
                table[part[1].lower()][part[2].lower()] += 1
    return {form: count.most_common(1)[0][0] for form, count in table.items()}


def lemma_of(form, table, known):
    if form in table:
        return table[form]
    tries = [form]
    for ending, bases in (("ies", ["y"]), ("es", ["", "e"]), ("s", [""]), ("ied", ["y"]), ("ed", ["", "e"]), ("ing", ["", "e"])):
        if form.endswith(ending):
            stem = form[: -len(ending)]
            tries += [stem + base for base in bases]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                tries.append(stem[:-1])
    for it in tries:
        if it in known:
            return it
    return form


def forms_of(lemma):
    """Regular forms, so that a form never seen is known too."""
    if lemma.endswith("e"):
        stem = lemma[:-1]
        return {lemma, lemma + "s", lemma + "d", stem + "ing"}
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return {lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    s = "es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"
    return {lemma, lemma + s, lemma + "ed", lemma + "ing"}


def all_forms(lemma, seen):
    """The forms seen, and the regular ones unless a form seen shows that the verb is irregular."""
    regular = forms_of(lemma)
    irregular = any(form not in regular and not form.endswith(("ing", "ed", "s")) for form in seen)
    return set(seen) | {form for form in regular if not (irregular and form.endswith("ed"))}


def singular(noun):
    return noun[:-3] + "y" if noun.endswith("ies") else noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def logit(p):
    p = min(max(p, 0.005), 0.995)
    return math.log(p / (1 - p))


def main(words_path, lemma_paths, pairs):
    act_of, noun_act = {}, {}
    for line in open(words_path, encoding="utf-8"):
        if not line.startswith("#"):
            act, kind, words_ = line.rstrip("\n").split("\t")
            for word in words_.split():
                (act_of if kind == "verb" else noun_act).setdefault(word, act)
    act_of.update({noun + " n": act for noun, act in noun_act.items()})
    table = lemmas(lemma_paths)
    known = set(table.values()) | set(act_of)
    seen = collections.Counter()
    right = collections.Counter()
    forms = collections.defaultdict(collections.Counter)
    for pair in pairs:
        folder, candidates = pair.split("=")
        text = gold = doc = None
        for line in open(candidates, encoding="utf-8"):
            it = json.loads(line)
            if it["doc"] != doc:
                doc = it["doc"]
                text = open(f"{folder}/text/{doc}.txt", encoding="utf-8", newline="").read()
                at = [0] * (len(text.encode()) + 1)
                byte = 0
                for n, c in enumerate(text):
                    at[byte] = n
                    byte += len(c.encode())
                at[byte] = len(text)
                gold = (gold_records if os.path.isdir(folder + "/records") else gold_polnear)(folder, doc)
                gold = [(words(text, g["cue"]), words(text, g["content"])) for g in gold]
            cue = words(text, [[at[x] for x in it["cue"]]])
            content = words(text, [[at[x] for x in span] for span in it["content"]])
            hit = any(cue & c and len(content & x) * 2 >= len(content | x) for c, x in gold)
            if it["form"] == "n":
                lemma = singular(it["word"])
                if lemma not in noun_act:
                    continue
                lemma += " n"
            else:
                lemma = lemma_of(it["word"], table, known)
            key = lemma, it["form"], it["frame"]
            seen[key] += 1
            right[key] += hit
            forms[lemma][it["word"]] += 1
    use_n, use_r, verb_n, verb_r = (collections.Counter() for _ in range(4))
    act_n, act_r = collections.Counter(), collections.Counter()
    for (lemma, form, frame), n in seen.items():
        r = right[lemma, form, frame]
        use_n[form, frame] += n
        use_r[form, frame] += r
        verb_n[lemma] += n
        verb_r[lemma] += r
        if lemma in act_of:
            act_n[act_of[lemma], form, frame] += n
            act_r[act_of[lemma], form, frame] += r
    print(open(os.path.join(os.path.dirname(__file__), "header.txt"), encoding="utf-8").read(), end="")
    total = sum(verb_r.values()) / sum(verb_n.values())
    for lemma in sorted(set(verb_n) | set(act_of)):
        expected = sum(use_r[k] / use_n[k] * seen[(lemma,) + k] for k in use_n)
        lift = logit((verb_r[lemma] + 3 * total) / (verb_n[lemma] + 3)) - logit((expected + 3 * total) / (verb_n[lemma] + 3))
        scores = []
        for form, frame in sorted(use_n):
            if (form == "n") != lemma.endswith(" n"):
                continue
            n, r = seen[lemma, form, frame], right[lemma, form, frame]
            base = use_r[form, frame] / use_n[form, frame]
            act = act_of.get(lemma)
            if act:
                base = (act_r[act, form, frame] + 5 * base) / (act_n[act, form, frame] + 5)
            elif verb_n[lemma] < 3:
                continue
            prior = 1 / (1 + math.exp(-(logit(base) + (lift if verb_n[lemma] >= 5 and not act else 0.5 * lift))))
            score = (r + STRENGTH * prior) / (n + STRENGTH)
            # A use never seen is kept only for verbs gathered by hand, where it is likely.
            if score >= FLOOR and (n > 0 and (act or r > 1) or act and score >= 0.5):
                scores.append(f"{form}:{frame}={score:.2f}")
        if scores:
            noun = lemma.endswith(" n")
            every = set(forms[lemma]) if noun else all_forms(lemma, forms[lemma])
            row = lemma.removesuffix(" n"), "noun" if noun else "verb", ",".join(sorted(every)), act_of.get(lemma, "say")
            print(*row, " ".join(scores), sep="\t")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2].split(","), sys.argv[3:])
