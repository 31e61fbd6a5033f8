#!/usr/bin/env python3
"""Speed of the stage of times and of peers on the same text, in one run, in bytes by CPU second of one core.

    npm install --prefix bench/peers && pip install dateparser==1.5.0
    cargo build --release -p onrecord-read --example times_speed
    python3 bench/peers/times.py [--text FILE] [--bin target/release/examples/times_speed]

Loading is not counted: every reader is run with rounds and without, or counts after it has loaded. The
peers get the text and the publication day; onrecord gets besides that the words and tags that the stages before it made.
"""
import argparse
import json
import os
import resource
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
NEWS = os.path.join(HERE, "../../crates/onrecord-read/benches/news.txt")

DATEPARSER = """
import sys, time
from dateparser.search import search_dates
from datetime import datetime
text, rounds = open(sys.argv[1], encoding="utf8").read(), int(sys.argv[2])
search_dates("3 May", languages=["en"])
before, found = time.process_time(), []
for _ in range(rounds):
    found = search_dates(text, languages=["en"], settings={"RELATIVE_BASE": datetime(2026, 11, 3, 15)}) or []
print('{"count": %d, "seconds": %f}' % (len(found), time.process_time() - before))
"""


def ours(binary, file, rounds):
    def run(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        out = subprocess.run([binary, file, str(times)], stdout=subprocess.PIPE, text=True, check=True).stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return int(out), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    _, load = run(0)
    count, seconds = run(rounds)
    return count, seconds - load


def peer(command, file, rounds):
    out = subprocess.run([*command, file, str(rounds)], stdout=subprocess.PIPE, text=True, check=True).stdout
    told = json.loads(out.strip().split("\n")[-1])
    return told["count"], told["seconds"]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--text", default=NEWS)
    ap.add_argument("--bin", default="target/release/examples/times_speed")
    a = ap.parse_args()
    size = os.path.getsize(a.text)
    node = ["node", os.path.join(HERE, "times.mjs")]
    runs = [("onrecord, stage of times", 20000, lambda n: ours(a.bin, a.text, n)),
            ("chrono-node", 200, lambda n: peer([*node, "chrono"], a.text, n)),
            ("Recognizers-Text", 5, lambda n: peer([*node, "recognizers"], a.text, n)),
            ("dateparser", 3, lambda n: peer([sys.executable, "-c", DATEPARSER], a.text, n))]
    print(f"{size} bytes\n\n| reader | found | KB/s | onrecord is so many times as fast |\n|---|---|---|---|")
    first = None
    for name, rounds, run in runs:
        count, seconds = run(rounds)
        rate = size * rounds / max(seconds, 1e-9) / 1e3
        first = first or rate
        print(f"| {name} | {count} | {rate:,.1f} | {first / rate:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
