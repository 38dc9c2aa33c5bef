import { expect, test } from 'vitest';
import { startCustomSource } from '../../examples/custom-source/server.ts';
import { send, startCustomService, wire } from '../../test/fakes/custom-source/start-custom-service.ts';
import { checkSource } from './check-source.ts';

const clientId = 'fake-client';
const clientSecret = 'Fake~Secret+Value=.1';
const wrongOf = (points: readonly { ok: boolean; text: string }[]) =>
  points.filter(({ ok }) => !ok).map(({ text }) => text);

test('the example keeps every point of the contract', async () => {
  const service = await startCustomSource({ generate: 30, port: 0, clientId, clientSecret });
  service.remove('100003');
  const { points } = await checkSource(service.url, { clientId, clientSecret });
  await service.stop();
  expect(wrongOf(points)).toEqual([]);
  expect(points.length).toBeGreaterThan(15);
});

test('the published server forgets its deletions, and is told so', async () => {
  const service = await startCustomService();
  for (let n = 1; n <= 9; n += 1) service.put(wire(String(n)));
  service.remove('4');
  const { points } = await checkSource(service.url, { clientId, clientSecret });
  await service.stop();
  expect(wrongOf(points)).toEqual([expect.stringContaining('Deletions are forgotten once they were read')]);
});

test('a server without order, without checks and with an unusable row', async () => {
  const service = await startCustomService();
  for (let n = 1; n <= 9; n += 1) service.put(wire(String(n)));
  service.put(wire('10', { first_name: null, last_name: null }));
  service.misbehave = (response, { call, url }) => {
    if (call !== '/contacts') return false;
    if (url.includes('limit=2&page=')) service.rows.reverse();
    if (url.includes('page=0') || !url.includes('page=')) {
      send(response, 200, { contacts: [], has_more: false });
      return true;
    }
    return false;
  };
  const { points } = await checkSource(service.url, { clientId, clientSecret });
  await service.stop();
  expect(wrongOf(points).join('\n')).toMatch(
    /without page is answered with 200 and should be with 400[\s\S]*Both first name and last name are blank[\s\S]*repeat or miss contacts/,
  );
});

test('a wrong secret, a wrong address and no address end in one plain point', async () => {
  const service = await startCustomService();
  const refused = await checkSource(service.url, { clientId, clientSecret: 'wrong' });
  await service.stop();
  expect(refused.points).toEqual([{ ok: false, text: expect.stringContaining('refuses this Client ID') }]);
  const gone = await checkSource(service.url, { clientId, clientSecret });
  expect(gone.points).toEqual([{ ok: false, text: expect.stringContaining('nothing listens') }]);
  const none = await checkSource('', { clientId, clientSecret });
  expect(none.points).toEqual([{ ok: false, text: expect.stringContaining('Enter the URL') }]);
  expect(JSON.stringify([refused, gone, none])).not.toContain(clientSecret);
});
