// The engine of the sync benchmarks, alone in a process, so that its memory is its own. Answers `memory` with its peak.
import { createSecrets } from '../src/access/secrets.ts';
import { connect } from '../src/database/connect.ts';
import { startEngine } from '../src/sync/start-engine.ts';

const [, , database = '', graphUrl = ''] = process.argv;
const connection = connect(database, { max: 8 });
const microsoft = graphUrl === '' ? {} : { loginUrl: graphUrl, graphUrl };
const engine = startEngine({
  ...connection,
  secrets: createSecrets('a key for benchmarks'),
  io: { now: () => new Date(), random: Math.random, networks: 'any', ...microsoft },
  log: {
    info: () => {},
    warn: (details, message) => console.error(message, details),
    error: (details, message) => console.error(message, details),
  },
});
process.on('message', (message) => {
  if (message === 'memory') process.send?.({ peakKb: process.resourceUsage().maxRSS, ...process.cpuUsage() });
  if (message === 'stop') void engine.stop().then(() => process.exit(0));
});
process.send?.({ ready: true });
