// The far side of bench/sync.ts, in a process of its own: the example source with made-up contacts. Asked to, it
// changes its first contacts.
import { generateContact } from '../examples/custom-source/generate.ts';
import { startCustomSource } from '../examples/custom-source/server.ts';

const client = { clientId: 'bench', clientSecret: 'a secret for benchmarks' };
const source = await startCustomSource({ ...client, generate: Number(process.argv[2]), port: 0 });
process.on('message', (message) => {
  for (let n = 0; n < Number(message); n += 1) source.put({ ...generateContact(n), company: `Changed ${n}` });
  process.send?.({ changed: true });
});
process.send?.({ url: source.url, ...client });
