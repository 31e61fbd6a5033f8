"""Learns a lemma lexicon and suffix rules by XPOS, prunes them, and measures them on dev."""
import argparse
import collections

import data

PROPER = ("NNP", "NNPS")
LONGEST = 5


def edit(form, lemma):
    """(characters to cut, text to add) that turn the form into the lemma."""
    k = 0
    while k < min(len(form), len(lemma)) and form[k] == lemma[k]:
        k += 1
    return len(form) - k, lemma[k:]


def apply(base, rule):
    return base[:len(base) - rule[0]] + rule[1]


class Lemmatiser:
    def __init__(self, lexicon, suffixes):
        self.lexicon, self.suffixes = lexicon, suffixes

    def rule(self, low, xpos, longest=LONGEST):
        for n in range(min(longest, len(low)), -1, -1):
            r = self.suffixes.get((xpos, low[len(low) - n:]))
            if r is not None:
                return r
        return (0, "")

    def __call__(self, form, xpos):
        form = data.normal(form)
        low = form.lower()
        base = form if xpos in PROPER else low
        r = self.lexicon.get((xpos, low)) if xpos not in PROPER else None
        if r is None:
            if any(c.isdigit() for c in form):
                return form.replace(",", "") if xpos == "CD" else form
            r = self.rule(low, xpos)
        return apply(base, r)


def learn(sentences, min_count=3):
    """Lexicon and suffix rules, each rule kept only where what stands above it says something else."""
    words = collections.defaultdict(collections.Counter)
    for s in sentences:
        for w, l, x in zip(s["w"], s["lemma"], s["xpos"]):
            w = data.normal(w)
            low, same = w.lower(), l if x not in PROPER else l.lower()
            if l == "_" or x == "GW":
                continue
            words[x, low][edit(low, same)] += 1
    counts = collections.defaultdict(collections.Counter)
    for (x, low), c in words.items():
        if any(ch.isdigit() for ch in low):
            continue
        # types weigh more than tokens: frequent irregular words stand in the lexicon
        for r, n in c.items():
            if r[1] != r[1].lower() or r[0] > max(3, len(low) // 2):
                continue                            # "america" for "us" teaches nothing about suffixes
            for k in range(min(LONGEST, len(low)) + 1):
                counts[x, low[len(low) - k:]][r] += min(n, 4)
    m = Lemmatiser({}, {})
    for k in range(LONGEST + 1):
        new = {}
        for (x, suffix), c in counts.items():
            if len(suffix) != k or (k and sum(c.values()) < min_count):
                continue
            r = c.most_common(1)[0][0]
            if k == 0 or r != m.rule(suffix, x, k - 1):
                new[x, suffix] = r
        m.suffixes.update(new)
    for (x, low), c in words.items():
        if x in PROPER:
            continue
        r = c.most_common(1)[0][0]
        digits = any(ch.isdigit() for ch in low)
        default = (0, "") if digits else m.rule(low, x)
        if r != default and not (digits and apply(low, r) == low):
            m.lexicon[x, low] = r
    return m


ENDINGS = {"VBG": "ing", "VBD": "ed", "VBN": "ed", "VBZ": "s", "NNS": "s", "JJR": "er", "JJS": "est"}


def check_against(m, forms):
    """Lexicon entries for forms of plain text whose lemma by rule is no known word, but another one is."""
    usual = collections.defaultdict(collections.Counter)
    for (x, _), r in list(m.suffixes.items()) + list(m.lexicon.items()):
        usual[x][r] += 1
    added = 0
    for x, ending in ENDINGS.items():
        edits = [r for r, n in usual[x].most_common(12) if n >= 2]
        for low, n in forms.items():
            if n < 2 or not low.endswith(ending) or not low.isalpha() or (x, low) in m.lexicon:
                continue
            if forms[apply(low, m.rule(low, x))] >= 2:
                continue
            best = max(edits, key=lambda r: forms[apply(low, r)] if apply(low, r) != low else 0, default=None)
            if best and apply(low, best) != low and len(apply(low, best)) > 2 and forms[apply(low, best)] >= 2:
                m.lexicon[x, low] = best
                added += 1
    return added


def capital_adjectives(m, silver):
    """Lexicon entries for adjectives that the news text only ever writes with a capital: Peruvian."""
    capital, low_case = collections.Counter(), collections.Counter()
    for s in silver:
        for i, (w, x) in enumerate(zip(s["w"], s["xpos"])):
            if w.isalpha() and w.islower():
                low_case[w] += 1
            elif i and x == "JJ" and w.isalpha() and w.istitle():
                capital[w] += 1
    added = 0
    for w, n in capital.items():
        low = w.lower()
        if n >= 3 and ("JJ", low) not in m.lexicon and not low_case[low]:
            m.lexicon["JJ", low] = edit(low, w)
            added += 1
    return added


def accuracy(m, sentences):
    n = ok = fold = 0
    for s in sentences:
        for w, l, x in zip(s["w"], s["lemma"], s["xpos"]):
            p = m(w, x)
            n, ok, fold = n + 1, ok + (p == data.normal(l)), fold + (p.lower() == data.normal(l).lower())
    return round(100 * ok / n, 2), round(100 * fold / n, 2)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--silver", nargs="*", help="files of label_silver.py: adjectives with capitals")
    a = ap.parse_args()
    ewt, gum = data.gold(a.data, "train")
    m = learn(ewt + gum)
    forms = collections.Counter(w for s in ewt + gum + data.news_text(a.data) for w in s["w"] if w.islower())
    print("added from plain text", check_against(m, forms))
    if a.silver:
        import label_silver
        print("capital adjectives", capital_adjectives(m, label_silver.load(a.silver)["sentences"]))
    rows = [("w", x, k, r) for (x, k), r in m.lexicon.items()] + [("s", x, k, r) for (x, k), r in m.suffixes.items()]
    with open(a.out, "w", encoding="utf8") as f:
        for kind, x, k, (cut, add) in sorted(rows):
            f.write(f"{kind}\t{x}\t{k}\t{cut}\t{add}\n")
    print("lexicon", len(m.lexicon), "suffix rules", len(m.suffixes))
    for name, s in zip(("ewt dev", "gum dev"), data.gold(a.data, "dev")):
        print(name, "accuracy, case-insensitive:", *accuracy(m, s))


if __name__ == "__main__":
    main()
