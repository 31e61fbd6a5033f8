"""Decoding and scores on gold tokens: tags, trees, entities."""
import argparse
import collections
import json

import numpy as np
import torch

import data


def chu_liu_edmonds(score):
    """Maximum spanning tree of score[dep, head]; node 0 is the root."""
    n = len(score)
    s = score.copy()
    s[0] = -1e9
    np.fill_diagonal(s, -1e9)
    h = s.argmax(1)
    h[0] = -1
    color, cycle = [0] * n, None
    for i in range(1, n):
        path, j = [], i
        while j > 0 and color[j] == 0:
            color[j] = 1
            path.append(j)
            j = h[j]
        if j > 0 and color[j] == 1 and j in path:
            cycle = path[path.index(j):]
            break
        for p in path:
            color[p] = 2
    if not cycle:
        return h
    inside = set(cycle)
    rest = [i for i in range(n) if i not in inside]
    at = {v: i for i, v in enumerate(rest)}
    c = len(rest)
    ns = np.full((c + 1, c + 1), -1e9)
    ns[np.ix_(range(c), range(c))] = s[np.ix_(rest, rest)]
    enter, leave = {}, {}
    base = sum(s[v, h[v]] for v in cycle)
    for b in rest:
        best = max(cycle, key=lambda v: s[v, b] - s[v, h[v]])
        ns[c, at[b]] = base + s[best, b] - s[best, h[best]]
        enter[b] = best
    for a in rest[1:]:
        best = max(cycle, key=lambda v: s[a, v])
        ns[at[a], c] = s[a, best]
        leave[a] = best
    nh = chu_liu_edmonds(ns)
    out = h.copy()
    for a in rest[1:]:
        x = nh[at[a]]
        out[a] = leave[a] if x == c else rest[x]
    b = rest[nh[c]]
    out[enter[b]] = b
    return out


def tree(score):
    """Heads of the best tree with exactly one root child."""
    h = chu_liu_edmonds(score)
    roots = [i for i in range(1, len(h)) if h[i] == 0]
    if len(roots) > 1:
        best = max(roots, key=lambda r: score[r, 0])
        s = score.copy()
        s[[i for i in range(1, len(h)) if i != best], 0] = -1e8
        h = chu_liu_edmonds(s)
    return h


def transitions():
    """Forbidden BIO steps as penalties: (between labels, at the start)."""
    n = len(data.NER)
    step, start = np.zeros((n, n)), np.zeros(n)
    for j, label in enumerate(data.NER):
        if label[0] == "I":
            start[j] = -1e4
            for i, before in enumerate(data.NER):
                if before == "O" or before[2:] != label[2:]:
                    step[i, j] = -1e4
    return step, start


STEP, START = transitions()


def viterbi(scores):
    """Best label sequence under the BIO constraint."""
    a, back = scores[0] + START, []
    for row in scores[1:]:
        m = a[:, None] + STEP
        b = m.argmax(0)
        back.append(b)
        a = m[b, np.arange(len(b))] + row
    path = [int(a.argmax())]
    for b in reversed(back):
        path.append(int(b[path[-1]]))
    return path[::-1]


def blocks(sent):
    """(start, end) of the sentences of a window."""
    cuts = [0] + [i for i in range(1, len(sent)) if sent[i] != sent[i - 1]] + [len(sent)]
    return list(zip(cuts, cuts[1:]))


