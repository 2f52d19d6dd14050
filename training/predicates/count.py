#!/usr/bin/env python3
"""Spell out words.txt, count how often each predicate tells its event, and write data/predicates.tsv.

usage: count.py WORDS.txt [FOLDER=CANDIDATES.jsonl …] >data/predicates.tsv
FOLDER holds text/ and records/ (sayso's own); CANDIDATES is what `cargo run --release -p sayso --example dump_predicates -- FOLDER/text`
prints. Without a folder every score is that of a guess, which is what the first candidates are made with.

A candidate is right if an annotated event of its type has a trigger that touches it; an event of its type elsewhere in its sentence
counts for a part, since one event is often told by several words. The share is smoothed towards that of its line of words.txt, and
that towards its type's.
"""
import collections, json, pathlib, re, sys

STRENGTH, GROUP_STRENGTH = 2.5, 4.0   # how many candidates the smoothing counts for
GUESS = 0.5
FLOOR = 0.2                           # below this a predicate is of no use
ELSEWHERE = 0.6                       # what an event of the type elsewhere in the sentence is worth
CLASSES = {"verb": "verb", "noun": "noun", "adj": "adjective"}

IRREGULAR = """arise arose arisen;bear bore borne;beat beat beaten;become became become;begin began begun;bid bid bid;bind bound bound
blow blew blown;break broke broken;bring brought brought;build built built;burn burned,burnt burned,burnt;buy bought bought
catch caught caught;choose chose chosen;come came come;cut cut cut;deal dealt dealt;do did done;draw drew drawn;drive drove driven
fall fell fallen;feed fed fed;feel felt felt;fight fought fought;find found found;flee fled fled;fly flew flown;forbid forbade forbidden
forget forgot forgotten;forgive forgave forgiven;freeze froze frozen;get got gotten,got;give gave given;go went gone;grind ground ground
hang hanged,hung hanged,hung;have had had;hear heard heard;hide hid hidden;hit hit hit;hold held held;hurt hurt hurt;keep kept kept
know knew known;lay laid laid;lead led led;leave left left;lend lent lent;let let let;lie lied lied;lose lost lost;make made made
mean meant meant;meet met met;overthrow overthrew overthrown;overrun overran overrun;pay paid paid;plead pleaded,pled pleaded,pled
put put put;quit quit quit;rebuild rebuilt rebuilt;rid rid rid;ring rang rung;rise rose risen;run ran run;say said said;see saw seen
seek sought sought;sell sold sold;send sent sent;set set set;shake shook shaken;shoot shot shot;shut shut shut;sink sank sunk
sit sat sat;slay slew slain;speak spoke spoken;spend spent spent;spread spread spread;stand stood stood;steal stole stolen
stick stuck stuck;strike struck struck,stricken;swear swore sworn;take took taken;teach taught taught;tear tore torn;tell told told
think thought thought;throw threw thrown;understand understood understood;undertake undertook undertaken;uphold upheld upheld
wage waged waged;win won won;withdraw withdrew withdrawn;withhold withheld withheld;write wrote written;rebut rebutted rebutted
mow mowed mown;swear swore sworn;give gave given;forgo forwent forgone;abide abided abided;backtrack backtracked backtracked""".replace("\n", ";")
IRREGULAR = {it.split()[0]: it.split()[1:] for it in IRREGULAR.split(";")}
DOUBLES = set("""ban bar rob stab grab wrap plot nab gag curb rip slap club whip chat drop stop step snub scrap rig plan kidnap handicap
equip commit permit admit submit acquit rebut defer refer deter quit cut hit set put shut let get sit win run beg hug jam pin tap
jab wiretap vet knit pan sic""".split()) - {"curb"}


def verb_forms(lemma):
    if lemma.endswith(("ch", "sh", "s", "x", "z", "o")):
        third = lemma + "es"
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        third = lemma[:-1] + "ies"
    else:
        third = lemma + "s"
    if lemma.endswith("ie"):
        ing = lemma[:-2] + "ying"
    elif lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        ing = lemma[:-1] + "ing"
    elif lemma in DOUBLES:
        ing = lemma + lemma[-1] + "ing"
    else:
        ing = lemma + "ing"
    if lemma in IRREGULAR:
        past = [form for part in IRREGULAR[lemma] for form in part.split(",")]
    elif lemma.endswith("e"):
        past = [lemma + "d"]
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        past = [lemma[:-1] + "ied"]
    elif lemma in DOUBLES:
        past = [lemma + lemma[-1] + "ed"]
    else:
        past = [lemma + "ed"]
    if lemma in ("hang", "lie"):
        ing = {"hang": "hanging", "lie": "lying"}[lemma]
    return list(dict.fromkeys([lemma, third, ing] + past))


