"""Trains the fast model on gold and silver text."""
import argparse
import copy
import json
import math
import random
import time

import torch

import data
import evaluate
import export
import label_silver
import model as nets
import names


def initial(static, silver, d):
    """Start vectors: the main components of MiniLM's word vectors joined with the teacher's mean vectors."""
    x = static["vectors"].float()
    x = (x - x.mean(0)) / (x - x.mean(0)).std()
    if silver:
        at = {w: i for i, w in enumerate(silver["words"])}
        y = torch.zeros_like(x)
        rows = torch.tensor([at.get(w, -1) for w in static["words"]])
        known = rows >= 0
        got = silver["vectors"].float()[rows[known]]
        y[known] = (got - got.mean(0)) / (got - got.mean(0)).std()
        x = torch.cat([x, y], 1)
    u, s, v = torch.pca_lowrank(x, d, niter=4)
    print("start vectors keep", float((s ** 2).sum() / ((x - x.mean(0)) ** 2).sum()))
    return (x - x.mean(0)) @ v


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", required=True)
    ap.add_argument("--static", required=True, help="file of static_vectors.py")
    ap.add_argument("--silver", nargs="*", help="files of label_silver.py")
    ap.add_argument("--out", required=True)
    ap.add_argument("--epochs", type=float, default=10, help="passes over the gold data")
    ap.add_argument("--silver-words", type=int, default=500_000, help="silver words per epoch")
    ap.add_argument("--lr", type=float, default=2e-3)
    ap.add_argument("--budget", type=int, default=1600)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--start", help="checkpoint or exported file to go on from")
    ap.add_argument("--swap", type=float, default=0.0, help="share of gold names replaced by others")
    ap.add_argument("--blind", type=float, default=0.0, help="share of name words of which only the shape is shown")
    ap.add_argument("--alone", type=float, default=1.0, help="share of sentences that are no part of a window")
    ap.add_argument("--most", type=int, default=60, help="words of a window at most")
    ap.add_argument("--ner-weight", type=float, default=1.5)
    ap.add_argument("--minutes", type=float, default=1e9)
    ap.add_argument("--checks", type=int, default=5)
    ap.add_argument("--dropout", type=float, default=0.2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    trees, wiki = data.training_gold(a.data)
    xpos, rel = data.inventories(trees)
    ix, ir = {k: i for i, k in enumerate(xpos)}, {k: i for i, k in enumerate(rel)}
    static = torch.load(a.static, weights_only=True)
    silver = label_silver.load(a.silver) if a.silver else None
    m = nets.Fast(static["words"], xpos, rel, p=a.dropout, init=initial(static, silver, 256) if not a.start else None)
    m.count = static["counts"]
    if a.start:
        m.load_state_dict(export.load(a.start).state_dict(), strict=False)
    m.blind = a.blind
    random.seed(a.seed)
    sentences = data.in_order(silver["sentences"], data.news_text(a.data)) if silver else []
    sets = evaluate.dev_sets(a.data)
    dense = [p for n, p in m.named_parameters() if n != "e.weight"]
    o1 = torch.optim.AdamW(dense, lr=a.lr, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    o2 = torch.optim.SparseAdam([m.e.weight], lr=a.lr, betas=(0.9, 0.99))
    ema = copy.deepcopy(m).eval()
    ema_t, cur_t = [p.data for p in ema.parameters()], [p.data for p in m.parameters()]

    other = names.merged(names.pool(trees + wiki), names.pool(sentences, 3)) if a.swap else {}

    shape = dict(most=a.most, alone=a.alone)

    def epoch():
        sents = data.epoch(trees, wiki, rng, lambda s: names.swap(s, other, rng, a.swap) if a.swap else s, **shape)
        if sentences:
            sents += data.some_silver(sentences, a.silver_words, rng, **shape)
        return data.batches(sents, a.budget, m.length, rng)

    def save():
        torch.save(dict(kind="fast", state=ema.state_dict(), xpos=xpos, rel=rel, vocab=m.vocab, args=vars(a),
                        sizes=dict(affix=m.sizes["affix"], gram=m.sizes["gram"], shapes=m.sizes["shape"])), a.out)

    todo = epoch()
    total = int(len(todo) * a.epochs)
    print("steps", total, "parameters", sum(p.numel() for p in m.parameters()), flush=True)
    start, step, words, running, clock, check = time.time(), 0, 0, None, 0.0, 1
    while clock < 1:
        if not todo:
            todo = epoch()
        batch = todo.pop()
        clock = max(step / total, (time.time() - start) / 60 / a.minutes)
        factor = min(1, (step + 1) / 150) * max(0.01, 0.5 * (1 + math.cos(math.pi * min(1, clock))))
        for o in (o1, o2):
            for g in o.param_groups:
                g["lr"] = a.lr * factor
        m.train()
        value = nets.loss(m, batch, ix, ir, (0.5, 1.0, a.ner_weight, 1.0, 1.0, 0.5))
        o1.zero_grad()
        o2.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(dense, 2.0)
        o1.step()
        o2.step()
        step += 1
        if step % 8 == 0:
            torch._foreach_lerp_(ema_t, cur_t, 1 - min(0.998, (1 + step) / (20 + step)) ** 8)
        words += sum(len(s["w"]) for s in batch)
        running = value.item() if running is None else 0.98 * running + 0.02 * value.item()
        if step % 100 == 0:
            t = time.time() - start
            print(f"{step} {clock:.3f} loss {running:.3f} {t:.0f}s {words / t:.0f} words/s", flush=True)
        if clock >= check / a.checks:
            check += 1
            full = clock >= 1
            save()
            part = sets if full else {"ewt": sets["ewt"]}
            print("EVAL", step, f"{time.time() - start:.0f}s", json.dumps(evaluate.report(ema, part)), flush=True)


if __name__ == "__main__":
    main()
