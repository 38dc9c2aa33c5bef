import { randomBytes } from 'node:crypto';
import type { Behaviour } from './behaviour.ts';
import type { ChangedObject, GraphObject, Objects } from './objects.ts';

// Lists, single objects and delta rounds of one collection, with links that are worth something only byte for byte.

export interface Refusal {
  readonly status: number;
  readonly code: string;
}
export type Answered = { readonly body: object } | Refusal;

interface ListToken {
  readonly kind: 'list';
  readonly from: number;
  readonly snapshot: readonly GraphObject[] | null;
  readonly top: number;
  readonly select: readonly string[];
}
interface RoundToken {
  readonly kind: 'round';
  readonly items: readonly ChangedObject[];
  readonly from: number;
  readonly empty: number;
  readonly end: number;
  readonly select: readonly string[];
  readonly first: boolean;
}
interface DeltaToken {
  readonly kind: 'delta';
  readonly seq: number;
  readonly before: number;
  readonly select: readonly string[];
}
type Token = (ListToken | RoundToken | DeltaToken) & { uses: number };

export interface Pages {
  readonly list: (search: string) => Answered;
  readonly delta: (search: string) => Answered;
  readonly item: (id: string, search: string) => Answered;
  /** Microsoft forgets all delta links, as it does after seven days. */
  readonly forgetDeltaLinks: () => void;
}

