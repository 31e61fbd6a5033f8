#!/usr/bin/env python3
"""Check the annotated stories of this folder: every string is in its text, every key is there, times agree with the calendar.

  check.py [STORY.json…]            prints what is wrong, then the counts by family; ends with 1 if anything is wrong
  check.py --texts [STORY.json…]    prints the dispatches without their annotations, one a line, for `onrecord read`
"""
import collections, datetime, glob, json, os, re, sys

KEYS = {
    'dispatches': 'id published outlet title text developing credits statements times contacts proposals figures events',
    'statements': 'speaker speaker_text content cue mode channel via addressees said firmness',
    'times': 'text nth type value', 'contacts': 'kind participants place begins status evidence',
    'proposals': 'label kind made_by terms positions', 'positions': 'party stance evidence',
    'figures': 'text nth low high what claimed_by', 'events': 'actors recipients plover cameo_root status trigger nth',
    'changes': 'from to kind subject evidence before after',
}
VALUES = {
    ('statements', 'mode'): 'direct indirect mixed', ('statements', 'firmness'): 'asserted hedged conditional denied',
    ('times', 'type'): 'DATE TIME DURATION SET', ('contacts', 'status'): 'planned ongoing ended cancelled',
    ('positions', 'stance'): 'proposes accepts rejects conditional undecided awaited supports opposes',
    ('events', 'status'): 'happened ongoing planned called_for possible denied',
    ('changes', 'kind'): 'NEW UPDATED FIRMER SOFTER CORRECTED WITHDRAWN CONFLICT REPEATED LAGGED',
    ('changes', 'subject'): 'contact proposal position figure statement event',
}
DAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split()
WRONG = []


def wrong(where, *what):
    WRONG.append(' '.join(map(str, (where, *what))))


def keys(where, family, item):
    for k in KEYS[family].split():
        if k not in item: wrong(where, family, 'lacks', k)
    for (f, k), allowed in VALUES.items():
        if f == family and item.get(k) not in allowed.split(): wrong(where, family, k, item.get(k))


def nth(text, part, n):
    at = -1
    for _ in range(n):
        at = text.find(part, at + 1)
        if at < 0: return None
    return at


def placed(where, text, part, n=1):
    at = nth(text, part, n)
    if at is None: return wrong(where, 'no', n, repr(part))
    end = at + len(part)
    if text[at - 1:at].isalnum() and part[0].isalnum() or text[end:end + 1].isalnum() and part[-1].isalnum():
        wrong(where, 'inside a word:', repr(part), n)


def calendar(where, published, t):
    """Weekdays, weeks and months against the day of publication."""
    day, word, value = datetime.date.fromisoformat(published[:10]), t['text'].lower(), t['value']
    named = [i for i, d in enumerate(DAYS) if d in word]
    m = re.match(r'\d{4}-\d\d-\d\d', value)
    if named and m and datetime.date.fromisoformat(m[0]).weekday() != named[0]: wrong(where, t['text'], 'is not', value)
    week = day - datetime.timedelta(7)
    month = lambda n: '%d-%02d' % ((day.year * 12 + day.month - 1 + n) // 12, (day.month - 1 + n) % 12 + 1)
    want = {'last week': '%d-W%02d' % week.isocalendar()[:2], 'last month': month(-1), 'next month': month(1), 'this month': month(0),
            'tomorrow': str(day + datetime.timedelta(1)), 'yesterday': str(day - datetime.timedelta(1)), 'today': str(day),
            'tonight': str(day) + 'TNI', 'last year': str(day.year - 1), 'this year': str(day.year), 'next year': str(day.year + 1)}.get(word)
    if want and want != value: wrong(where, t['text'], value, 'wanted', want)


def dispatch(d, n):
    where, text = d.get('id'), d['text']
    keys(where, 'dispatches', d)
    for s in d['statements']:
        keys(where, 'statements', s)
        for part in s['content']: placed(where, text, part)
        for part in (s['speaker_text'], s['cue']):
            if part not in text: wrong(where, 'no', repr(part))
    for family in ('times', 'figures'):
        for x in d[family]: keys(where, family, x); placed(where, text, x['text'], x['nth'])
    for t in d['times']: calendar(where, d['published'], t)
    for f in d['figures']:
        if f['low'] is None and f['high'] is None: wrong(where, 'figure without bounds', f['text'])
    for e in d['events']: keys(where, 'events', e); placed(where, text, e['trigger'], e['nth'])
    for c in d['contacts']: keys(where, 'contacts', c); placed(where, text, c['evidence'])
    for p in d['proposals']:
        keys(where, 'proposals', p)
        for part in [p['label'], *p['terms']]: placed(where, text, part)
        for q in p['positions']: keys(where, 'positions', q); placed(where, text, q['evidence'])
        n['positions'] += len(p['positions']); n['terms'] += len(p['terms'])
    for family in ('statements', 'times', 'contacts', 'proposals', 'figures', 'events'): n[family] += len(d[family])
    n['dispatches'] += 1; n['words'] += len(text.split())


def texts(files):
    for f in files:
        for d in json.load(open(f, encoding='utf8'))['dispatches']:
            print(json.dumps({k: d[k] for k in ('id', 'published', 'outlet', 'title', 'text')}, ensure_ascii=False))


def main():
    here, n = os.path.dirname(os.path.abspath(__file__)), collections.Counter()
    files = [a for a in sys.argv[1:] if a != '--texts'] or sorted(glob.glob(os.path.join(here, '*.json')))
    if '--texts' in sys.argv: return texts(files)
    for f in files:
        story = json.load(open(f, encoding='utf8'))
        text = {d['id']: d['text'] for d in story['dispatches']}
        for d in story['dispatches']: dispatch(d, n)
        for c in story['changes']:
            keys(os.path.basename(f), 'changes', c); placed(c['to'], text[c['to']], c['evidence'])
            if text[c['to']].count(c['evidence']) > 1: wrong(c['to'], 'evidence repeats:', c['evidence'])
            n['changes'] += 1; n[c['kind']] += 1
    print(*WRONG, sep='\n') if WRONG else None
    print(', '.join(f'{v} {k}' for k, v in n.items()))
    sys.exit(1 if WRONG else 0)


if __name__ == '__main__': main()
