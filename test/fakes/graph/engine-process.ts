// An engine that reads from the fake, in a process of its own, for tests that kill it.
import { connect } from '../../../src/database/connect.ts';
import { startGraphEngine } from './start-graph-engine.ts';

startGraphEngine(connect(process.env.TEST_DATABASE ?? '', { max: 4 }), process.env.TEST_GRAPH ?? '');
