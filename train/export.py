"""Writes a trained checkpoint as one flat file (see FORMAT.md), and reads such files back.

Also writes a fixture: tokenised sentences with what the dequantised weights give for them.
"""
import argparse
import json
import os
import struct

import numpy as np
import torch

import data
import evaluate
import model as nets
import train_starts

MAGIC = b"ONRECMD1"
GROUP = 32
DTYPES = {"i8": np.int8, "u8": np.uint8, "f16": np.float16, "f32": np.float32}


# --- quantisation ----------------------------------------------------------------------------------
def int8_rows(w):
    """Symmetric int8 with one f32 scale per row."""
    w = w.astype(np.float32)
    s = np.maximum(np.abs(w).max(1), 1e-8) / 127
    return np.clip(np.rint(w / s[:, None]), -127, 127).astype(np.int8), s.astype(np.float32)


def int4_groups(w):
    """4-bit values -7..7 (stored + 8, low nibble first), one f16 scale per group of 32 columns."""
    x = w.astype(np.float32).reshape(-1, GROUP)
    top = np.maximum(np.abs(x).max(1), 1e-6) / 7
    best, scale = np.full(len(x), np.inf), top.astype(np.float16)
    for f in (1.0, 0.95, 0.9, 0.85, 0.8, 0.75):
        s = (top * f).astype(np.float16).astype(np.float32)
        e = ((np.clip(np.rint(x / s[:, None]), -7, 7) * s[:, None] - x) ** 2).sum(1)
        scale = np.where(e < best, s, scale).astype(np.float16)
        best = np.minimum(e, best)
    q = (np.clip(np.rint(x / scale.astype(np.float32)[:, None]), -7, 7) + 8).astype(np.uint8)
    q = q.reshape(w.shape)
    return (q[:, 0::2] | (q[:, 1::2] << 4)), scale.reshape(w.shape[0], -1)


def from_int4(q, s):
    x = np.empty((q.shape[0], q.shape[1] * 2), np.float32)
    x[:, 0::2], x[:, 1::2] = q & 15, q >> 4
    return ((x.reshape(-1, GROUP) - 8) * s.astype(np.float32).reshape(-1, 1)).reshape(x.shape)


# --- names: (file name, parameter name, storage) -----------------------------------------------------
def heads_plan():
    out = [("root", "heads.root", "f32")]
    for name in ("mlp", "tag", "ner", "arc", "rel"):
        out += [(f"heads.{name}.w", f"heads.{name}.weight", "i8"), (f"heads.{name}.b", f"heads.{name}.bias", "f32")]
    return out


def linear(name, param):
    return [(name + ".w", param + ".weight", "i8"), (name + ".b", param + ".bias", "f32")]


def norm(name, param):
    return [(name + ".g", param + ".weight", "f32"), (name + ".b", param + ".bias", "f32")]


def plan(kind, layers):
    if kind == "accurate":
        out = [("piece", "we.weight", "i8"), ("position", "pe.weight", "i8"), ("case", "case.weight", "f32")]
        out += norm("embed.norm", "ln")
        for i in range(layers):
            p, q = f"layer{i}.", f"layers.{i}."
            out += linear(p + "qkv", q + "qkv") + linear(p + "out", q + "o") + norm(p + "norm1", q + "n1")
            out += linear(p + "ff1", q + "f1") + linear(p + "ff2", q + "f2") + norm(p + "norm2", q + "n2")
        out.append(("mix", "mix", "f32"))
    else:
        out = [("emb", "e.weight", "q4")] + norm("proj.norm", "pln") + linear("proj.1", "p1") + linear("proj.2", "p2")
        out += norm("conv.norm", "cln") + linear("conv", "conv")
        for i in range(layers):
            p, q = f"sru{i}.", f"layers.{i}."
            out += norm(p + "norm", q + "ln") + linear(p + "in", q + "w") + linear(p + "out", q + "o")
        out += norm("final.norm", "fin")
    if kind == "starts":
        return out + [("start.w", "start.weight", "f32"), ("start.b", "start.bias", "f32")]
    return out + heads_plan()


