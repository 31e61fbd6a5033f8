// Finds times with a peer: PEER FILE ROUNDS; writes how many it found and the CPU seconds of all
// rounds, without the loading.
import { readFileSync } from 'node:fs';

const [peer, file, rounds] = process.argv.slice(2);
const text = readFileSync(file, 'utf8'), published = new Date(Date.UTC(2026, 10, 3, 15));

async function chrono() {
  const { parse } = await import('chrono-node');
  return () => parse(text, published).length;
}

async function recognizers() {
  const { default: found } = await import('@microsoft/recognizers-text-date-time');
  const { recognizeDateTime, Culture } = found;
  return () => recognizeDateTime(text, Culture ? Culture.English : 'en-us', 0, published).length;
}

const find = await (peer === 'chrono' ? chrono() : recognizers());
const before = process.cpuUsage();
let count = 0;
for (let round = 0; round < Number(rounds); round++) count = find();
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ count, seconds: (user + system) / 1e6 }));
