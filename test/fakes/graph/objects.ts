import { randomUUID } from 'node:crypto';

export type GraphObject = { readonly id: string; readonly [property: string]: unknown };

interface Change {
  readonly seq: number;
  readonly id: string;
  readonly kind: 'added' | 'changed' | 'removed';
  readonly properties: readonly string[];
}

/** One collection of directory objects, in the order they were made, with a log of what happened to them. */
export interface Objects {
  readonly all: () => readonly GraphObject[];
  readonly get: (id: string) => GraphObject | undefined;
  /** A property that is not given was never set; `null` was cleared. */
  readonly add: (properties: Record<string, unknown>) => GraphObject;
  readonly change: (id: string, properties: Record<string, unknown>) => void;
  readonly remove: (id: string) => void;
  /** The number of the last change. */
  readonly seq: () => number;
  /** Everything after a change, an id once, in the order of its last change. */
  readonly since: (seq: number) => readonly ChangedObject[];
}

export interface ChangedObject {
  readonly id: string;
  readonly removed: boolean;
  /** `null`: it is new, so all of them. */
  readonly properties: readonly string[] | null;
}

export function createObjects(): Objects {
  const objects = new Map<string, GraphObject>();
  const log: Change[] = [];
  let ordered: readonly GraphObject[] | null = null;

  function note(id: string, kind: Change['kind'], properties: readonly string[]): void {
    log.push({ seq: log.length + 1, id, kind, properties });
    ordered = null;
  }

  return {
    all: () => {
      ordered ??= [...objects.values()];
      return ordered;
    },
    get: (id) => objects.get(id),
    add(properties) {
      const object = { id: randomUUID(), ...properties };
      objects.set(object.id, object);
      note(object.id, 'added', []);
      return object;
    },
    change(id, properties) {
      const known = objects.get(id);
      if (!known) throw new Error(`The fake has no object ${id}.`);
      objects.set(id, { ...known, ...properties, id });
      note(id, 'changed', Object.keys(properties));
    },
    remove(id) {
      if (objects.delete(id)) note(id, 'removed', []);
    },
    seq: () => log.length,
    since(seq) {
      const found = new Map<string, { removed: boolean; properties: Set<string> | null }>();
      for (const { id, kind, properties } of log.slice(seq)) {
        const before = found.get(id);
        found.delete(id);
        const isNew = kind === 'added' || before?.properties === null;
        found.set(id, {
          removed: kind === 'removed',
          properties: isNew ? null : new Set([...(before?.properties ?? []), ...properties]),
        });
      }
      return [...found].map(([id, { removed, properties }]) => ({
        id,
        removed,
        properties: properties && [...properties],
      }));
    },
  };
}
