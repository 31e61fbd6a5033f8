#!/usr/bin/env python3
"""Fits what makes a statement surer: a logistic regression over the signs of `certainty.rs`.

  certainty.py GOLD.jsonl FOUND.jsonl > weights/certainty.tsv
  certainty.py --check GOLD.jsonl FOUND.jsonl

GOLD has annotated articles, FOUND what the example `try_statements` wrote for them, each article with
weights that have not seen it. A found statement is right if its content overlaps an annotated one by half and the
two name the same speaker; one that meets an annotation that is no speech counts as neither, and so does one
within another, which this corpus never marks. --check tells how often a certainty has been right.
"""
import json, math, sys

# What the corpus does not mark, or marks otherwise, is set by hand: statements within others, turns of
# transcripts, the speaker rather than the outlet where one cites the other, what nobody in particular
# believes, and nouns with a clause, of which it marks every third.
BY_HAND = {'within': -1.2, 'turn.colon': 2.2, 'turn.dash': 2.2, 'cite.as-saying': 0.0, 'cite.citing': 0.0,
           'sourceless.passive': 0.6, 'cue.noun-clause': 0.9, 'act.tree': 0.9, 'tally.counted': 1.2,
           'roles.postposed': 0.6, 'content.taken-up': 0.0, 'cue.beside-quote': 0.8, 'cue.light-verb': 0.0,
           'cue.of-light-verb': 1.2}
# Of these, signs that stand beside fitted ones: the rest of what a statement shows is fitted all the same.
BESIDE = {'cue.noun-clause', 'roles.postposed', 'content.taken-up', 'cue.beside-quote', 'cue.light-verb', 'cue.of-light-verb'}

def chars(text, spans): return frozenset(i for a, b in spans for i in range(a, b) if text[i].isalnum())
def spans(s, key): return s.get(key + '_spans') or ([s[key + '_span']] if s.get(key + '_span') else [])

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
            if j not in partner:
                if s['within'] is None: yield s, False
                continue
            i, value = partner[j]
            if G[i][2]: yield s, value >= 0.5 and (bool(G[i][1] & F[j][1]) or not G[i][1] and not F[j][1])

def by_hand(s): return any(k in BY_HAND and k not in BESIDE for k, _ in s['signs'])

def fit(rows):
    weights, squares = {}, {}
    for turn in range(40):
        for x, y in rows:
            slope = 1 / (1 + math.exp(-sum(weights.get(k, 0.0) * v for k, v in x))) - y
            for k, v in x:
                g = slope * v + 4e-4 * weights.get(k, 0.0); squares[k] = squares.get(k, 1.0) + g * g
                weights[k] = weights.get(k, 0.0) - 0.2 * g / math.sqrt(squares[k])
    return weights

def check(rows):
    marks = 0
    for low in range(0, 10):
        part = [y for s, y in rows if low / 10 <= s['certainty'] < (low + 1) / 10 or low == 9 and s['certainty'] == 1]
        if part: print(f'{low / 10:.1f} to {low / 10 + 0.1:.1f}: {len(part):5} found, {100 * sum(part) / len(part):.0f} % right')
    for least in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        part = [y for s, y in rows if s['certainty'] >= least]
        if part: print(f'from {least}: {len(part):5} found, {100 * sum(part) / len(part):.0f} % right')

def main():
    args = [a for a in sys.argv[1:] if a != '--check']
    gold = [json.loads(line) for line in open(args[0], encoding='utf8')]
    found = {r['id']: r['statements'] for r in map(json.loads, open(args[1], encoding='utf8'))}
    rows = list(examples(gold, found))
    if '--check' in sys.argv: return check(rows)
    weights = fit([([k for k in s['signs'] if k[0] not in BY_HAND], y) for s, y in rows if not by_hand(s)]); weights.update(BY_HAND)
    print('# What makes a statement surer, in logits: sign, weight. Fitted by train/statements/certainty.py.')
    for k, v in sorted(weights.items()): print(f'{k}\t{v:.3f}')

if __name__ == '__main__': main()
