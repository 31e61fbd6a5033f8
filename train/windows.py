"""Windows of running text: consecutive sentences that the encoder reads as one.

A window is a sentence dict over all its words, with "sent" (the number of each word's sentence within the
window); its heads count from the window's first word. Arcs never leave a sentence.
"""
import numpy as np

MAX_WORDS = 110
TOP = 4                                         # classes that soft labels tell
LISTS = ("w", "upos", "xpos", "rel", "ner")


def document(s):
    """What a sentence was cut from, as far as its id tells."""
    return s.get("doc") or s.get("id", "").rsplit("-", 1)[0]


def shape(s):
    """Sentences join only with those annotated alike."""
    return s.get("src"), "soft" in s, "head" in s, "ner" in s


def wide(array):
    """TOP columns."""
    return np.pad(array, ((0, 0), (0, TOP - array.shape[1])))


def joined_soft(group, starts):
    out = {}
    for task in group[0]["soft"]:
        classes = [wide(s["soft"][task][0]).astype(np.int64) for s in group]
        if task == "h":
            classes = [np.where(c > 0, c + at, 0) for c, at in zip(classes, starts)]
        out[task] = np.concatenate(classes), np.concatenate([wide(s["soft"][task][1]) for s in group])
    return out


def join(group):
    """One window of a list of sentences."""
    starts = [0]
    for s in group:
        starts.append(starts[-1] + len(s["w"]))
    out = {k: [x for s in group for x in s[k]] for k in LISTS if k in group[0]}
    if "head" in group[0]:
        out["head"] = [h + at if h else 0 for s, at in zip(group, starts) for h in s["head"]]
    if "soft" in group[0]:
        out["soft"] = joined_soft(group, starts)
    out["sent"] = [k for k, s in enumerate(group) for _ in s["w"]]
    out["src"] = group[0].get("src")
    return out


def cut(sentences, rng, most=MAX_WORDS, alone=0.15, across=0.3):
    """Windows of random size over sentences in the order of their text.

    Some are of a single sentence; the end of a document ends most of them.
    """
    out, group, n = [], [], 0

    def limit():
        return 1 if rng.random() < alone else rng.randint(25, most)

    room = limit()
    for s in sentences:
        k = len(s["w"])
        ends = group and (n + k > room or shape(s) != shape(group[0])
                          or document(s) != document(group[-1]) and rng.random() > across)
        if ends:
            out.append(join(group))
            group, n, room = [], 0, limit()
        group.append(s)
        n += k
    return out + ([join(group)] if group else [])
