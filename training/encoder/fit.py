"""Fine-tunes the network on all tasks at once; writes checkpoints with the running average of the weights."""

import pathlib
import pickle
import random
import time

import torch
import torch.nn.functional as F

import cover
from labels import ANY_BEGIN, ANY_INSIDE, IGNORE, LINKS, NAMES, NOT_OCCURRED, PARTS, TAGS
from network import Network, layout, linked, packed, parted
from pieces import PieceCutter


# Parts that pretraining knows nothing of.
FRESH = ("heads", "casts", "word_")


def main(config, *options):
    settings, model = config["fit"], config["model"]
    for option in options:
        key, value = option.split("=")
        settings[key] = type(settings[key])(value)
    work = pathlib.Path(config["work"])
    torch.manual_seed(settings["seed"])
    torch.set_num_threads(settings["threads"])
    sets = pickle.load(open(work / "windows.pickle", "rb"))
    network = Network(model["layers"], model["window"], settings["dropout"])
    network.load_base(model["base"])
    if settings["begin"]:
        begin_with(network, torch.load(work / settings["begin"]))
    train(network, schedule(sets, settings), settings, model, work)


def begin_with(network, kept):
    """Takes over what an earlier run learnt; heads that it had not stay as they are."""
    own = network.state_dict()
    for name, value in kept["state"].items():
        if name.startswith("heads."):
            for head, (first, end) in kept["layout"].items():
                at = layout()[head]
                own[name][slice(*at)] = value[first:end]
        else:
            own[name] = value
    network.load_state_dict(own)


def schedule(sets, settings):
    """All batches of the run: each set as often as the configuration says, spread evenly over the whole."""
    rng = random.Random(settings["seed"])
    drawn = []
    for name, passes in settings["passes"].items():
        order, total = [], round(passes * len(sets[name]))
        while len(order) < total:
            order += rng.sample(sets[name], len(sets[name]))
        drawn += [((k + rng.random()) / total, it) for k, it in enumerate(order[:total])]
    drawn.sort(key=lambda it: it[0])
    batches, batch, used = [], [], 0
    for _, it in drawn:
        if used + len(it["ids"]) > settings["pieces_a_step"]:
            batches.append(batch)
            batch, used = [], 0
        batch.append(it)
        used += len(it["ids"])
    return batches


def train(network, batches, settings, model, work):
    # Frozen tables: half of the parameters, and rare words keep what pretraining knows of them.
    for table in (network.pieces, network.positions):
        table.weight.requires_grad = False
    fresh = [p for name, p in network.named_parameters() if name.startswith(FRESH)]
    taught = [p for name, p in network.named_parameters() if p.requires_grad and not name.startswith(FRESH)]
    groups = [{"params": taught, "lr": settings["rate"]}, {"params": fresh, "lr": settings["head_rate"]}]
    rates = [group["lr"] for group in groups]
    optimizer = torch.optim.AdamW(groups, weight_decay=settings["decay"], fused=True)
    learnt = taught + fresh
    average = [p.detach().clone() for p in learnt]
    network.train()
    saved = work / f"run-{settings['seed']}.pt"
    start = resumed(saved, network, optimizer, average) if saved.exists() else 0
    begun, pieces, sums, counts = time.time(), 0, {}, {}
    for step, batch in enumerate(batches[start:], start):
        share = min(1.0, (step + 1) / settings["warm_up"]) * (1 - step / len(batches))
        for group, rate in zip(optimizer.param_groups, rates):
            group["lr"] = rate * share
        inputs, slices, ordered = packed(batch, model["window"])
        hide(inputs[0], settings["hidden_words"])
        parts = losses(parted(network(*inputs), ordered), slices, ordered)
        sum(settings["weights"][name] * value for name, value in parts.items()).backward()
        torch.nn.utils.clip_grad_norm_(learnt, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        # Early weights are no part of an average over the run's end.
        kept = min(settings["average"], (step + 1) / (step + 20))
        torch._foreach_lerp_(average, [p.detach() for p in learnt], 1 - kept)
        pieces += sum(len(it["ids"]) for it in batch)
        for name, value in parts.items():
            sums[name] = sums.get(name, 0.0) + float(value.detach())
            counts[name] = counts.get(name, 0) + 1
        if step % 50 == 49:
            spent = time.time() - begun
            figures = " ".join(f"{name} {sums[name] / counts[name]:.3f}" for name in sums)
            left = spent / (step + 1 - start) * (len(batches) - step - 1) / 60
            print(f"{step + 1}/{len(batches)} {figures} | {pieces / spent:.0f} pieces/s, {left:.0f} min left", flush=True)
            sums, counts = {}, {}
        if step % 200 == 199 or step + 1 == len(batches):
            kept = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "average": average, "step": step + 1}
            torch.save(kept, saved.with_suffix(".new"))
            saved.with_suffix(".new").rename(saved)
            save(network, learnt, average, settings, model, work)


def hide(ids, share):
    """Covers some pieces by chance, so that no single word decides; [CLS], [SEP] and padding stay."""
    chosen = (torch.rand(ids.shape) < share) & (ids > PieceCutter.SEP)
    ids[chosen] = cover.PIECE


