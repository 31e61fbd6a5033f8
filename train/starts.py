"""Learns where sentences begin in running text: one weight for each hashed feature of a gap between tokens.

The reader joins these weights with its rules (crates/onrecord-read/src/stages/tokens/starts.rs, which
computes the same features). Output: a scale as f32, then one int8 for each of 2^16 hash values.

    python starts.py --data DATA --out starts.i8
"""
import argparse
import struct

import numpy as np
import torch

import data

BITS = 16
PER_PARAGRAPH = 10
GLUED = {".", ",", "!", "?", ";", ":", ")", "]", "%", "n't", "'s", "'re", "'ve", "'ll", "'m", "'d", "''"}
EDGE, LOWER, CAPITAL, MIXED, TITLE, UPPER, DOTTED_UPPER, DOTTED, CODE_UPPER, CODE, NUMBER, CLITIC = range(12)
CASED = {LOWER, CAPITAL, TITLE, UPPER}
MARKS, RUNS = 16, 0x200000


def form(token):
    """The lower-case form, at most twelve characters, digits as 0."""
    word = data.normal(token).lower()[:12]
    return "".join("0" if c in "0123456789" else "'" if c == "’" else c for c in word)


def kind(token):
    """How a token is written, as a number."""
    word = data.normal(token)
    first = word[0]
    if first.isalpha():
        if word.isalpha():
            if len(word) == 1:
                return CAPITAL if first.isupper() else LOWER
            if first.isupper():
                return UPPER if word.isupper() else TITLE
            return LOWER if word.islower() else MIXED
        if word.endswith("."):
            return DOTTED_UPPER if first.isupper() else DOTTED
        return CODE_UPPER if first.isupper() else CODE
    if any(c.isdigit() for c in word):
        return NUMBER
    if any(c.isalpha() for c in word):
        return CLITIC
    return (MARKS if len(word) == 1 else RUNS) + ord(first)


def fnv(text):
    h = 0x811C9DC5
    for byte in text.encode("utf8"):
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    return h


def mixed(number, *parts):
    """The hash of a feature: its number and its parts (arrays of u32)."""
    h = np.full(len(parts[0]), (number + 1) * 0x9E3779B1 & 0xFFFFFFFF, np.uint32)
    for part in parts:
        h = (h ^ part.astype(np.uint32)) * np.uint32(0x85EBCA6B)
        h ^= h >> np.uint32(13)
    return h


def distance(n):
    """How many tokens since the last start, in nine grades."""
    return sum(n > limit for limit in (1, 2, 3, 5, 9, 15, 25, 40))


def features(tokens, gaps, starts):
    """Hashes, one row for each gap between two tokens."""
    n = len(tokens)
    forms = [form(t) for t in tokens]
    kinds = np.array([EDGE] * 2 + [kind(t) for t in tokens] + [EDGE] * 3, np.uint32)
    words = np.array([0] + [fnv(f) for f in forms] + [0, 0], np.uint32)
    tails = np.array([fnv(f[-3:]) for f in forms], np.uint32)
    ends = [i for i in range(n - 1) if forms[i] in (".", "!", "?")]
    small = sum(kinds[i + 3] == LOWER for i in ends)
    style = 0 if not ends else 1 if small * 4 >= len(ends) else 2
    style = np.full(n - 1, style, np.uint32)
    inside, since, q, last = [], [], 0, 0
    for i in range(n - 1):
        if forms[i] == '"':
            q ^= 1
        if starts[i]:
            last = i
        inside.append(q)
        since.append(distance(i + 1 - last))
    inside, since = np.array(inside, np.uint32), np.array(since, np.uint32)
    z, a, b, c, d, e = (kinds[i:i + n - 1] for i in range(6))
    fa, fb, fc, fd = (words[i:i + n - 1] for i in range(4))
    tb, tc = tails[:-1], tails[1:]
    case = np.where(np.isin(c, list(CASED)), c, 255)
    gap = np.array(gaps[1:], np.uint32)
    rows = [(b, c), (fb,), (fc, case), (fa, b, c), (b, c, d), (a, b, c), (a, b, c, d), (fb, c), (b, fc, case),
            (fb, fc), (c, fd), (fc, fd), (fa, fb, c), (inside, b, c), (gap, b, c), (style, b, c), (z, a, b, c),
            (tc, b, c), (tb, b, c), (a, b, c, d, e), (style, fc, b), (since, b, c), (since, style), (fb, fc, fd)]
    return np.stack([mixed(k, *parts) for k, parts in enumerate(rows)], 1)


