"""Reads the gold data, derives entity labels, normalises and augments tokens.

A sentence is a dict with "w" (tokens) and, where known, "upos", "xpos",
"head" (1-based, 0 = root), "rel", "ner" (BIO) and "src" (which annotation
convention the entities follow: "uner", "gum" or "wiki").
"""
import collections
import gzip
import json
import os
import re

import windows

UPOS = ["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON",
        "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"]
NER = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
NER_SOURCES = ["uner", "gum", "wiki"]
MAX_WORDS = 100

# --- normalisation shared by both models (and by the Rust reader) -----------------------------
NORMAL = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "``": '"', "''": '"',
          "‘": "'", "’": "'", "`": "'", "–": "-", "—": "--", "―": "--", "…": "..."}


def normal(word):
    """Quote, dash and ellipsis styles are folded, so that no model sees them."""
    if word in NORMAL:
        return NORMAL[word]
    if not word.isascii():
        word = "".join(NORMAL.get(c, c) for c in word)
    return word


def read(path, name):
    """Sentences of DATA/NAME.jsonl.gz."""
    with gzip.open(os.path.join(path, name + ".jsonl.gz"), "rt", encoding="utf8") as f:
        return [json.loads(line) for line in f]


# --- entity labels for GUM ---------------------------------------------------------------------
TITLES = set("""mr mrs ms miss mx dr doctor prof professor sir madam lord lady dame rev reverend father
sister brother president vice prime minister senator sen rep representative governor gov mayor judge
justice chief general gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral adm
commander king queen prince princess duke duchess emperor pope bishop archbishop cardinal saint chairman
chairwoman chair secretary ambassador director chancellor attorney officer detective coach counsel speaker
congressman congresswoman councillor councilman councilwoman ayatollah sheikh imam rabbi aunt uncle grandma
grandpa mom dad mum executive deputy corporal private premier mister honor commissioner""".split())
GUM_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}


def mentions(fields):
    """(start, end, type) of GUM's bracketed `entity` column."""
    out, open_ = [], collections.defaultdict(list)
    for i, field in enumerate(fields):
        pos = 0
        while pos < len(field):
            if field[pos] == "(":
                end = pos + 1
                while end < len(field) and field[end] not in "()":
                    end += 1
                body = field[pos + 1:end].split("-")
                eid, etype = body[0], body[1] if len(body) > 1 else ""
                if end < len(field) and field[end] == ")":
                    out.append((i, i + 1, etype))
                    end += 1
                else:
                    open_[eid].append((i, etype))
                pos = end
            else:
                end = field.find(")", pos)
                if end < 0:
                    break
                eid = field[pos:end]
                if open_[eid]:
                    start, etype = open_[eid].pop()
                    out.append((start, i + 1, etype))
                pos = end + 1
    return out


def name_span(s, start, end, etype):
    """The name inside one mention, by the conventions of UNER; None if the mention is no name."""
    heads = [i for i in range(start, end) if not start <= s["head"][i] - 1 < end]
    if not heads:
        return None
    head, words, xpos = heads[0], s["w"], s["xpos"]

    def proper(i):
        return xpos[i] in ("NNP", "NNPS")

    if not proper(head):
        return None
    if etype == "PER" and xpos[head] == "NNPS":
        return None                                     # Americans, Democrats
    a, b = head, head + 1

    def joins(i):
        if proper(i):
            return True
        if words[i] == "&" or (xpos[i] == "HYPH"):
            return True
        return etype != "PER" and xpos[i] in ("JJ", "NN", "VBG", "VBN", "CD") and words[i][:1].isupper()

    while a > start and joins(a - 1):
        a -= 1
    while b < end:
        if proper(b) or (b + 1 < end and (words[b] == "&" or xpos[b] == "HYPH") and proper(b + 1)):
            b += 1
        elif etype != "PER" and words[b] in ("of", "for", "and") and b + 1 < end:
            c = b + 1
            if words[c] in ("the", "The") and c + 1 < end:
                c += 1
            if proper(c) and (words[b] != "and" or etype == "ORG"):
                b = c + 1
            else:
                break
        elif etype == "ORG" and xpos[b] == "POS" and b + 1 < end and proper(b + 1):
            b += 1
        else:
            break
    if etype == "PER":
        while a < b and (words[a].lower().rstrip(".") in TITLES or not proper(a)):
            a += 1
    while a < b and xpos[a] in ("DT", "HYPH", "PRP$") or a < b and words[a] == "&":
        a += 1
    while a < b and (xpos[b - 1] in ("HYPH", "POS") or words[b - 1] == "&"):
        b -= 1
    return (a, b) if a < b else None


def gum_entities(s):
    """BIO labels from the entity layer: names only, the longest where they nest."""
    spans = []
    for start, end, etype in mentions(s["entity"]):
        label = GUM_TYPES.get(etype)
        if label is None:
            # a name of another kind hides the names inside it
            heads = [i for i in range(start, end) if not start <= s["head"][i] - 1 < end]
            if heads and s["xpos"][heads[0]] in ("NNP", "NNPS"):
                span = name_span(s, start, end, "OTHER")
                if span:
                    spans.append((*span, None))
            continue
        span = name_span(s, start, end, label)
        if span:
            spans.append((*span, label))
    tags, used = ["O"] * len(s["w"]), [False] * len(s["w"])
    for a, b, label in sorted(spans, key=lambda x: (x[0] - x[1], x[0])):
        if any(used[a:b]):
            continue
        used[a:b] = [True] * (b - a)
        if label:
            tags[a:b] = ["B-" + label] + ["I-" + label] * (b - a - 1)
    return tags


