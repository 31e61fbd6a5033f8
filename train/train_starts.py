"""Trains the splitter: a small net over running text that tells where sentences begin.

The text is joined as careless sources join it: no line ends, now and then no final mark and no capitals.
Word classes are learned beside the starts (treebanks only), so that little text teaches much.
"""
import argparse
import collections
import copy
import json
import math
import random
import subprocess
import tempfile
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import data
import model as nets

GLUED = {".", ",", "!", "?", ";", ":", ")", "]", "%", "n't", "'s", "'re", "'ve", "'ll", "'m", "'d", "''"}
OPENERS = {"(", "[", "$"}
JOINT = "~"                                     # stands before a token with no blank before it


class Starts(nets.Fast):
    """The fast encoder, much smaller, with a score for every gap between two tokens."""

    def __init__(self, vocab, xpos, **sizes):
        super().__init__(vocab, xpos, ["root"], **sizes)
        d = self.heads.mlp.in_features
        del self.heads
        self.tag = nn.Linear(d, len(data.UPOS) + len(xpos))
        self.start = nn.Linear(2 * d, 1)

    def scores(self, x):
        """Log odds that a sentence starts at each token but the first."""
        return self.start(torch.cat([x[:, :-1], x[:, 1:]], -1)).squeeze(-1)


def joined(word, gap):
    return word if gap else JOINT + data.normal(word)


def tokens_of(s):
    """(tokens, gap before each, word classes or None) as the reader cuts them before it knows the ends."""
    words, space = s["w"], s.get("space")
    out, gaps, upos, xpos = [], [], [], []
    for i, w in enumerate(words):
        gap = i == 0 or (space[i - 1] if space else w not in GLUED and words[i - 1] not in OPENERS)
        if w == "." and not gap and "." in words[i - 1]:
            out[-1] += "."                      # the reader parts such a dot only after it has found the end
            continue
        out.append(w)
        gaps.append(bool(gap))
        upos.append(s["upos"][i] if "upos" in s else None)
        xpos.append(s["xpos"][i] if "upos" in s else None)
    return out, gaps, upos, xpos


def place(text, words):
    """Where each token stands in the text of its sentence."""
    out, at = [], 0
    for w in words:
        at = text.index(w, at)
        out.append((at, at + len(w)))
        at += len(w)
    return out


def cut_by_reader(sentences, program, abbreviations):
    """As `tokens_of`, for text that the reader itself has cut: its tokens are not always the treebanks'."""
    docs = [sentences[at:at + 10] for at in range(0, len(sentences), 10)]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as f:
        for k, doc in enumerate(docs):
            f.write(json.dumps(dict(id=str(k), text=" ".join(s["text"] for s in doc))) + "\n")
        f.flush()
        got = subprocess.run([program, "read", "--model", "fast", "--format", "conllu", f.name],
                             check=True, capture_output=True, text=True).stdout
    tokens = collections.defaultdict(list)
    for line in got.split("\n"):
        if line.startswith("# newdoc"):
            doc = int(line.split("=")[1])
        elif line[:1].isdigit():
            fields = dict(x.split("=", 1) for x in line.split("\t")[9].split("|"))
            tokens[doc].append(tuple(map(int, fields["TokenRange"].split(":"))))
    return [part for k, doc in enumerate(docs) for part in parts_of(doc, tokens[k], abbreviations)]