@torch.no_grad()
def predict(model, batch, soft=False):
    """Labels of a batch of sentences; with soft=True also the scores for distillation."""
    heads, lengths = model.heads, [len(s["w"]) for s in batch]
    h = model.encode(batch)
    parts = heads.project(h)
    u, x = heads.tags(h)
    sent = torch.full(h.shape[:2], -1)
    for i, s in enumerate(batch):
        sent[i, :lengths[i]] = torch.tensor(s.get("sent", [0] * lengths[i]))
    same = sent[:, :, None] == sent[:, None, :]
    mask = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
    arcs = torch.log_softmax(heads.arcs(parts)[:, 1:].masked_fill(~mask, -1e4), -1)
    at = torch.zeros(h.shape[0], h.shape[1] + 1, dtype=torch.long)
    numbers = arcs.numpy().astype(np.float64)
    for i, n in enumerate(lengths):
        for a, b in blocks(sent[i, :n].tolist()):
            rows = np.concatenate([np.zeros((1, b - a + 1)), numbers[i, a:b, [0] + list(range(a + 1, b + 1))].T])
            r = tree(rows)[1:]
            at[i, a + 1:b + 1] = torch.tensor(np.where(r > 0, r + a, 0))
    rel = torch.log_softmax(heads.relations(parts, at), -1)
    root = model.relations.index("root")
    plain = rel.clone()
    plain[..., root] = -1e9
    best = plain.argmax(-1)
    ner = torch.log_softmax(heads.ner(parts[4][:, 1:]), -1)
    xlog = torch.log_softmax(x, -1)
    out = []
    for i, n in enumerate(lengths):
        head = at[i, 1:n + 1].tolist()
        p = dict(
            upos=[data.UPOS[k] for k in u[i, :n].argmax(-1).tolist()],
            xpos=[model.xpos[k] for k in x[i, :n].argmax(-1).tolist()],
            head=head,
            rel=["root" if head[j] == 0 else model.relations[best[i, j + 1]] for j in range(n)],
            ner=[data.NER[k] for k in viterbi(ner[i, :n].numpy())])
        if soft:
            p["soft"] = dict(h=h[i, :n], ner=ner[i, :n], xpos=xlog[i, :n], upos=torch.log_softmax(u[i, :n], -1),
                             arc=arcs[i, :n, :n + 1], rel=rel[i, 1:n + 1])
        out.append(p)
    return out


def run(model, sentences, budget=2500):
    """Predictions in the order of the sentences."""
    model.eval()
    got = {}
    for batch in data.batches(sentences, budget, model.length):
        for s, p in zip(batch, predict(model, batch)):
            got[id(s)] = p
    return [got[id(s)] for s in sentences]


def tree_scores(sentences, predictions):
    n = u = x = ua = la = sub = 0
    for s, p in zip(sentences, predictions):
        for i in range(len(s["w"])):
            n += 1
            u += p["upos"][i] == s["upos"][i]
            x += p["xpos"][i] == s["xpos"][i]
            if p["head"][i] == s["head"][i]:
                ua += 1
                la += p["rel"][i].split(":")[0] == s["rel"][i].split(":")[0]
                sub += p["rel"][i] == s["rel"][i]
    return {k: round(100 * v / n, 2) for k, v in dict(UPOS=u, XPOS=x, UAS=ua, LAS=la, LASsub=sub).items()}


def spans(tags):
    out, start = set(), None
    for i, t in enumerate(list(tags) + ["O"]):
        if start is not None and (t == "O" or t[0] == "B" or t[2:] != kind):
            out.add((start, i, kind))
            start = None
        if t != "O" and start is None:
            start, kind = i, t[2:]
    return out


def entity_scores(sentences, predictions):
    count = collections.defaultdict(lambda: [0, 0, 0])
    for s, p in zip(sentences, predictions):
        g, q = spans(s["ner"]), spans(p["ner"])
        for x in g | q:
            for name in (x[2], "all"):
                count[name][0 if x in g and x in q else 1 if x in q else 2] += 1
    return {k: round(200 * c[0] / max(1, 2 * c[0] + c[1] + c[2]), 2) for k, c in sorted(count.items())}


def report(model, sets):
    """Scores on named sets of sentences."""
    out = {}
    for name, sentences in sets.items():
        p = run(model, sentences)
        out[name] = tree_scores(sentences, p) if "head" in sentences[0] else {}
        named = [(s, q) for s, q in zip(sentences, p) if "ner" in s]
        if named:
            out[name]["NER"] = entity_scores(*zip(*named))
    return out


def dev_sets(path, split="dev"):
    ewt, gum = data.gold(path, split)
    sets = {"ewt": ewt, "gum": gum, "gum-news": [s for s in gum if s["genre"] == "news"]}
    if split == "dev":
        sets["wikigold-heldout"] = data.wikigold(path)[1]
    return sets


def main():
    import export
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", required=True)
    ap.add_argument("--model", required=True, help="a checkpoint (.pt) or an exported file (.orm)")
    ap.add_argument("--split", default="dev")
    a = ap.parse_args()
    torch.set_num_threads(2)
    model = export.load(a.model)
    for name, r in report(model, dev_sets(a.data, a.split)).items():
        print(name, json.dumps(r))


if __name__ == "__main__":
    main()
