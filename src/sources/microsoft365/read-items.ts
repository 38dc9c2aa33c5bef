import { z } from 'zod';
import { isTrustedLink } from '../http/trusted-link.ts';
import { SourceFailure } from '../source.ts';
import { type Asked, type Graph, graphJson } from './graph-request.ts';

export interface ItemsPage {
  readonly items: readonly unknown[];
  readonly nextLink: string | null;
  readonly deltaLink: string | null;
}

const link = z.string().min(1).nullish();
const page = z.object({
  // Not an array's schema, which would copy it: what an item is, is asked item by item.
  value: z.custom<readonly unknown[]>(Array.isArray),
  '@odata.nextLink': link,
  '@odata.deltaLink': link,
});
// A page leads on or ends the round: one that does both or neither was cut off or is somebody else's.
const changesPage = page.refine((read) => !read['@odata.nextLink'] !== !read['@odata.deltaLink']);

/** A page of a list. Its links are Microsoft's own, and lead to where we ask. */
export const readListPage = (graph: Graph, url: string, asked: Asked): Promise<ItemsPage> =>
  readPage(graph, url, page, asked);

/** A page of a change feed: it has exactly one of the two links. */
export const readChangesPage = (graph: Graph, url: string, asked: Asked): Promise<ItemsPage> =>
  readPage(graph, url, changesPage, asked);

async function readPage(
  graph: Graph,
  url: string,
  schema: z.ZodType<z.output<typeof page>>,
  asked: Asked,
): Promise<ItemsPage> {
  const read = await graphJson(graph, url, schema, asked);
  return {
    items: read.value,
    nextLink: trusted(graph, read['@odata.nextLink']),
    deltaLink: trusted(graph, read['@odata.deltaLink']),
  };
}

/** A token goes where the link leads: nowhere but to Graph. */
function trusted({ roots }: Graph, found: string | null | undefined): string | null {
  if (found === null || found === undefined) return null;
  if (isTrustedLink(found, roots.graph)) return found;
  throw new SourceFailure(
    'malformed',
    'The answer leads to a server that is not Microsoft Graph, so Switchbook did not follow it. Nothing was removed. Check whether a proxy changes what Microsoft sends.',
  );
}
