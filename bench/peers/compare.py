#!/usr/bin/env python3
"""Word classes and speed of onrecord and of peers on the same texts, in one run.

    npm install --prefix bench/peers
    python3 bench/peers/compare.py GOLD.jsonl[.gz] ... --bin target/release/onrecord

GOLD holds one sentence a line: {"text", "w", "upos"}. Sentences are joined by a blank into paragraphs of ten. A gold token
counts as right if a token of the same place has the same class; `tokens/s` is gold tokens by seconds of CPU on one core,
without loading (for onrecord: less the time of an empty text).
"""
import argparse
import gzip
import json
import os
import resource
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def place(text, words, at=0, slack=40):
    """Where each word stands; words that are not found are left out."""
    out = []
    for word in words:
        found = text.find(word, at, at + len(word) + slack)
        out.append((found, found + len(word)) if found >= 0 else None)
        at = found + len(word) if found >= 0 else at
    return out


def paragraphs(path):
    opened = gzip.open(path, "rt", encoding="utf8") if path.endswith(".gz") else open(path, encoding="utf8")
    rows = [r for r in map(json.loads, opened) if r.get("text")]
    for at in range(0, len(rows), 10):
        text, gold = "", {}
        for row in rows[at:at + 10]:
            text += " " if text else ""
            spots = place(row["text"], row["w"], 0, 3)
            gold.update({(s[0] + len(text), s[1] + len(text)): c for s, c in zip(spots, row["upos"]) if s})
            text += row["text"]
        yield text, gold


def timed(command, env=None):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=env).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return out, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ours(binary, model, file, empty):
    command = [binary, "read", "--format", "conllu", "--model", model]
    _, load = timed(command + [empty])
    out, seconds = timed(command + [file])
    docs = []
    for line in out.split("\n"):
        if line.startswith("# newdoc"):
            docs.append({})
        elif line and line[0].isdigit():
            cells = line.split("\t")
            span = next(m for m in cells[9].split("|") if m.startswith("TokenRange="))
            docs[-1][tuple(map(int, span[11:].split(":")))] = cells[3]
    return docs, seconds - load


def peer(name, file, texts):
    out, _ = timed(["node", os.path.join(HERE, "tag.mjs"), name, file])
    *lines, last = out.strip().split("\n")
    docs = []
    for line, text in zip(lines, texts):
        tokens = json.loads(line)
        docs.append({s: c for s, (_, c) in zip(place(text, [w for w, _ in tokens]), tokens) if s})
    return docs, json.loads(last)["seconds"]


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("gold", nargs="+")
    ap.add_argument("--bin", default="target/release/onrecord")
    a = ap.parse_args()
    for path in a.gold:
        pairs = list(paragraphs(path))
        texts, total = [t for t, _ in pairs], sum(len(g) for _, g in pairs)
        with tempfile.TemporaryDirectory() as folder:
            file, empty = os.path.join(folder, "t.jsonl"), os.path.join(folder, "e.jsonl")
            with open(file, "w", encoding="utf8") as f:
                f.writelines(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts))
            with open(empty, "w", encoding="utf8") as f:
                f.write('{"id": "0", "text": "A."}\n')
            runs = [("onrecord fast", lambda: ours(a.bin, "fast", file, empty)),
                    ("onrecord accurate", lambda: ours(a.bin, "accurate", file, empty)),
                    ("wink-nlp", lambda: peer("wink", file, texts)),
                    ("compromise", lambda: peer("compromise", file, texts))]
            print(f"\n{os.path.basename(path)}, {total} tokens\n\n| reader | word classes right | tokens/s |\n|---|---|---|")
            for name, run in runs:
                docs, seconds = run()
                right = sum(d.get(s) == c for (_, gold), d in zip(pairs, docs) for s, c in gold.items())
                print(f"| {name} | {100 * right / total:.1f} % | {total / max(seconds, 1e-9):,.0f} |", flush=True)


if __name__ == "__main__":
    main()
