import { startCustomSource } from '../../../examples/custom-source/server.ts';
import { sourceContract } from '../../../test/contracts/source.contract.ts';
import { custom } from './custom.ts';

// The contract of a source, over the real example on loopback.
sourceContract(custom, async (count) => {
  const secret = 'Example~Secret/1';
  const service = await startCustomSource({ port: 0, clientId: 'contract', clientSecret: secret });
  const put = (name: string, company: string) =>
    service.put({
      id: name.replace('Person ', '9007199254740993'),
      first_name: name,
      last_name: '',
      company,
      type: 'customer',
      phones: [{ number: '+1-912-582-7815x622', label: 'work' }],
      emails: [],
    });
  for (let n = 1; n <= count; n += 1) put(`Person ${n}`, 'eos');
  const settings = { url: service.url, clientId: 'contract', clientSecret: secret };
  let stopped: Promise<void> | null = null;
  return {
    settings,
    wrongSettings: { ...settings, clientSecret: 'Another~Secret/2' },
    secrets: [secret, 'Another~Secret/2', Buffer.from(`contract:${secret}`).toString('base64')],
    put,
    remove: (name) => {
      service.remove(name.replace('Person ', '9007199254740993'));
    },
    stop: () => (stopped ??= service.stop()),
  };
});