def resumed(saved, network, optimizer, average):
    """Goes on from where an earlier run of the same seed was stopped; the batches are the same again."""
    kept = torch.load(saved)
    network.load_state_dict(kept["network"])
    optimizer.load_state_dict(kept["optimizer"])
    for p, value in zip(average, kept["average"]):
        p.copy_(value)
    print(f"goes on at step {kept['step']}", flush=True)
    return kept["step"]


def save(network, learnt, average, settings, model, work):
    """Two files: the weights as they are, and their average."""
    state = {name: value.clone() for name, value in network.state_dict().items()}
    torch.save({"state": state, "model": model, "fit": settings, "layout": layout()}, work / f"last-{settings['seed']}.pt")
    names = {id(p): name for name, p in network.named_parameters()}
    for p, value in zip(learnt, average):
        state[names[id(p)]] = value.clone()
    torch.save({"state": state, "model": model, "fit": settings, "layout": layout()}, work / f"average-{settings['seed']}.pt")


def losses(heads, slices, windows):
    """The loss of each task that the batch has labels for. A task with few labels in a batch counts for less."""
    out = {}
    total = slices[-1].stop
    for layer in TAGS:
        labels = torch.full((total,), IGNORE)
        for part, window in zip(slices, windows):
            if layer in window:
                labels[part] = torch.tensor(window[layer])
        chosen = labels != IGNORE
        if chosen.any():
            floor = 16 if layer in ("status", "modes") else 0.3 * total
            nll = tag_loss(heads[layer][chosen], labels[chosen], layer)
            out[layer] = nll.sum() / max(float(chosen.sum()), floor)
    told = [(part, window) for part, window in zip(slices, windows) if "happened" in window]
    if told:
        out["happened"] = happened(heads["status"], told)
    pairs = [pair_loss(heads, part, window) for part, window in zip(slices, windows) if "pair" in window]
    if pairs:
        out["pair"] = torch.stack(pairs).sum() / max(len(pairs), 8)
    for link in LINKS:
        terms = []
        for part, window in zip(slices, windows):
            if window.get(link):
                dep, head = (it[part] for it in heads[link])
                terms += (part_losses if link in PARTS else link_losses)(dep, head, window, window[link])
        if terms:
            out[link] = torch.stack(terms).sum() / max(len(terms), 16)
    return out


def tag_loss(logits, labels, layer):
    """Negative log-likelihood of a tag, or of a set of tags where the label names a set."""
    scores = F.log_softmax(logits, -1)
    out = -scores.gather(1, labels.clamp(min=0)[:, None])[:, 0]
    if layer == "names":
        out = torch.where(labels == ANY_BEGIN, -scores[:, 1 : len(NAMES) : 2].logsumexp(1), out)
        out = torch.where(labels == ANY_INSIDE, -scores[:, 2 : len(NAMES) : 2].logsumexp(1), out)
    if layer == "status":
        out = torch.where(labels == NOT_OCCURRED, -scores[:, 1:].logsumexp(1), out)
    return out


def happened(logits, told):
    """Cross-entropy between how sure people were that something happened and how likely the tags are to say so."""
    scores, shares = [], []
    for part, window in told:
        for row, share in zip(range(part.start, part.stop), window["happened"]):
            if share != IGNORE:
                scores.append(row)
                shares.append(share)
    scores, shares = F.log_softmax(logits[torch.tensor(scores)], -1), torch.tensor(shares)
    # The softmax of all four tags leaves no less than this for the other three.
    other = scores[:, 1:].logsumexp(1)
    return -(shares * scores[:, 0] + (1 - shares) * other).sum() / max(len(shares), 16)


def pair_scores(tags, actors, recipients, pair):
    """How likely each type is between an actor and a recipient, as a logarithm: some token carries it, and points to both."""
    begins = tags[1:, 1::2]
    linked = actors[1:, pair[0]].logsumexp(1) + recipients[1:, pair[1]].logsumexp(1)
    return (begins + linked[:, None]).logsumexp(0)


# How much finding the event at all counts, beside telling its type.
FOUND = 0.1


def pair_loss(heads, part, window):
    scores = F.log_softmax(heads["events"][part], -1)
    links = [linked(*(it[part] for it in heads[role]), window) for role in ("actors", "recipients")]
    of_types = pair_scores(scores, *links, window["pair"])
    right = of_types[torch.tensor(window["pair"][2])].logsumexp(0)
    return of_types.logsumexp(0) - right - FOUND * right


def part_losses(dep, head, window, links):
    """One loss a link with several ends: each end is one of its choices, and the ends share the token's mass."""
    scores = linked(dep[torch.tensor([it[0] for it in links])], head, window)
    out = []
    for score, (_, ends) in zip(scores, links):
        out.append(-torch.stack([score[torch.tensor(end)].logsumexp(0) for end in ends]).mean())
    return out


def link_losses(dep, head, window, links):
    """One loss a link: the token points to one of its targets, or (sign −1) to none of them."""
    rows = torch.tensor([it[0] for it in links])
    scores = linked(dep[rows], head, window)
    out = []
    for score, link in zip(scores, links):
        targets = link[1] if isinstance(link[1], list) else [link[1]]
        inside = score[torch.tensor(targets)].logsumexp(0)
        if len(link) > 2 and link[2] < 0:
            out.append(-torch.log1p(-inside.exp().clamp(max=1 - 1e-4)))
        else:
            out.append(-inside)
    return out
