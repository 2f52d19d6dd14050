"""Word pieces of single tokens, by the base encoder's own tokenizer."""

import importlib.resources

from tokenizers import Tokenizer

LONGEST = 16


class PieceCutter:
    """Cuts one token into the ids of at most `LONGEST` pieces; a token without any is unknown."""

    CLS, SEP, UNKNOWN = 101, 102, 100

    def __init__(self, package):
        path = importlib.resources.files(package) / "model" / "tokenizer.json"
        self.tokenizer = Tokenizer.from_file(str(path))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        # A text that spells out `[SEP]` means no end.
        self.tokenizer.encode_special_tokens = True
        self.known = {}

    def cut(self, token):
        found = self.known.get(token)
        if found is None:
            found = self.tokenizer.encode(token, add_special_tokens=False).ids[:LONGEST] or [self.UNKNOWN]
            self.known[token] = found
        return found

    def vocabulary(self):
        """All pieces, in the order of their ids."""
        ids = self.tokenizer.get_vocab()
        return sorted(ids, key=ids.get)