# --- writing -----------------------------------------------------------------------------------------
def write(path, m, kind):
    """The file of FORMAT.md; the mix weights are stored after their softmax."""
    state = {k: v.detach().numpy() for k, v in m.state_dict().items()}
    tensors = {"vocab": np.frombuffer("\n".join(m.vocab).encode("utf8"), np.uint8)}
    for name, param, storage in plan(kind, len(m.layers)):
        v = state[param]
        if name == "mix":
            v = torch.softmax(m.mix.detach(), 0).numpy()
        if storage == "i8":
            tensors[name], tensors[name + ".s"] = int8_rows(v)
        elif storage == "q4":
            tensors[name + ".q"], tensors[name + ".s"] = int4_groups(v)
        else:
            tensors[name] = v.astype(np.float32)
    tagged = dict(upos=data.UPOS, xpos=m.xpos, rel=m.relations, ner=data.NER, leak=nets.LEAK)
    if kind == "starts":
        tagged = dict(upos=[], xpos=[], rel=[], ner=[], head_sizes=[])
    else:
        tagged["head_sizes"] = m.heads.sizes
    meta = dict(kind=kind, version=1, **tagged, layers=len(m.layers), dim=len(state["ln.weight" if kind == "accurate" else "fin.weight"]),
                group=GROUP)
    if kind == "accurate":
        meta.update(attention_heads=m.layers[0].heads, piece_limit=m.pieces.limit,
                    accents="".join(k + v for k, v in sorted(nets.ACCENTS.items())))
    else:
        meta.update(rows=m.sizes, base=m.base)
    entries, offset = {}, 0
    for name, v in tensors.items():
        kind_ = next(k for k, d in DTYPES.items() if v.dtype == d)
        entries[name] = dict(type=kind_, shape=list(v.shape), offset=offset)
        offset += -(-v.nbytes // 64) * 64
    header = json.dumps(dict(meta=meta, tensors=entries), ensure_ascii=False).encode("utf8")
    header += b" " * (-(len(header) + 12) % 64)
    with open(path + ".tmp", "wb") as f:
        f.write(MAGIC + struct.pack("<I", len(header)) + header)
        for v in tensors.values():
            raw = np.ascontiguousarray(v).tobytes()
            f.write(raw + b"\0" * (-len(raw) % 64))
    os.replace(path + ".tmp", path)


# --- reading -----------------------------------------------------------------------------------------
def load(path):
    """The model of a checkpoint (.pt) or of an exported file (dequantised)."""
    if not path.endswith(".orm"):
        z = torch.load(path, weights_only=True)
        if z["kind"] == "accurate":
            m = nets.Accurate(z["xpos"], z["rel"], len(z["state"]["mix"]) - 1, init=False)
        elif z["kind"] == "starts":
            m = train_starts.Starts(z["vocab"], z["xpos"], **z["sizes"])
        else:
            m = nets.Fast(z["vocab"], z["xpos"], z["rel"], **z["sizes"])
        m.load_state_dict(z["state"], strict=False)
        return m.eval()
    raw = open(path, "rb").read()
    assert raw[:8] == MAGIC
    n = struct.unpack("<I", raw[8:12])[0]
    header = json.loads(raw[12:12 + n])
    meta, start = header["meta"], 12 + n

    def tensor(name):
        e = header["tensors"][name]
        d = np.dtype(DTYPES[e["type"]])
        return np.frombuffer(raw, d, int(np.prod(e["shape"])), start + e["offset"]).reshape(e["shape"])

    if meta["kind"] == "accurate":
        m = nets.Accurate(meta["xpos"], meta["rel"], meta["layers"], init=False)
    else:
        vocab = tensor("vocab").tobytes().decode("utf8").split("\n")
        r = meta["rows"]
        sizes = dict(d=meta["dim"], affix=r["affix"], gram=r["gram"], shapes=r["shape"])
        m = (train_starts.Starts(vocab, meta["xpos"], **sizes) if meta["kind"] == "starts"
             else nets.Fast(vocab, meta["xpos"], meta["rel"], **sizes))
    state = m.state_dict()
    for name, param, storage in plan(meta["kind"], meta["layers"]):
        if storage == "i8":
            v = tensor(name).astype(np.float32) * tensor(name + ".s")[:, None]
        elif storage == "q4":
            v = from_int4(tensor(name + ".q"), tensor(name + ".s"))
        else:
            v = tensor(name).copy()
        if name == "mix":
            v = np.log(np.maximum(v, 1e-9))
        state[param] = torch.from_numpy(np.ascontiguousarray(v))
    # what only training uses is not exported: corrections, sentence starts, the splitter's word classes
    m.load_state_dict(state, strict=False)
    return m.eval()


# --- fixture -----------------------------------------------------------------------------------------
EXTRA = [
    "“ We will not accept it , ” Prime Minister Édouard Philippe told reporters in Paris on Tuesday .".split(),
    "KABUL , Nov. 3 ( Reuters ) - The U.N. Security Council did n't meet — officials said .".split(),
    "Novartis AG and Pfizer Inc. agreed to pay $ 1.25 billion , the Wall Street Journal reported .".split(),
    "\u4e2d\u56fd 's Xinhua quoted Zhōu Wěi - Lín as saying : `` It 's over . ''".split(),
]


@torch.no_grad()
def fixture(path, m, kind, sentences):
    """Reference outputs for the Rust implementation."""
    out = []
    for k, s in enumerate(sentences):
        s = {"w": s["w"]}
        p = evaluate.predict(m, [s])[0]
        trace = []
        h = m.encode([s], trace)
        parts = m.heads.project(h)
        arcs = m.heads.arcs(parts)[0]
        r = dict(w=s["w"], **p, arc_argmax=[int(x) for x in arcs[1:].argmax(-1)],
                 upos_scores0=m.heads.tags(h)[0][0, 0].tolist(), ner_scores0=m.heads.ner(parts[4])[0, 1].tolist())
        if kind == "accurate":
            r["pieces"] = [m.pieces(w) for w in s["w"]]
            r["case"] = [nets.case_id(data.normal(w)) for w in s["w"]]
        else:
            r["features"] = [m.features(w) for w in s["w"]]
        if k < 2:
            r["arc_scores"] = [[round(x, 4) for x in row] for row in arcs.tolist()]
            trace.append(("vectors", h))
            r["trace"] = [dict(name=n, shape=list(x[0].shape), sum=float(x.sum()), abs=float(x.abs().sum()),
                               row0=x[0, 0, :8].tolist(), last=x[0, -1, -8:].tolist()) for n, x in trace]
        out.append(r)
    with open(path + ".tmp", "w", encoding="utf8") as f:
        json.dump(out, f, ensure_ascii=False)
    os.replace(path + ".tmp", path)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", required=True)
    ap.add_argument("--checkpoint", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--fixture")
    ap.add_argument("--log", help="append the dev figures of the exported file here")
    ap.add_argument("--note", default="")
    a = ap.parse_args()
    torch.set_num_threads(2)
    kind = torch.load(a.checkpoint, weights_only=True)["kind"]
    write(a.out, load(a.checkpoint), kind)
    m = load(a.out)
    size = os.path.getsize(a.out)
    print(a.out, size)
    if a.fixture:
        ewt, gum = data.gold(a.data, "dev")
        news = [s for s in gum if s["genre"] == "news"]
        picked = news[3:11] + ewt[40:48]
        fixture(a.fixture, m, kind, [{"w": w} for w in EXTRA] + picked)
    if a.log:
        r = evaluate.report(m, evaluate.dev_sets(a.data))
        with open(a.log, "a", encoding="utf8") as f:
            f.write(f"\n## {kind} {a.note}: {a.out}, {size} bytes (dequantised weights, gold tokens, dev)\n\n")
            f.writelines(f"- {k}: {json.dumps(v)}\n" for k, v in r.items())
        print(json.dumps(r))


if __name__ == "__main__":
    main()
