import type { UnderWay } from './cursor.ts';
import { malformed } from './failures.ts';
import { outlineOf, type PageOutline, type PageWatch, watchPage } from './page-watch.ts';
import { parseDeltaPage, type Rows } from './parse-page.ts';
import { ask, type Reply, type Service } from './service.ts';

const pageSize = 1_000;
/** Larger: a change list that fits one page cannot lose a deletion between two. */
const deltaPageSize = 2_000;

export interface ReadRows extends Rows {
  readonly token: string;
  readonly date: Date | null;
  readonly doubt: boolean;
}

/** A page of the whole list, as text: see parseFullPage. */
export const fetchFullPage = (
  service: Service,
  {
    token,
    page,
    limit = pageSize,
  }: { readonly token: string; readonly page: number; readonly limit?: number },
): Promise<Reply> => ask(service, `/contacts?limit=${limit}&page=${page}`, token);

export async function fetchDeltaPage(
  service: Service,
  { token, page, since }: { readonly token: string; readonly page: number; readonly since: number },
): Promise<ReadRows> {
  const path = `/contacts/delta?limit=${deltaPageSize}&page=${page}&timestamp=${since}`;
  const { text, ...reply } = await ask(service, path, token);
  return { ...reply, ...parseDeltaPage(service.host, text) };
}

export const outlineOfRows = ({ contacts, keep, deleted }: Rows): PageOutline =>
  outlineOf([...contacts.map(({ externalId }) => externalId), ...keep, ...deleted]);

/** The same reading one page on. Throws when it would never end. */
export const onePageOn = (service: Service, at: UnderWay, token: string, page: PageOutline): UnderWay => ({
  ...at,
  page: at.page + 1,
  token,
  watch: watched(service, at.watch, page),
});

function watched(service: Service, before: PageWatch, page: PageOutline): PageWatch {
  const watch = watchPage(before, page);
  if (typeof watch !== 'string') return watch;
  throw malformed(service.host, `${watch} The reading was given up; what it brought stays. Mend its paging.`);
}