def abbreviations_of(lexicon):
    with open(lexicon, encoding="utf8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]
    return {word for kind, word in rows if kind in ("before", "number", "after", "either")}


def parts_of(doc, tokens, abbreviations):
    text, at, out = " ".join(s["text"] for s in doc), 0, []
    for s in doc:
        end = at + len(s["text"])
        gold = {(at + a, at + b): i for i, (a, b) in enumerate(place(s["text"], s["w"]))}
        words, gaps, upos, xpos, last = [], [], [], [], None
        for a, b in tokens:
            if not at <= a < end:
                continue
            w, i = text[a:b], gold.get((a, b))
            stem = words[-1] if words else ""
            if w == "." and last == a and ("." in stem or stem in abbreviations or stem.lower() in abbreviations):
                words[-1] += "."                # the reader parts such a dot only after it has found the end
            else:
                words.append(w)
                gaps.append(last != a)
                upos.append(s["upos"][i] if i is not None else None)
                xpos.append(s["xpos"][i] if i is not None else None)
            last = b
        if words:
            out.append((words, gaps, upos, xpos))
        at = end + 1
    return out


def roughened(part, rng):
    """A sentence without its final mark, or in other letters."""
    words, gaps, upos, xpos = part
    r = rng.random()
    if len(words) > 2 and words[-1] in (".", "!", "?") and r < 0.06:
        return words[:-1], gaps[:-1], upos[:-1], xpos[:-1]
    if r < 0.075:
        return [w.lower() for w in words], gaps, upos, xpos
    if r < 0.085:
        return [w.upper() for w in words], gaps, upos, xpos
    if r < 0.095 and len(words) < 16:
        end = len(words) - (words[-1] == ".")
        return [w[:1].upper() + w[1:] for w in words[:end]], gaps[:end], upos[:end], xpos[:end]
    return part


def paragraph(parts):
    """Sentences joined to running text."""
    words, starts, upos, xpos = [], [], [], []
    for w, g, u, x in parts:
        words += [joined(a, b) for a, b in zip(w, g)]
        starts += [1] + [0] * (len(w) - 1)
        upos += u
        xpos += x
    return dict(w=words, start=starts, upos=upos, xpos=xpos)


def paragraphs(parts, rng, least, most):
    """Running text of a few sentences each, beginning anywhere."""
    at, out = -rng.randrange(most), []
    while at < len(parts):
        n = rng.randint(least, most)
        got = [roughened(p, rng) for p in parts[max(0, at):max(0, at + n)]]
        r = rng.random()
        if r < 0.03:
            got = [([w.lower() for w in p[0]], *p[1:]) for p in got]
        if r > 0.99:
            got = [([w.upper() for w in p[0]], *p[1:]) for p in got]
        got = paragraph(got)
        if 1 < len(got["w"]) <= 600:
            out.append(got)
        at += n
    return out


def loss(m, batch, ix, share):
    n = max(len(s["w"]) for s in batch)
    start, known = torch.zeros(len(batch), n), torch.zeros(len(batch), n)
    upos, xpos = (torch.full((len(batch), n), -100) for _ in range(2))
    for i, s in enumerate(batch):
        k = len(s["w"])
        start[i, :k], known[i, :k] = torch.tensor(s["start"], dtype=torch.float), 1
        if any(u is not None for u in s["upos"]):
            upos[i, :k] = torch.tensor([nets.UPOS_AT.get(u, -100) for u in s["upos"]])
            xpos[i, :k] = torch.tensor([ix.get(x, -100) for x in s["xpos"]])
    x = F.dropout(m.encode(batch), m.p, m.training)
    bce = F.binary_cross_entropy_with_logits(m.scores(x), start[:, 1:], reduction="none")
    total = (bce * known[:, 1:]).sum() * 4
    tags = m.tag(x)
    for target, logits in ((upos, tags[..., :len(data.UPOS)]), (xpos, tags[..., len(data.UPOS):])):
        total = total + share * F.cross_entropy(logits.flatten(0, 1), target.flatten(), reduction="sum")
    return total / known.sum()


@torch.no_grad()
def f1(m, rows, thresholds=(-1.0, -0.5, 0.0, 0.5)):
    """F1 of whole sentences."""
    m.eval()
    out = {}
    scored = [(s, m.scores(m.encode([s]))[0]) for s in rows]
    for t in thresholds:
        right = many = 0
        for s, score in scored:
            def whole(flags):
                cuts = [0] + [i + 1 for i, f in enumerate(flags) if f] + [len(s["w"])]
                return set(zip(cuts, cuts[1:]))
            a, b = whole(s["start"][1:]), whole((score > t).tolist())
            right, many = right + 2 * len(a & b), many + len(a) + len(b)
        out[t] = round(100 * right / many, 2)
    return out


def tens(parts):
    return [p for p in (paragraph(parts[at:at + 10]) for at in range(0, len(parts), 10)) if len(p["w"]) > 1]


def vocabulary(paragraphs_, most):
    count = collections.Counter(nets.key(w) for p in paragraphs_ for w in p["w"])
    return [w for w, n in sorted(count.items(), key=lambda kv: (-kv[1], kv[0])) if n >= 3][:most]


def initial(vocab, static, d):
    """Start vectors: the main components of MiniLM's word vectors."""
    x = static["vectors"].float()
    x = (x - x.mean(0)) / (x - x.mean(0)).std()
    _, _, v = torch.pca_lowrank(x, d, niter=4)
    x, at = x @ v, {w: i for i, w in enumerate(static["words"])}
    rows = torch.tensor([at.get(w, at.get(w.lstrip(JOINT), -1)) for w in vocab])
    return x[rows] * (rows >= 0).unsqueeze(1)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", required=True)
    ap.add_argument("--static", required=True, help="file of static_vectors.py")
    ap.add_argument("--program", help="the built reader, to cut the treebanks into its tokens instead of their own")
    ap.add_argument("--lexicon", help="with --program: the reader's tokens/lexicon/en.tsv")
    ap.add_argument("--out", required=True)
    ap.add_argument("--minutes", type=float, default=12)
    ap.add_argument("--lr", type=float, default=3e-3)
    ap.add_argument("--budget", type=int, default=2500)
    ap.add_argument("--width", type=int, default=96)
    ap.add_argument("--words", type=int, default=9000)
    ap.add_argument("--news", type=int, default=5000, help="news sentences per epoch")
    ap.add_argument("--tags", type=float, default=0.3, help="weight of the word classes")
    ap.add_argument("--dropout", type=float, default=0.25)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    ewt, gum, news = (data.read(a.data, n) for n in ("ewt_train", "gum_train", "voa_text"))
    xpos, _ = data.inventories(ewt + gum)
    ix = {k: i for i, k in enumerate(xpos)}
    abbreviations = abbreviations_of(a.lexicon) if a.program else set()

    def cut(sentences):
        if a.program:
            return cut_by_reader(sentences, a.program, abbreviations)
        return [tokens_of(s) for s in sentences]
    checks = dict(ewt=tens(cut(data.read(a.data, "ewt_dev"))), gum=tens(cut(data.read(a.data, "gum_dev"))),
                  news=tens([tokens_of(s) for s in news[-2000:]]))
    ewt, gum, news = cut(ewt), cut(gum), [tokens_of(s) for s in news[:-2000]]
    all_ = [paragraph([p]) for p in ewt + gum + news[:12000]]
    vocab = vocabulary(all_, a.words)
    static = torch.load(a.static, weights_only=True)
    sizes = dict(d=a.width, affix=3072, gram=3072, shapes=256)
    m = Starts(vocab, xpos, p=a.dropout, init=initial(vocab, static, a.width), **sizes)
    seen = collections.Counter(nets.key(w) for p in all_ for w in p["w"])
    m.count = [seen[w] for w in vocab]
    dense = [p for n, p in m.named_parameters() if n != "e.weight"]
    o1 = torch.optim.AdamW(dense, lr=a.lr, weight_decay=0.01, betas=(0.9, 0.98))
    o2 = torch.optim.SparseAdam([m.e.weight], lr=a.lr, betas=(0.9, 0.99))
    ema = copy.deepcopy(m).eval()
    ema_t, cur_t = [p.data for p in ema.parameters()], [p.data for p in m.parameters()]

    def epoch():
        at = rng.randrange(max(1, len(news) - a.news))
        got = paragraphs(ewt, rng, 3, 14) + paragraphs(ewt, rng, 3, 14) + paragraphs(gum, rng, 3, 14)
        return data.batches(got + paragraphs(news[at:at + a.news], rng, 3, 14), a.budget, m.length, rng)

    todo, step, words, begun, clock, last = [], 0, 0, time.time(), 0.0, 0.0
    while clock < 1:
        if not todo:
            todo = epoch()
        clock = (time.time() - begun) / 60 / a.minutes
        factor = min(1, (step + 1) / 100) * max(0.01, 0.5 * (1 + math.cos(math.pi * min(1, clock))))
        for o in (o1, o2):
            for g in o.param_groups:
                g["lr"] = a.lr * factor
        m.train()
        batch = todo.pop()
        value = loss(m, batch, ix, a.tags)
        o1.zero_grad()
        o2.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_(dense, 2.0)
        o1.step()
        o2.step()
        step += 1
        torch._foreach_lerp_(ema_t, cur_t, 1 - min(0.998, (1 + step) / (20 + step)))
        words += sum(len(s["w"]) for s in batch)
        if clock - last > 0.2 or clock >= 1:
            last = clock
            print(step, f"{clock:.2f} {words} words, loss {value.item():.4f}",
                  json.dumps({k: f1(ema, rows) for k, rows in checks.items()}), flush=True)
    torch.save(dict(kind="starts", state=ema.state_dict(), vocab=vocab, xpos=xpos, sizes=sizes, args=vars(a)), a.out)


if __name__ == "__main__":
    main()
