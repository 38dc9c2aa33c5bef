import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import { expect, test } from 'vitest';
import type { Tables } from '../../database/tables.ts';
import type { PersonId, TenantId } from '../../domain/ids.ts';
import { candidatesQuery } from './find-candidates.ts';
import { gatherHalfQuery, gatherQuery, readPlacesQuery } from './gather-page.ts';
import type { ListPosition } from './list-cursor.ts';
import { sameDigitsQuery, sameEndingQuery } from './lookup-caller.ts';
import { candidateSampleQuery, sampleQuery } from './measure-frequency.ts';
import { ofRank, planSearch } from './search-plan.ts';
import { walkQuery } from './walk-page.ts';

// The SQL of search and lookup, for the eyes of whoever reviews a change of it.

const db = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (of) => new PostgresIntrospector(of),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
const shown = (query: RawBuilder<unknown>) => {
  const { sql, parameters } = query.compile(db);
  return `${sql.trim().replace(/\n\s+/g, '\n')}\n${JSON.stringify(parameters)}`;
};

const viewer = {
  tenantId: '01900000-0000-7000-8000-000000000001' as TenantId,
  personId: '01900000-0000-7000-8000-000000000002' as PersonId,
};
const plan = planSearch(viewer, { q: 'Ånna +44', source: 'local' }, 'US')!;
const after: ListPosition = { rank: 0, name: 'Anna', id: '01900000-0000-7000-8000-000000000003' };

test.each([
  ['how frequent it is', sampleQuery(plan)],
  ['how frequent it is among those that may match', candidateSampleQuery(plan, [128, 129])],
  ['gathering', gatherQuery(plan, [128, 129], after, 51)],
  ['gathering half of it', gatherHalfQuery(plan, [128], 'rest', after, 51)],
  [
    'reading the first of both halves',
    readPlacesQuery(plan, [{ id: after.id, sort_name: 'Anna', rank: 0 }], 51),
  ],
  ['walking along those whose family name begins so', walkQuery(ofRank(plan, 0), 0, after, 51)],
  ['walking along those of whom something else begins so', walkQuery(ofRank(plan, 1), 1, null, 51)],
  ['walking along the others', walkQuery(ofRank(plan, 2), 2, null, 51)],
  [
    'gathering what the index knows nothing of',
    gatherQuery(planSearch(viewer, { q: 'a' }, 'US')!, null, null, 51),
  ],
  [
    'digits in the middle',
    gatherQuery(planSearch({ ...viewer, personId: null }, { q: '45 67' }, 'US')!, [], null, 51),
  ],
  ['who may match', candidatesQuery(viewer.tenantId, plan.needs)],
  ['who may match and begin with it', candidatesQuery(viewer.tenantId, ofRank(plan, 1).needs)],
  ['lookup of the same digits', sameDigitsQuery(viewer, ['442071234567'])],
  ['lookup of the same ending', sameEndingQuery(viewer, '442071234567')],
])('%s', (_name, query) => {
  expect(shown(query)).toMatchSnapshot();
});
