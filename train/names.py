"""Augmentation by other names: a name of the text is replaced by another of its type and length."""
import collections

import evaluate


def pool(sentences, least=1):
    """{(type, number of words): distinct names}; every word alphabetic with a capital."""
    count = collections.Counter()
    for s in sentences:
        if "ner" in s:
            for a, b, kind in evaluate.spans(s["ner"]):
                words = tuple(s["w"][a:b])
                if plain(words) and not all(w.isupper() for w in words if len(w) > 4):
                    count[kind, words] += 1
    out = collections.defaultdict(list)
    for (kind, words), n in sorted(count.items()):
        if n >= least:
            out[kind, len(words)].append(words)
    return out


def recombined(names):
    """First and last words of two-word person names: joined anew in `swap`, and usable alone."""
    first = sorted({w[:1] for w in names.get(("PER", 2), ())})
    last = sorted({w[1:] for w in names.get(("PER", 2), ())})
    names["PER", 1] = sorted(set(names.get(("PER", 1), ())) | set(first) | set(last))
    names["first"], names["last"] = first, last
    return names


def plain(words):
    return all(w.isalpha() and w[0].isupper() for w in words)


def merged(*pools):
    out = collections.defaultdict(list)
    for k in {k for p in pools for k in p}:
        out[k] = sorted({w for p in pools for w in p.get(k, ())})
    return recombined(out)


def swap(s, names, rng, share):
    """A copy with some of its names replaced; one name always by the same other one."""
    if "ner" not in s:
        return s
    words, chosen = list(s["w"]), {}
    for a, b, kind in sorted(evaluate.spans(s["ner"])):
        old = tuple(words[a:b])
        if old not in chosen:
            others = names.get((kind, len(old)))
            chosen[old] = rng.choice(others) if others and plain(old) and rng.random() < share else None
            if chosen[old] and (kind, len(old)) == ("PER", 2):
                chosen[old] = rng.choice(names["first"]) + rng.choice(names["last"])
        if chosen[old]:
            words[a:b] = [w.upper() if o.isupper() and len(o) > 4 else w for o, w in zip(old, chosen[old])]
    return dict(s, w=words)
