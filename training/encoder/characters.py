"""Writes crates/encoder/src/pieces/characters.rs: what the trainer's tokenizer makes of every character.

The tokenizer itself is asked, not a table of Unicode, because it carries a table of its own age.

    python training/encoder/characters.py TOKENIZER_JSON > crates/encoder/src/pieces/characters.rs
"""

import sys

import tokenizers

VANISHES, SPACE, MARK, HAN, LETTER = range(5)  # as `Class` in fold.rs

HEAD = """//! What the trainer's tokenizer makes of every character. Written by `training/encoder/characters.py`; do not edit.

/// Where a run of characters of one class starts, in order: eight times the code point, plus the number of the class.
///
/// Asked of {version}, whose tables of Unicode are older than this compiler's: marks and punctuation assigned since
/// count as letters. Surrogates belong to the run they stand in.
pub(super) const RUNS: [u32; {length}] = ["""


def class_of(tokenizer, char):
    """Class of one character, from what is left of it alone and between two letters."""
    left = tokenizer.normalizer.normalize_str(char)
    if left == "":
        return VANISHES
    if left == " ":
        return SPACE
    if left.startswith(" ") and left.endswith(" "):
        return HAN
    pieces = tokenizer.pre_tokenizer.pre_tokenize_str(f"a{char}b")
    return MARK if len(pieces) == 3 else LETTER


def main():
    tokenizer = tokenizers.Tokenizer.from_file(sys.argv[1])
    runs, last = [], None
    for point in range(0x110000):
        if 0xD800 <= point < 0xE000:
            continue
        found = class_of(tokenizer, chr(point))
        if found != last:
            runs.append(point * 8 + found)
            last = found
    print(HEAD.format(version=f"tokenizers {tokenizers.__version__}", length=len(runs)))
    for start in range(0, len(runs), 12):
        print("    " + " ".join(f"{run:#x}," for run in runs[start : start + 12]))
    print("];")


if __name__ == "__main__":
    main()