def paragraphs(sentences):
    """Running text: (tokens, gap before each, start flags) of ten sentences each."""
    for at in range(0, len(sentences), PER_PARAGRAPH):
        tokens, gaps, starts = [], [], []
        for s in sentences[at:at + PER_PARAGRAPH]:
            words, space = s["w"], s.get("space")
            for i, w in enumerate(words):
                gap = i == 0 or (space[i - 1] if space else w not in GLUED and words[i - 1] not in ("(", "[", "$"))
                if w == "." and not gap and "." in words[i - 1]:
                    tokens[-1] += "."           # the reader parts such a dot only after it has found the end
                    continue
                tokens.append(w)
                gaps.append(int(bool(gap)))
                starts.append(int(i == 0))
        if len(tokens) > 1:
            yield tokens, gaps, starts


def table(sentences):
    parts = [(features(*p), p[2][1:]) for p in paragraphs(sentences)]
    return np.concatenate([x for x, _ in parts]), np.concatenate([y for _, y in parts]).astype(np.float32), \
        [len(y) for _, y in parts]


def fit(x, y, weight, epochs, drop, decay):
    size = 1 << BITS
    x, y, weight = torch.from_numpy(x.astype(np.int64) % size), torch.from_numpy(y), torch.from_numpy(weight)
    w, bias = torch.zeros(size, requires_grad=True), torch.tensor([-2.0], requires_grad=True)
    adam = torch.optim.Adam([w, bias], lr=0.02, betas=(0.9, 0.99))
    for epoch in range(epochs):
        for at in torch.randperm(len(x)).split(8192):
            keep = (torch.rand(len(at), x.shape[1]) > drop) / (1 - drop)
            score = (w[x[at]] * keep).sum(1) + bias
            loss = (torch.nn.functional.binary_cross_entropy_with_logits(score, y[at], reduction="none") * weight[at]).mean()
            adam.zero_grad()
            loss.backward()
            adam.step()
            with torch.no_grad():
                w *= 1 - decay
        for group in adam.param_groups:
            group["lr"] *= 0.75
    return w.detach().numpy(), bias.item()


def sentence_f1(score, gold, lengths):
    def whole(flags):
        out, at = set(), 0
        for n in lengths:
            cuts = [0] + [i + 1 for i in range(n) if flags[at + i]] + [n + 1]
            out |= {(at, a, b) for a, b in zip(cuts, cuts[1:])}
            at += n
        return out
    a, b = whole(gold > 0), whole(score > 0)
    return 200 * len(a & b) / (len(a) + len(b))


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--drop", type=float, default=0.3)
    ap.add_argument("--decay", type=float, default=1e-4)
    a = ap.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    news = data.read(a.data, "voa_text")
    sets = [(table(data.read(a.data, "ewt_train")), 1.0), (table(data.read(a.data, "gum_train")), 1.0),
            (table(news[:10000]), 0.5)]
    weight = np.concatenate([np.full(len(t[1]), w, np.float32) for t, w in sets])
    w, bias = fit(np.concatenate([t[0] for t, _ in sets]), np.concatenate([t[1] for t, _ in sets]), weight,
                  a.epochs, a.drop, a.decay)
    rows = len(sets[0][0][0][0])
    w = w + bias / rows                       # every gap has the same number of features
    scale = np.abs(w).max() / 127
    q = np.clip(np.rint(w / scale), -127, 127).astype(np.int8)
    with open(a.out, "wb") as f:
        f.write(struct.pack("<f", scale) + q.tobytes())
    for name, rows in (("ewt_dev", None), ("gum_dev", None), ("news", news[-4000:])):
        x, y, lengths = table(rows or data.read(a.data, name))
        score = q.astype(np.float32)[x % (1 << BITS)].sum(1) * scale
        print(name, {t: round(sentence_f1(score - t, y, lengths), 2) for t in (-2, -1.5, -1, -0.5, 0, 0.5, 1)}, flush=True)


if __name__ == "__main__":
    main()
