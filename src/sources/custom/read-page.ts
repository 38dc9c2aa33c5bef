import type { UnderWay } from './cursor.ts';
import { malformed } from './failures.ts';
import { type PageWatch, watchPage } from './page-watch.ts';
import { parseDeltaPage, parseFullPage, type Rows } from './parse-page.ts';
import { ask, type Service } from './service.ts';

const pageSize = 1_000;
/** Larger: a change list that fits one page cannot lose a deletion between two. */
const deltaPageSize = 2_000;

export interface ReadRows extends Rows {
  readonly token: string;
  readonly date: Date | null;
  readonly doubt: boolean;
}

export async function fetchFullPage(
  service: Service,
  {
    token,
    page,
    limit = pageSize,
  }: { readonly token: string; readonly page: number; readonly limit?: number },
): Promise<ReadRows> {
  const { text, ...reply } = await ask(service, `/contacts?limit=${limit}&page=${page}`, token);
  return { ...reply, ...parseFullPage(service.host, text) };
}

export async function fetchDeltaPage(
  service: Service,
  { token, page, since }: { readonly token: string; readonly page: number; readonly since: number },
): Promise<ReadRows> {
  const path = `/contacts/delta?limit=${deltaPageSize}&page=${page}&timestamp=${since}`;
  const { text, ...reply } = await ask(service, path, token);
  return { ...reply, ...parseDeltaPage(service.host, text) };
}

/** The same reading one page on. Throws when it would never end. */
export function onePageOn(service: Service, at: UnderWay, rows: ReadRows): UnderWay {
  return { ...at, page: at.page + 1, token: rows.token, watch: watched(service, at.watch, rows) };
}

function watched(service: Service, before: PageWatch, { contacts, keep, deleted }: Rows): PageWatch {
  const ids = [...contacts.map(({ externalId }) => externalId), ...keep, ...deleted];
  const watch = watchPage(before, ids);
  if (typeof watch !== 'string') return watch;
  throw malformed(service.host, `${watch} The reading was given up; what it brought stays. Mend its paging.`);
}