export function createPages(url: () => string, objects: Objects, behaviour: () => Behaviour): Pages {
  const tokens = new Map<string, Token>();

  function keep(token: ListToken | RoundToken | DeltaToken): string {
    // Written so that decoding, encoding again or changing its case breaks it.
    const text = `aB%2b~${randomBytes(12).toString('base64url')}%3d%3D`;
    tokens.set(text, { ...token, uses: 0 });
    return text;
  }

  function take(text: string): Token | undefined {
    const token = tokens.get(text);
    if (!token) return undefined;
    token.uses += 1;
    return token.kind !== 'delta' && token.uses > behaviour().pageTokenUses ? undefined : token;
  }

  function list(search: string): Answered {
    const skip = parameter(search, '$skiptoken');
    if (skip !== null) {
      const token = take(skip);
      return token?.kind === 'list' ? listPage(token) : { status: 400, code: 'Directory_ExpiredPageToken' };
    }
    const select = selected(search);
    const wanted = Number(parameter(search, '$top') ?? 100);
    if (wanted > behaviour().largestTop) return { status: 400, code: 'Request_BadRequest' };
    const top = Math.min(wanted, behaviour().pageSize);
    const snapshot = behaviour().offsetPaging ? null : objects.all();
    return listPage({ kind: 'list', from: 0, snapshot, top, select });
  }

  function listPage(token: ListToken): Answered {
    const { endless, endlessOn } = behaviour();
    const all = token.snapshot ?? objects.all();
    const loops = endless !== null && endlessOn === 'list';
    const from = loops && endless !== 'empty-pages' ? 0 : token.from;
    const page = loops && endless === 'empty-pages' ? [] : all.slice(from, from + token.top);
    const more = loops || from + token.top < all.length;
    const next =
      loops && endless === 'same-link'
        ? sameLink(token)
        : more
          ? keep({ ...token, from: from + token.top })
          : null;
    return {
      body: {
        '@odata.context': `${url()}/$metadata#contacts`,
        ...(next === null ? {} : { '@odata.nextLink': `${url()}?$skiptoken=${next}` }),
        value: page.map((object) => pick(object, token.select, false)),
      },
    };
  }

  let looping = '';
  function sameLink(token: ListToken | RoundToken): string {
    looping ||= keep(token);
    return looping;
  }

  function delta(search: string): Answered {
    const { deltaUnsupported, latestUnsupported, expiredLink, replay } = behaviour();
    if (deltaUnsupported) return deltaUnsupported;
    const skip = parameter(search, '$skiptoken');
    if (skip !== null) {
      const token = take(skip);
      return token?.kind === 'round' ? roundPage(token) : { status: 400, code: 'Directory_ExpiredPageToken' };
    }
    const known = parameter(search, '$deltatoken');
    if (known === 'latest') {
      if (latestUnsupported) return { status: 400, code: 'Request_UnsupportedQuery' };
      return endOfRound([], objects.seq(), objects.seq(), selected(search));
    }
    if (known !== null) {
      const token = take(known);
      if (token?.kind !== 'delta') return expiredLink;
      const since = replay ? token.before : token.seq;
      return startRound(visible(objects.since(since)), token.select, false, token.seq);
    }
    const filter = decodeURIComponent(parameter(search, '$filter') ?? '');
    const ids = [...filter.matchAll(/id eq '([^']+)'/g)].map((match) => match[1]);
    const items = objects
      .all()
      .filter(({ id }) => ids.length === 0 || ids.includes(id))
      .map(({ id }) => ({ id, removed: false, properties: null }));
    return startRound(items, selected(search), true, objects.seq());
  }

  function visible(changes: readonly ChangedObject[]): readonly ChangedObject[] {
    const { deltaBlindTo, removalsSilent } = behaviour();
    return changes.filter(({ removed, properties }) =>
      removed
        ? !removalsSilent
        : properties === null || !properties.every((name) => deltaBlindTo.includes(name)),
    );
  }

  function startRound(
    items: readonly ChangedObject[],
    select: readonly string[],
    first: boolean,
    before: number,
  ): Answered {
    const { duplicates, emptyDeltaPages } = behaviour();
    const all = duplicates ? [...items, ...items] : items;
    const token = { kind: 'round', items: all, from: 0, empty: emptyDeltaPages, select, first } as const;
    return roundPage({ ...token, end: objects.seq() }, before);
  }

  function roundPage(token: RoundToken, before = token.end): Answered {
    const { deltaPageSize, duplicates, endless, endlessOn } = behaviour();
    const size = duplicates ? Math.max(1, Math.ceil(token.items.length / 2)) : deltaPageSize;
    if (endless !== null && endlessOn === 'delta') {
      const next = endless === 'same-link' ? sameLink(token) : keep(token);
      const items = endless === 'empty-pages' ? [] : token.items.slice(0, size);
      return roundBody(items, token, { '@odata.nextLink': `${url()}/delta?$skiptoken=${next}` });
    }
    if (token.empty > 0) {
      const next = keep({ ...token, empty: token.empty - 1 });
      return roundBody([], token, { '@odata.nextLink': `${url()}/delta?$skiptoken=${next}` });
    }
    const items = token.items.slice(token.from, token.from + size);
    if (token.from + size >= token.items.length)
      return endOfRound(items, token.end, before, token.select, token);
    const next = keep({ ...token, from: token.from + size });
    return roundBody(items, token, { '@odata.nextLink': `${url()}/delta?$skiptoken=${next}` });
  }

  function endOfRound(
    items: readonly ChangedObject[],
    seq: number,
    before: number,
    select: readonly string[],
    token: { readonly first: boolean } = { first: false },
  ): Answered {
    const next = keep({ kind: 'delta', seq, before, select });
    return roundBody(
      items,
      { select, first: token.first },
      { '@odata.deltaLink': `${url()}/delta?$deltatoken=${next}` },
    );
  }

  function roundBody(
    items: readonly ChangedObject[],
    token: { readonly select: readonly string[]; readonly first: boolean },
    link: object,
  ): Answered {
    const { deltaBlanks, deltaOmits, deltaPatches, removedWithoutReason } = behaviour();
    const value = items.map(({ id, removed, properties }) => {
      const object = objects.get(id);
      if (removed || !object) return { id, '@removed': removedWithoutReason ? {} : { reason: 'deleted' } };
      const names = token.select.filter((name) => !deltaOmits.includes(name));
      const changed =
        deltaPatches && !token.first && properties
          ? names.filter((name) => properties.includes(name))
          : names;
      const blank = deltaBlanks.filter((name) => changed.includes(name)).map((name) => [name, []]);
      return { ...pick(object, changed, true), ...Object.fromEntries(blank) };
    });
    return { body: { '@odata.context': `${url()}/$metadata#contacts`, ...link, value } };
  }

  return {
    list,
    delta,
    item(id, search) {
      const object = objects.get(id);
      if (!object) return { status: 404, code: 'Request_ResourceNotFound' };
      return { body: pick(object, selected(search), false) };
    },
    forgetDeltaLinks() {
      for (const [text, { kind }] of tokens) if (kind === 'delta') tokens.delete(text);
    },
  };
}

/** The raw text of a query parameter; names in any case, as links have them. */
export function parameter(search: string, name: string): string | null {
  const found = search
    .slice(1)
    .split('&')
    .find((part) => part.toLowerCase().startsWith(`${name.toLowerCase()}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}

const selected = (search: string): readonly string[] =>
  decodeURIComponent(parameter(search, '$select') ?? 'id,displayName').split(',');

/** A list says null for what was never set; a delta leaves it out. */
function pick(object: GraphObject, select: readonly string[], sparse: boolean): object {
  const picked: Record<string, unknown> = { id: object.id };
  for (const name of select) {
    if (name in object) picked[name] = object[name];
    else if (!sparse) picked[name] = null;
  }
  return picked;
}
