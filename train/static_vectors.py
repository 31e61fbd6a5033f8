"""Context-free word vectors from all six MiniLM layers, for the vocabulary of the fast model."""
import argparse
import collections

import torch

import data
import model as nets


def vocabulary(path, size):
    """The most frequent word keys of the training text, filled up with whole-word pieces."""
    gold, wiki = data.training_gold(path)
    count = collections.Counter()
    for s in gold + wiki + data.news_text(path):
        count.update(nets.key(w) for w in s["w"])
    words = [w for w, n in sorted(count.items(), key=lambda kv: (-kv[1], kv[0])) if n >= 2 and "\n" not in w]
    seen = set(words)
    words += [p for p in nets.minilm_vocab()[0] if p.isascii() and p.isalpha() and len(p) > 2 and p not in seen]
    words = words[:size]
    return words, [count[w] for w in words]


@torch.no_grad()
def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--size", type=int, default=28_000)
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    words, counts = vocabulary(a.data, a.size)
    m = nets.Accurate(["X"], ["root"], layers=6).eval()
    vectors = torch.zeros(len(words), 384)
    order = sorted(range(len(words)), key=lambda i: len(m.pieces(words[i])))
    for b in range(0, len(order), 512):
        part = order[b:b + 512]
        trace = []
        m.encode([{"w": [words[i]]} for i in part], trace)
        x = (trace[3][1] + trace[6][1]) / 2
        for k, i in enumerate(part):
            vectors[i] = x[k, 1:1 + len(m.pieces(words[i]))].mean(0)
    torch.save(dict(words=words, counts=counts, vectors=vectors.half()), a.out)
    print("words", len(words), "least count", counts[-1], "in text", sum(c > 0 for c in counts))


if __name__ == "__main__":
    main()
