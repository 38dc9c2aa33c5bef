// An engine in a process of its own, for tests that kill it. Its source holds `c00000`, `c00001`, … and takes its time.
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from '../src/database/connect.ts';
import { scriptedSource } from './scripted-source.ts';
import { startTestEngine } from './sync-fixture.ts';

const { source, upstream } = scriptedSource();
for (let n = 0; n < Number(process.env.CONTACTS); n += 1) upstream.put(`c${String(n).padStart(5, '0')}`, {});
upstream.pageSize = 100;
upstream.readAhead = process.env.READ_AHEAD !== 'no';
upstream.beforePage = async () => {
  await wait(20);
};
startTestEngine(connect(process.env.TEST_DATABASE ?? '', { max: 4 }), source);
