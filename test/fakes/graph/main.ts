import { parseArgs } from 'node:util';
import { addMadeUp } from './control.ts';
import { startGraph } from './start-graph.ts';

// node test/fakes/graph/main.ts --port 8090 --contacts 1000 [--users N] [--lacks-phones]
// Prints one line of JSON when it is ready: {"url", "tenantId", "clientId", "clientSecret"}. SIGTERM ends it.

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    contacts: { type: 'string', default: '0' },
    users: { type: 'string', default: '0' },
    'lacks-phones': { type: 'boolean', default: false },
  },
});
const fake = await startGraph({ port: Number(values.port) });
if (values['lacks-phones']) fake.behave({ deltaOmits: ['phones'] });
addMadeUp(fake, Number(values.contacts), Number(values.users));
const { tenantId, clientId, clientSecret } = fake.registration;
process.stdout.write(`${JSON.stringify({ url: fake.url, tenantId, clientId, clientSecret })}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void fake.stop());
