// Tags texts with a peer: reads JSON Lines {"text"} from the file named second, writes for each a
// line [[word, class], ...], and at the end the CPU seconds it took, without the loading.
import { readFileSync } from 'node:fs';

const [peer, file] = process.argv.slice(2);
const texts = readFileSync(file, 'utf8').split('\n').filter(Boolean).map((l) => JSON.parse(l).text);

async function wink() {
  const { default: nlp } = await import('wink-nlp');
  const { default: model } = await import('wink-eng-lite-web-model');
  const reader = nlp(model);
  return (text) => {
    const tokens = reader.readDoc(text).tokens();
    const words = tokens.out(), classes = tokens.out(reader.its.pos);
    return words.map((w, i) => [w, classes[i]]);
  };
}

const CLASSES = [['ProperNoun', 'PROPN'], ['Pronoun', 'PRON'], ['Noun', 'NOUN'], ['Auxiliary', 'AUX'], ['Copula', 'AUX'],
  ['Modal', 'AUX'], ['Verb', 'VERB'], ['Adjective', 'ADJ'], ['Adverb', 'ADV'], ['Determiner', 'DET'],
  ['Preposition', 'ADP'], ['Conjunction', 'CCONJ'], ['Value', 'NUM'], ['Expression', 'INTJ']];

async function compromise() {
  const { default: nlp } = await import('compromise');
  return (text) => nlp(text).json({ terms: { text: true, tags: true, normal: false } }).flatMap((s) => s.terms.map((t) => {
    const found = CLASSES.find(([tag]) => t.tags.includes(tag));
    return [t.text, found ? found[1] : 'X'];
  }));
}

const read = await (peer === 'wink' ? wink() : compromise());
read('A short text to begin with.');
const out = [], before = process.cpuUsage();
for (const text of texts) out.push(read(text));
const { user, system } = process.cpuUsage(before);
console.log(out.map((o) => JSON.stringify(o)).join('\n'));
console.log(JSON.stringify({ seconds: (user + system) / 1e6 }));