# --- gold sets ---------------------------------------------------------------------------------
def gold(path, split):
    """EWT and GUM of one split, entity labels attached where they exist."""
    ewt, gum = read(path, "ewt_" + split), read(path, "gum_" + split)
    for s in ewt:
        s["src"] = "uner"
        if s.get("ner") is None:
            s.pop("ner", None)
    for s in gum:
        s["src"] = "gum"
        s["ner"] = gum_entities(s)
    return ewt, gum


def wikigold(path):
    """(train, held-out) sentences of Wikigold; entities only."""
    all_ = [s for s in read(path, "wikigold") if len(s["w"]) <= MAX_WORDS]
    for s in all_:
        s["src"] = "wiki"
    return all_[:-300], all_[-300:]


def training_gold(path):
    """All gold training sentences that are short enough."""
    ewt, gum = gold(path, "train")
    wiki, _ = wikigold(path)
    return [s for s in ewt + gum if len(s["w"]) <= MAX_WORDS], wiki


PREFIXES = set("""non e anti re co pre pro mid cross post over semi multi ex sub counter mini neo inter intra un
micro socio psycho""".split())


def split_hyphens(word):
    """UD's words of one token of the news text: state-run is three, pro-Syrian is one."""
    parts = word.split("-")
    if len(parts) == 1 or not all(p and p[0].isalnum() and p[-1].isalnum() or p.endswith(".") for p in parts):
        return [word]
    if any(c.isdigit() for c in parts[0]) and parts[-1].istitle() and len(parts[-1]) == 3:
        return [word]                                   # 06-Mar, a spoilt score or date
    if parts[0].lower() in PREFIXES:
        parts[:2] = [parts[0] + "-" + parts[1]]
    out = [parts[0]]
    for p in parts[1:]:
        out += ["-", p]
    return out


def news_text(path):
    """The unlabelled news sentences, cut into words as the treebanks do."""
    out = []
    for s in read(path, "voa_text"):
        words = []
        for w in s["w"]:
            if re.fullmatch(r"\d{1,2}(,\d\d)+,\d{3}", w):    # 2,00,000 was 200,000
                digits = w.replace(",", "")
                w = f"{int(digits):,}"
            words += split_hyphens(w)
        out.append(dict(w=words))
    return out


def inventories(sentences):
    """XPOS and relation labels, most frequent first."""
    def count(key):
        c = collections.Counter(t for s in sentences if key in s for t in s[key])
        return [k for k, _ in sorted(c.items(), key=lambda kv: (-kv[1], kv[0]))]
    return count("xpos"), count("rel")


# --- augmentation ------------------------------------------------------------------------------
def drop_final_punct(s):
    """Without its last token, where that is a leaf punctuation mark."""
    n = len(s["w"])
    if n < 3 or "head" not in s or "soft" in s or s["upos"][-1] != "PUNCT" or n in s["head"]:
        return s
    return {k: (v[:-1] if isinstance(v, list) and len(v) == n else v) for k, v in s.items()}


def augment(s, rng):
    """A copy as raw text might have it: final punctuation lost, case changed."""
    r = rng.random()
    if r < 0.05:
        return drop_final_punct(s)
    if r < 0.07:
        return dict(s, w=[w.upper() for w in s["w"]])
    if r < 0.09:
        return dict(s, w=[w.lower() for w in s["w"]])
    if r < 0.10:
        return dict(s, w=[w[:1].upper() + w[1:] for w in s["w"]])
    if r < 0.11:
        k = rng.randint(1, min(3, len(s["w"])))
        return dict(s, w=[w.upper() for w in s["w"][:k]] + s["w"][k:])
    return s


def batches(sentences, budget, length, rng=None):
    """Groups of similar length whose padded size stays under the budget."""
    index = list(range(len(sentences)))
    if rng:
        rng.shuffle(index)
    chunk = len(index) if rng is None else budget * 3
    out = []
    for c in range(0, len(index), chunk):
        current, longest = [], 0
        for i in sorted(index[c:c + chunk], key=lambda i: length(sentences[i])):
            n = length(sentences[i])
            if current and max(longest, n) * (len(current) + 1) > budget:
                out.append(current)
                current, longest = [], 0
            current.append(sentences[i])
            longest = max(longest, n)
        if current:
            out.append(current)
    if rng:
        rng.shuffle(out)
    return out


def epoch(trees, wiki, rng, change=lambda s: s, **shape):
    """Windows of one epoch: everything once, windows that name organisations more often."""
    def streams():
        for src in ("uner", "gum"):
            yield [s for s in trees if s["src"] == src]
        yield wiki
    out = []
    for stream in streams():
        for again in (False, True):
            cut = windows.cut([augment(change(s), rng) for s in stream], rng, **shape)
            if again and stream is wiki:
                cut = [s for s in cut if any(t != "O" for t in s["ner"])]
            elif again:
                cut = [s for s in cut if s["src"] == "uner" and "B-ORG" in s.get("ner", ()) and rng.random() < 0.6]
            out += cut
    return out


def in_order(silver, text):
    """Silver sentences in the order of the text they were taken from; those of no text after them."""
    at = {tuple(s["w"]): i for i, s in enumerate(text)}
    return sorted(silver, key=lambda s: at.get(tuple(s["w"]), len(at)))


def some_silver(silver, words, rng, **shape):
    """Windows of runs of the silver text, `words` words in all."""
    out, n = [], 0
    while n < words:
        at = rng.randrange(len(silver))
        run = [augment(s, rng) for s in silver[at:at + 40]]
        out += windows.cut(run, rng, **shape)
        n += sum(len(s["w"]) for s in run)
    return out
