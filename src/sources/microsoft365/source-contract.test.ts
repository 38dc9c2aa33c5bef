import { describe } from 'vitest';
import { type SourceWorld, sourceContract } from '../../../test/contracts/source.contract.ts';
import type { Behaviour } from '../../../test/fakes/graph/behaviour.ts';
import { startGraph } from '../../../test/fakes/graph/start-graph.ts';
import { microsoft365 } from './microsoft365.ts';

// The contract of a source, over the fake of Microsoft's sign-in and Graph, with a list of several pages.
describe.each<[string, Partial<Behaviour>]>([
  ['carries numbers', { pageSize: 5 }],
  ['leaves numbers out', { pageSize: 3, deltaOmits: ['phones'] }],
  ['is not offered', { pageSize: 5, deltaUnsupported: { status: 501, code: 'NotImplemented' } }],
])('with a change feed that %s', (_feed, behaviour) => {
  sourceContract(microsoft365, (count) => startWorld(count, behaviour));
});

async function startWorld(count: number, behaviour: Partial<Behaviour>): Promise<SourceWorld> {
  const graph = await startGraph();
  graph.behave({ deltaPageSize: 5, ...behaviour });
  const find = (name: string) => graph.contacts.all().find(({ givenName }) => givenName === name);
  const put = (name: string, companyName: string) => {
    const known = find(name);
    const phones = [{ type: 'business', number: '+49 431 5550120' }];
    if (known) graph.contacts.change(known.id, { companyName });
    else graph.contacts.add({ displayName: name, givenName: name, companyName, phones });
  };
  for (let n = 1; n <= count; n += 1) put(`Person ${n}`, 'eos');
  const { clientId, clientSecret, tenantId } = graph.registration;
  const settings = { clientId, clientSecret, tenantId };
  let stopped: Promise<void> | null = null;
  return {
    settings,
    wrongSettings: { ...settings, clientSecret: 'Another~Secret/2' },
    secrets: [clientSecret, 'Another~Secret/2', encodeURIComponent(clientSecret)],
    io: { loginUrl: graph.url, graphUrl: graph.url },
    put,
    remove: (name) => graph.contacts.remove(find(name)?.id ?? ''),
    stop: () => (stopped ??= graph.stop()),
  };
}