def noun_forms(lemma):
    if lemma.endswith("s") and not lemma.endswith(("ss", "us", "is")):
        return [lemma]
    if lemma.endswith("is"):
        return [lemma, lemma[:-2] + "es"]
    if lemma.endswith(("ch", "sh", "ss", "x")):
        return [lemma, lemma + "es"]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return [lemma, lemma[:-1] + "ies"]
    return [lemma, lemma + "s"]


def rows(path):
    """Each predicate: its key (the table's columns less forms and score), its forms, the number of its line."""
    seen = set()
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        if line.startswith("#") or not line.strip():
            continue
        head, class_, actor, recipient, object_, entries = [it.strip() for it in line.split(" | ")]
        kind, mode = head.split()
        class_ = CLASSES[class_]
        for entry in re.split(r",\s+", entries.strip().rstrip(",")):
            lemma, *words = entry.split()
            words = [it for it in words if len(it) > 1]
            key = "\t".join([lemma, class_, " ".join(words) or "-", kind, mode, actor, recipient, object_])
            if key in seen:
                continue
            seen.add(key)
            forms = {"verb": verb_forms, "noun": noun_forms, "adjective": lambda it: [it]}[class_](lemma)
            yield key, forms, number


def sentences(text):
    ends = [m.end() for m in re.finditer(r"\n+|[.!?][\"”’')\]]*(?=\s+[\"“‘'(\[A-Z0-9])", text)]
    return [0] + ends


def counted(pairs):
    n, right = collections.Counter(), collections.Counter()
    for pair in pairs:
        folder, candidates = pair.split("=")
        folder = pathlib.Path(folder)
        by_doc = collections.defaultdict(list)
        for line in open(candidates, encoding="utf-8"):
            it = json.loads(line)
            by_doc[it["doc"]].append(it)
        for doc, its in by_doc.items():
            text = (folder / "text" / f"{doc}.txt").read_bytes().decode()
            gold = json.loads((folder / "records" / f"{doc}.json").read_text(encoding="utf-8"))["events"]
            starts = sentences(text)
            index = lambda at: sum(start <= at for start in starts)
            sent = {(index(g["trigger"][0]), g["type"]) for g in gold}
            for it in its:
                a, b = it["trigger"]
                kind = it["key"].split("\t")[3]
                hit = any(g["type"] == kind and g["trigger"][0] < b and a < g["trigger"][1] for g in gold)
                n[it["key"]] += 1
                right[it["key"]] += 1 if hit else ELSEWHERE if (index(a), kind) in sent else 0
    return n, right


def main(words, pairs):
    n, right = counted(pairs)
    table = list(rows(words))
    line_n, line_r, type_n, type_r = (collections.Counter() for _ in range(4))
    for key, _, line in table:
        kind = tuple(key.split("\t")[i] for i in (3, 1))
        # A word that is everywhere should not speak for the rest of its line.
        weight = min(1.0, 8 / max(n[key], 1))
        for count, share, name in ((line_n, line_r, line), (type_n, type_r, kind)):
            count[name] += n[key] * weight
            share[name] += right[key] * weight
    print((pathlib.Path(__file__).parent / "header.txt").read_text(encoding="utf-8"), end="")
    for key, forms, line in sorted(table):
        part = key.split("\t")
        kind = part[3], part[1]
        base = (type_r[kind] + 2 * GUESS) / (type_n[kind] + 2)
        prior = (line_r[line] + GROUP_STRENGTH * base) / (line_n[line] + GROUP_STRENGTH) if pairs else GUESS
        score = (right[key] + STRENGTH * prior) / (n[key] + STRENGTH)
        # Rare uses of common words are left out; the first table keeps all, for candidates to be found by.
        if score >= FLOOR:
            print("\t".join([part[0], part[1], ",".join(forms)] + part[2:] + [f"{score:.2f}"]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
