#!/usr/bin/env python3
"""Fits what makes a statement surer: a logistic regression over the signs in `certainty.rs`.

  certainty.py GOLD.jsonl FOUND.jsonl > weights/certainty.tsv

GOLD has annotated articles, FOUND what the example `try_statements` wrote for them. A found statement is right
if its content overlaps an annotated one by half and the two name the same speaker; one that meets an
annotation that is no speech counts as neither. Every sixth is kept apart to report on.
"""
import json, math, sys

def chars(text, spans): return frozenset(i for a, b in spans for i in range(a, b) if text[i].isalnum())
def spans(s, key): return s.get(key + '_spans') or ([s[key + '_span']] if s.get(key + '_span') else [])

def signs(s):
    out = {'all': 1.0, 'cue': min(max(s['sum'], -2.0), 8.0), 'margin': min(max(s['margin'], 0.0), 4.0)}
    for by in s['by']: out[by] = out.get(by, 0.0) + 1.0
    if s['within'] is not None: out['within'] = 1.0
    if not s['speaker_span']: out['source.none'] = 1.0
    return out

def examples(gold, found):
    for g in gold:
        text = g['text']; f = found.get(g['id'], [])
        G = [(chars(text, spans(s, 'content')), chars(text, spans(s, 'speaker')), s.get('speech', True)) for s in g['statements']]
        F = [(chars(text, s['content_spans']), chars(text, spans(s, 'speaker'))) for s in f]
        iou = lambda a, b: len(a & b) / len(a | b) if a & b else 0.0
        pairs = sorted(((iou(a[0], b[0]), i, j) for i, a in enumerate(G) for j, b in enumerate(F)), reverse=True)
        used, partner = set(), {}
        for value, i, j in pairs:
            if value > 0 and i not in used and j not in partner: used.add(i); partner[j] = (i, value)
        for j, s in enumerate(f):
            if j not in partner: yield signs(s), False; continue
            i, value = partner[j]
            if G[i][2]: yield signs(s), value >= 0.5 and (bool(G[i][1] & F[j][1]) or not G[i][1] and not F[j][1])

def main():
    gold = [json.loads(line) for line in open(sys.argv[1], encoding='utf8')]
    found = {r['id']: r['statements'] for r in map(json.loads, open(sys.argv[2], encoding='utf8'))}
    rows = list(examples(gold, found)); learn = [r for k, r in enumerate(rows) if k % 6]; apart = rows[::6]
    weights, squares = {}, {}
    score = lambda x: sum(weights.get(k, 0.0) * v for k, v in x.items())
    for _ in range(60):
        for x, y in learn:
            slope = 1 / (1 + math.exp(-score(x))) - y
            for k, v in x.items():
                g = slope * v + 1e-3 * weights.get(k, 0.0); squares[k] = squares.get(k, 1.0) + g * g
                weights[k] = weights.get(k, 0.0) - 0.2 * g / math.sqrt(squares[k])
    ranked = sorted(apart, key=lambda r: -score(r[0])); right = 0
    for n, (x, y) in enumerate(ranked, 1):
        right += y
        if n % 25 == 0: print(f'{n} surest of {len(ranked)} kept apart: {100 * right / n:.0f} % right, from {1 / (1 + math.exp(-score(x))):.3f}', file=sys.stderr)
    print('# What makes a statement surer, in logits: sign, weight. Fitted by train/statements/certainty.py.')
    for k, v in sorted(weights.items()): print(f'{k}\t{v:.3f}')

if __name__ == '__main__': main()
