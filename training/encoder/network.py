"""The network: a BERT encoder with casts added to its input, and linear heads on the first piece of each token."""

import importlib.resources

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

from labels import LINKS, SPANS, TAGS

HIDDEN, PER_LAYER, INNER, LINK = 384, 12, 1536, 96
CASTS = [8, 2, 3, 7]
WORD = 128  # width of the branch that sees the words of names


class Layer(nn.Module):
    def __init__(self, dropout):
        super().__init__()
        self.qkv, self.out = nn.Linear(HIDDEN, 3 * HIDDEN), nn.Linear(HIDDEN, HIDDEN)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = dropout

    def forward(self, x, mask):
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, PER_LAYER, HIDDEN // PER_LAYER).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.norm1(x + F.dropout(self.out(mixed), self.dropout, self.training))
        # The kernels compute this form of GELU, so it is trained with.
        change = self.down(F.gelu(self.up(x), approximate="tanh"))
        return self.norm2(x + F.dropout(change, self.dropout, self.training))


class Network(nn.Module):
    def __init__(self, layers, window, dropout=0.0):
        super().__init__()
        self.pieces, self.positions = nn.Embedding(30522, HIDDEN), nn.Embedding(window, HIDDEN)
        self.casts = nn.Embedding(sum(CASTS), HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        # What names are called: the word and its two neighbours, seen by the head of names alone.
        self.word_up, self.word_down = nn.Linear(3 * HIDDEN, WORD), nn.Linear(WORD, len(TAGS["names"]))
        self.heads = nn.Linear(HIDDEN, sum(map(len, TAGS.values())) + 2 * LINK * len(LINKS))
        nn.init.zeros_(self.casts.weight)
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)

    def load_base(self, package):
        """Takes the pretrained weights of the package's BERT; heads and casts stay as they are."""
        state = load_file(str(importlib.resources.files(package) / "model" / "model.safetensors"))
        state = {name.removeprefix("bert."): value.float() for name, value in state.items()}
        take = lambda name: state[name]
        self.pieces.weight.data = take("embeddings.word_embeddings.weight")
        rows = self.positions.weight.shape[0]
        self.positions.weight.data = take("embeddings.position_embeddings.weight")[:rows] + take("embeddings.token_type_embeddings.weight")[0]
        for kind in ("weight", "bias"):
            getattr(self.norm, kind).data = take(f"embeddings.LayerNorm.{kind}")
            for number, layer in enumerate(self.layers):
                of = lambda name: take(f"encoder.layer.{number}.{name}.{kind}")
                getattr(layer.qkv, kind).data = torch.cat([of(f"attention.self.{n}") for n in ("query", "key", "value")])
                getattr(layer.out, kind).data = of("attention.output.dense")
                getattr(layer.norm1, kind).data = of("attention.output.LayerNorm")
                getattr(layer.up, kind).data = of("intermediate.dense")
                getattr(layer.down, kind).data = of("output.dense")
                getattr(layer.norm2, kind).data = of("output.LayerNorm")

    def forward(self, ids, places, casts, mask, rows, words):
        """Head outputs [rows, …] of the chosen positions (flat indices) of a packed batch. `words` are the true pieces of
        each row: flat ids and where each row's begin."""
        offsets = torch.tensor([sum(CASTS[:n]) for n in range(len(CASTS))])
        x = self.pieces(ids) + self.positions(places) + self.casts(casts + offsets).sum(-2)
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x, mask)
        out = self.heads(x.reshape(-1, HIDDEN)[rows])
        return out, self.word_down(F.gelu(self.word_up(self.words(*words)), approximate="tanh"))

    def words(self, ids, starts, inside):
        """For each row the mean embedding of its true pieces, beside those of its neighbours in the window [rows, 3 × hidden]."""
        mean = F.embedding_bag(ids, self.pieces.weight, starts, mode="mean")
        mean = mean / mean.norm(dim=-1, keepdim=True).clamp(min=1e-6)
        empty = mean.new_zeros(1, HIDDEN)
        before = torch.cat([empty, mean[:-1]]) * inside[0][:, None]
        after = torch.cat([mean[1:], empty]) * inside[1][:, None]
        return torch.cat([before, mean, after], -1)


def layout():
    """Where each head's rows stand: name to (first, last + 1)."""
    out, at = {}, 0
    for name, size in [(name, len(tags)) for name, tags in TAGS.items()] + [(name, 2 * LINK) for name in LINKS]:
        out[name] = (at, at + size)
        at += size
    return out


# How much less likely than going on it is that something begins in the middle of a name, as a logarithm.
UNLIKELY = 6.0


def parted(outputs, windows):
    """The heads' outputs by name: logits of tags, and (dep, head) of links. Where one piece stands for a whole name, nothing
    begins at the name's further words."""
    outputs, of_words = outputs
    more = torch.tensor([on for window in windows for on in window["more"]])[:, None]
    out, at = {}, 0
    for name, tags in TAGS.items():
        scores = outputs[:, at : at + len(tags)]
        if name in SPANS:
            on = torch.logaddexp(scores[:, 1::2], scores[:, 2::2])
            going = torch.cat([scores[:, :1], torch.stack([on - UNLIKELY, on], -1).flatten(1)], -1)
            scores = torch.where(more, going, scores)
        out[name] = scores
        at += len(tags)
    for name in LINKS:
        out[name] = (outputs[:, at : at + LINK], outputs[:, at + LINK : at + 2 * LINK])
        at += 2 * LINK
    out["names"] = out["names"] + of_words
    return out


def linked(dep, head, window):
    """Log-probabilities that each row points to each other one [rows, rows]; a name is one end of a link."""
    scores = dep @ head.T / LINK**0.5
    return F.log_softmax(scores.masked_fill(torch.tensor(window["more"])[None, :], -1e4), -1)


def packed(windows, length):
    """Windows laid side by side in lines of `length`; tensors for the network, and each window's slice of rows."""
    lines = []
    for window in windows:
        size = len(window["ids"])
        for line in lines:
            if line[0] + size <= length:
                break
        else:
            line = [0, []]
            lines.append(line)
        line[1].append((line[0], window))
        line[0] += size
    length = max(line[0] for line in lines)
    ids = torch.zeros(len(lines), length, dtype=torch.long)
    places, owner = torch.zeros_like(ids), torch.full_like(ids, -1)
    casts = torch.zeros(len(lines), length, len(CASTS), dtype=torch.long)
    rows, slices, ordered, count = [], [], [], 0
    words, starts, inside = [], [], ([], [])
    for number, (_, parts) in enumerate(lines):
        for at, window in parts:
            size = len(window["ids"])
            ids[number, at : at + size] = torch.tensor(window["ids"])
            places[number, at : at + size] = torch.arange(size)
            casts[number, at : at + size] = torch.tensor(window["casts"])
            owner[number, at : at + size] = at
            rows += [number * length + at + first for first in window["first"]]
            # Row 0, [CLS], has no word: its own id stands in.
            for word in [window["ids"][:1], *window["raw"]]:
                starts.append(len(words))
                words += word
            tokens = len(window["raw"])
            inside[0].extend([0.0, 0.0] + [1.0] * (tokens - 1))
            inside[1].extend([0.0] + [1.0] * (tokens - 1) + [0.0])
            slices.append(slice(count, len(rows)))
            count = len(rows)
            ordered.append(window)
    mask = (owner[:, :, None] == owner[:, None, :])[:, None]
    words = (torch.tensor(words), torch.tensor(starts), torch.tensor(inside))
    return (ids, places, casts, mask, torch.tensor(rows), words), slices, ordered
