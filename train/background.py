"""Counts in how many passages of general news a word occurs.

    python3 train/background.py --text TEXT.jsonl.gz > crates/onrecord-read/src/weave/lexicon/background.tsv

TEXT holds one tokenised sentence a line ({"w": [words]}), in the order of the articles; public-domain
news text was used. A passage is eight sentences. Words in fewer than four passages are left out.
"""
import argparse, collections, gzip, json

PASSAGE, LEAST = 8, 4


def main():
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--text", required=True)
    counts, passages, words = collections.Counter(), 0, set()
    with gzip.open(args.parse_args().text, "rt", encoding="utf8") as lines:
        for number, line in enumerate(lines, 1):
            words.update(word.lower() for word in json.loads(line)["w"])
            if number % PASSAGE == 0:
                passages += 1
                counts.update(words)
                words = set()
    print("# In how many passages of general news a word occurs; the first row is their number.")
    print(f"*\t{passages}")
    for word, count in sorted(counts.items()):
        if count >= LEAST and any(c.isalnum() for c in word) and "\t" not in word:
            print(f"{word}\t{count}")


if __name__ == "__main__":
    main()
