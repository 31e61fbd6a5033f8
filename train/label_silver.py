"""Labels the news text with an accurate checkpoint: trees, tags and entities with the teacher's doubts.

Also keeps, for every word form, the mean of the teacher's word vectors: start values for the fast model.
"""
import argparse
import collections
import math
import random
import time

import numpy as np
import torch

import data
import evaluate
import export
import listed
import model as nets


def top(log, k=nets.TOP):
    """(classes, probabilities) of the k likeliest classes, renormalised; tiny ones are zero."""
    p = log.exp()
    v, c = p.topk(min(k, p.shape[-1]), -1)
    v = torch.where(v < 0.01, torch.zeros_like(v), v)
    v = v / v.sum(-1, keepdim=True)
    return c.numpy().astype(np.uint8), v.numpy().astype(np.float16)


def agree(sentences, least=6, share=0.8):
    """Entity types by vote: a name that is nearly always of one type gets it everywhere.

    A name the teacher missed where it nearly always sees one is left out of the loss.
    """
    votes = collections.defaultdict(collections.Counter)
    for s in sentences:
        for a, b, t in evaluate.spans(s["ner"]):
            votes[" ".join(s["w"][a:b])][t] += 1
    winner = {}
    for name, c in votes.items():
        kind, n = c.most_common(1)[0]
        if n >= least and n >= share * sum(c.values()):
            winner[name] = kind
    first = collections.defaultdict(set)
    for name in winner:
        first[name.split(" ")[0]].add(len(name.split(" ")))
    seen = collections.Counter()
    for s in sentences:                                   # how often each name occurs at all
        for i, w in enumerate(s["w"]):
            for n in first.get(w, ()):
                seen[" ".join(s["w"][i:i + n])] += 1
    steady = {k for k in winner if votes[k][winner[k]] >= share * seen[k]}
    changed = hidden = 0
    for s in sentences:
        found = evaluate.spans(s["ner"])
        taken = [False] * len(s["w"])
        for a, b, t in found:
            taken[a:b] = [True] * (b - a)
            kind = winner.get(" ".join(s["w"][a:b]), t)
            if kind != t:
                s["ner"][a:b] = ["B-" + kind] + ["I-" + kind] * (b - a - 1)
                c, p = s["soft"]["n"]
                c[a:b, 0] = [data.NER.index(x) for x in s["ner"][a:b]]
                p[a:b] = [1] + [0] * (p.shape[1] - 1)
                changed += 1
        for i, w in enumerate(s["w"]):
            for n in first.get(w, ()):
                if " ".join(s["w"][i:i + n]) in steady and not any(taken[i:i + n]):
                    s["soft"]["n"][1][i:i + n] = 0
                    hidden += 1
    print("names retyped", changed, "masked", hidden)


def together(p, q):
    """Names by the mean of two teachers' probabilities."""
    log = torch.logaddexp(p["soft"]["ner"], q["soft"]["ner"]) - math.log(2)
    p["soft"]["ner"] = log
    p["ner"] = [data.NER[k] for k in evaluate.viterbi(log.numpy())]


def load(paths):
    """The parts joined: sentences after the vote, words and their mean vectors."""
    parts = [torch.load(p, weights_only=False) for p in paths]
    sentences = [s for p in parts for s in p["sentences"]]
    agree(sentences)
    sums, counts = {}, collections.Counter()
    for p in parts:
        for w, v, n in zip(p["words"], p["vectors"].float().numpy(), p["counts"]):
            sums[w] = sums.get(w, 0) + v * n
            counts[w] += n
    words = list(sums)
    vectors = torch.from_numpy(np.stack([sums[w] / counts[w] for w in words]))
    return dict(sentences=sentences, words=words, vectors=vectors)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", required=True)
    ap.add_argument("--teacher", required=True)
    ap.add_argument("--second", help="another teacher: the names are what both think together")
    ap.add_argument("--renamed", help="label this earlier file's sentences, or the gold ones (`gold`), under other names")
    ap.add_argument("--seed", type=int, default=1, help="of the other names")
    ap.add_argument("--out", required=True)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--part", default="0/1", help="k/n: only every n-th sentence, to label in several processes")
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    m = export.load(a.teacher)
    second = export.load(a.second) if a.second else None
    gold = [s for sentences in data.training_gold(a.data) for s in sentences]
    if a.renamed:
        text = listed.sentences(gold if a.renamed == "gold" else load([a.renamed])["sentences"], a.seed)
        gold = []
    else:
        text = [s for s in data.news_text(a.data) if 3 <= len(s["w"]) <= 70]
    part, parts = map(int, a.part.split("/"))
    text, gold = text[part::parts], gold[part::parts]
    sums, counts, sentences, start, done = {}, {}, [], time.time(), 0

    def remember(words, h):
        for w, v in zip(words, h.numpy()):
            k = nets.key(w)
            if k in sums:
                sums[k] += v
                counts[k] += 1
            else:
                sums[k], counts[k] = v.copy(), 1

    def label(batch):
        got = evaluate.predict(m, batch, soft=True)
        if second:
            for p, q in zip(got, evaluate.predict(second, batch, soft=True)):
                together(p, q)
        return got

    for number, batch in enumerate(data.batches(text, 3000, m.length, random.Random(0))):
        for s, p in zip(batch, label(batch)):
            q = p.pop("soft")
            remember(s["w"], q["h"])
            soft = dict(u=top(q["upos"]), x=top(q["xpos"]), n=top(q["ner"]), h=top(q["arc"]), r=top(q["rel"]))
            sentences.append(dict(w=s["w"], src="uner", soft=soft, **p))
            done += len(s["w"])
        if number % 40 == 0:
            print(number, done, f"{time.time() - start:.0f}s", flush=True)
    for batch in data.batches(gold, 3000, m.length, random.Random(0)):
        with torch.no_grad():
            h = m.encode(batch)
        for s, v in zip(batch, h):
            remember(s["w"], v)
    words = list(sums)
    vectors = np.stack([sums[w] / counts[w] for w in words]).astype(np.float16)
    torch.save(dict(sentences=sentences, words=words, vectors=torch.from_numpy(vectors),
                    counts=[counts[w] for w in words]), a.out)
    print("sentences", len(sentences), "words", done, f"{time.time() - start:.0f}s")


if __name__ == "__main__":
    main()
