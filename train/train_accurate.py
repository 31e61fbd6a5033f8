"""Trains the accurate model: MiniLM layers on EWT, GUM, UNER and Wikigold, optionally on silver text."""
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


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True, help="checkpoint to write")
    ap.add_argument("--silver", nargs="*", default=[], help="files of label_silver.py")
    ap.add_argument("--silver-words", type=int, default=200_000, help="silver words per epoch")
    ap.add_argument("--start", help="checkpoint or exported file to start from instead of MiniLM")
    ap.add_argument("--layers", type=int, default=5, help="how many of MiniLM's six")
    ap.add_argument("--bf16", action="store_true", help="forward pass in bfloat16: a quarter faster where the CPU has it")
    ap.add_argument("--epochs", type=float, default=5)
    ap.add_argument("--lr", type=float, default=2.5e-4)
    ap.add_argument("--budget", type=int, default=1300, help="padded pieces per batch")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--no-gum-ner", action="store_true")
    ap.add_argument("--every", type=int, default=400, help="steps between checks on EWT dev")
    ap.add_argument("--swap", type=float, default=0.0, help="share of gold names replaced by others")
    ap.add_argument("--blind", type=float, default=0.0, help="share of gold name words that are not shown")
    ap.add_argument("--ner-weight", type=float, default=1.5)
    ap.add_argument("--keep", type=int, nargs="*", default=[], help="steps after which the weights are kept as OUT.STEP too")
    ap.add_argument("--minutes", type=float, default=1e9, help="stop the schedule after this time")
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    trees, wiki = data.training_gold(a.data)
    if a.no_gum_ner:
        for s in trees:
            if s["src"] == "gum":
                s.pop("ner")
    xpos, rel = data.inventories(trees)
    ix, ir = {k: i for i, k in enumerate(xpos)}, {k: i for i, k in enumerate(rel)}
    m = nets.Accurate(xpos, rel, a.layers)
    if a.start:
        # an exported file lacks what only training uses: the corrections of the other annotations
        m.load_state_dict(export.load(a.start).state_dict(), strict=False)
    m.blind = a.blind
    random.seed(a.seed)
    silver = label_silver.load(a.silver)["sentences"] if a.silver else []
    silver = data.in_order(silver, data.news_text(a.data))
    sets = evaluate.dev_sets(a.data)

    head, slow = [], []
    for name, p in m.named_parameters():
        if p.requires_grad:
            (head if name.startswith("heads.") or name in ("mix", "case.weight") else slow).append(p)
    ratio = 6.0 if not a.start else 2.0
    opt = torch.optim.AdamW([dict(params=slow, base=a.lr), dict(params=head, base=a.lr * ratio)],
                            lr=a.lr, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    ema = copy.deepcopy(m).eval()
    pairs = [(e, p) for e, p in zip(ema.parameters(), m.parameters()) if p.requires_grad]
    ema_t, cur_t = [e.data for e, _ in pairs], [p.data for _, p in pairs]

    other = names.merged(names.pool(trees + wiki), names.pool(silver, 3)) if a.swap else {}

    def epoch():
        sents = data.epoch(trees, wiki, rng, lambda s: names.swap(s, other, rng, a.swap) if a.swap else s)
        if silver:
            sents += data.some_silver(silver, a.silver_words, rng)
        return data.batches(sents, a.budget, m.length, rng)

    def save(model, path):
        torch.save(dict(kind="accurate", state=model.state_dict(), xpos=xpos, rel=rel, args=vars(a)), path)

    todo = epoch()
    total = int(len(todo) * a.epochs)
    print("steps", total, "parameters", sum(p.numel() for p in m.parameters()), flush=True)
    start, step, words, running = time.time(), 0, 0, None
    every = a.every
    clock = 0.0                                  # progress in 0..1, by steps or by time
    while clock < 1:
        if not todo:
            todo = epoch()
        batch = todo.pop()
        clock = max(step / total, (time.time() - start) / 60 / a.minutes)
        factor = min(1, (step + 1) / 120) * max(0.01, 0.5 * (1 + math.cos(math.pi * min(1, clock))))
        for g in opt.param_groups:
            g["lr"] = g["base"] * factor
        m.train()
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=a.bf16):
            value = nets.loss(m, batch, ix, ir, (0.5, 1.0, a.ner_weight, 1.0, 1.0, 0.5))
        opt.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(slow + head, 2.0)
        opt.step()
        step += 1
        decay = min(0.997, (1 + step) / (10 + step))
        torch._foreach_lerp_(ema_t, cur_t, 1 - decay)
        words += sum(len(s["w"]) for s in batch)
        running = value.item() if running is None else 0.98 * running + 0.02 * value.item()
        if step % 50 == 0:
            t = time.time() - start
            print(f"{step} {clock:.3f} loss {running:.3f} {t:.0f}s {words / t:.0f} words/s", flush=True)
        if step in a.keep:
            save(ema, f"{a.out}.{step}")
        if step % every == 0 or clock >= 1:
            full = clock >= 1
            sub = sets if full else {k: sets[k] for k in ("ewt",)}
            save(ema, a.out)
            print("EVAL", step, f"{time.time() - start:.0f}s", json.dumps(evaluate.report(ema, sub)), flush=True)


if __name__ == "__main__":
    main()
