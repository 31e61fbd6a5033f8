#!/usr/bin/env python3
"""How well a stream is sorted into stories, and how little that hangs on how it is fed.

  bench/stories/group.py [--bin PATH] [--perturb] GOLD.jsonl…
  bench/stories/group.py --copies PAIRS.jsonl DOCS.jsonl [--bin PATH]

GOLD has a dispatch a line: {"id", "date", "title", "text", "cluster"}. What is fed is {"id", "title", "text", "published"}, published
being the date. Sets whose first texts are all empty (headlines only) are shuffled within each day: their times are those of a crawler
that went story by story. --perturb feeds each set again without titles, without dates, in three other orders, and three random halves.
--copies: of the pairs {"a", "b"} in PAIRS, how many come out with the same origin.
"""
import argparse, collections, json, os, random, subprocess, sys, tempfile, time


def rows(path):
    with open(path, encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def feed(binary, docs):
    """Ids with their story and origin, and dispatches a second."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "stream.jsonl")
        with open(path, "w", encoding="utf8") as out:
            for doc in docs:
                wanted = {"id": doc["id"], "title": doc.get("title"), "text": doc.get("text") or "", "published": doc.get("date")}
                out.write(json.dumps({k: v for k, v in wanted.items() if v is not None}, ensure_ascii=False) + "\n")
        start = time.time()
        run = subprocess.run([binary, "group", "--format", "tsv", path], stdout=subprocess.PIPE, check=True)
        seconds = time.time() - start
    placed = [line.split("\t") for line in run.stdout.decode().splitlines()]
    return {p[0]: (p[1], p[2]) for p in placed}, len(docs) / seconds


def bcubed(pairs):
    gold, found, both = collections.Counter(), collections.Counter(), collections.Counter(pairs)
    for (g, f), n in both.items():
        gold[g] += n
        found[f] += n
    n = len(pairs)
    p = sum(v * v / found[f] for (_, f), v in both.items()) / n
    r = sum(v * v / gold[g] for (g, _), v in both.items()) / n
    return 100 * p, 100 * r, 200 * p * r / (p + r), len(found), len(gold)


def in_order(docs, seed):
    """By day; within a day as they come, or shuffled where the crawler's order would tell."""
    headlines = all(not d.get("text") for d in docs[:20])
    if headlines:
        random.Random(seed).shuffle(docs)
        docs.sort(key=lambda d: (d.get("date") or "")[:10])
    return docs


def score(binary, docs):
    placed, speed = feed(binary, docs)
    return (*bcubed([(d["cluster"], placed[d["id"]][0]) for d in docs if d["id"] in placed]), speed)


def group(args):
    for path in args.files:
        name = os.path.basename(path)[:-6].removeprefix("clustering_")
        docs = rows(path)
        line = "{:14} {:16} P {:.1f} R {:.1f} F1 {:.1f} | {} of {} | {:.0f}/s"
        print(line.format(name, "as given", *score(args.bin, in_order(list(docs), 1))), flush=True)
        if not args.perturb:
            continue
        without = lambda key: [dict(d, **{key: None}) for d in docs]
        if any(d.get("text") for d in docs):
            print(line.format(name, "no titles", *score(args.bin, in_order(without("title"), 1))), flush=True)
        if any(d.get("date") for d in docs):
            print(line.format(name, "no dates", *score(args.bin, in_order(list(docs), 1) and [dict(d, date=None) for d in in_order(list(docs), 1)])), flush=True)
        for seed in (2, 3, 4):
            other = list(docs)
            random.Random(seed).shuffle(other)
            print(line.format(name, f"order {seed}", *score(args.bin, in_order(other, seed))), flush=True)
        for seed in (5, 6, 7):
            half = [d for d in docs if random.Random(f"{seed}{d['id']}").random() < 0.5]
            print(line.format(name, f"half {seed}", *score(args.bin, in_order(half, seed))), flush=True)


def copies(args):
    pairs, docs = rows(args.copies), rows(args.files[0])
    docs.sort(key=lambda d: d.get("date") or "")
    placed, speed = feed(args.bin, docs)
    folded = [p for p in pairs if p["a"] in placed and p["b"] in placed and placed[p["a"]][1] == placed[p["b"]][1]]
    sets = collections.Counter(origin for _, origin in placed.values())
    print(f"{len(folded)} of {len(pairs)} pairs folded ({100 * len(folded) / len(pairs):.1f} %), {len(docs) - len(sets)} of {len(docs)} dispatches are copies, {speed:.0f}/s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--bin", default="target/release/onrecord")
    parser.add_argument("--perturb", action="store_true")
    parser.add_argument("--copies", metavar="PAIRS")
    args = parser.parse_args()
    copies(args) if args.copies else group(args)
