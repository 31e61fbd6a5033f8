#!/usr/bin/env python3
"""How many corrections find the dispatch that they correct.

  bench/stories/corrections.py CORRECTIONS.jsonl DOCS.jsonl [--bin PATH] [--errors N]

CORRECTIONS has a correction a line: {"correction", "datetime", "title", "text", "original", "original_title", "original_text"}; original is
null where it is not known, and such lines are left out. Originals and corrections are put among DOCS ({"id", "date", "title", "text"}) by
date and sorted with `onrecord group`; each correction is then read with the dispatches before it in its story. Told are the share whose
original is in the same story, and the share linked to it.
"""
import argparse, collections, json, os, subprocess, tempfile


def rows(path):
    with open(path, encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def run(binary, docs, *words):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "stream.jsonl")
        with open(path, "w", encoding="utf8") as out:
            for d in docs:
                told = {"id": d["id"], "title": d.get("title"), "text": d.get("text") or "", "published": d.get("date")}
                out.write(json.dumps({k: v for k, v in told.items() if v}, ensure_ascii=False) + "\n")
        return subprocess.run([binary, *words, path], stdout=subprocess.PIPE, check=True).stdout.decode()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corrections")
    parser.add_argument("docs")
    parser.add_argument("--bin", default="target/release/onrecord")
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    known = [c for c in rows(args.corrections) if c.get("original")]
    docs = {d["id"]: d for d in rows(args.docs)}
    for c in known:
        before = {"id": c["original"], "title": c["original_title"], "text": c["original_text"], "date": c["datetime"][:10] + "T00:00:00Z"}
        docs.setdefault(c["original"], before)
        docs[c["correction"]] = {"id": c["correction"], "title": c["title"], "text": c["text"], "date": c["datetime"]}
    stream = sorted(docs.values(), key=lambda d: d.get("date") or "")
    story = dict(line.split("\t")[:2] for line in run(args.bin, stream, "group", "--format", "tsv").splitlines())
    members = collections.defaultdict(list)
    for d in stream:
        members[story[d["id"]]].append(d)
    together, linked, said = 0, 0, 0
    for c in known:
        same = story[c["original"]] == story[c["correction"]]
        together += same
        told = members[story[c["correction"]]]
        told = told[: 1 + [d["id"] for d in told].index(c["correction"])][-25:]
        if same and c["original"] not in [d["id"] for d in told]:
            told.insert(0, docs[c["original"]])
        made = json.loads(run(args.bin, told, "story", "--format", "json"))
        links = [r for r in made["revisions"] if r["dispatch"] == c["correction"]]
        said += bool(links)
        right = any(r["of"] == c["original"] for r in links)
        linked += right
        if not right and args.errors > 0:
            args.errors -= 1
            print(c["correction"], c["title"] or c["text"][:60], "|", c["original_title"], "| same story" if same else "| apart", links)
    print(f"{len(known)} corrections: {said} read as such, {together} in the story of the original, {linked} linked to it ({100 * linked / max(1, len(known)):.1f} %)")


if __name__ == "__main__":
    main()
