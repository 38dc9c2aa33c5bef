import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

// Contacts flow one way: sources → sync → directory → deliveries. This test reads every import and fails on any other
// arrow and on any cycle. The table stands in docs/architecture.md too: change both together, with the reason.

const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  database: ['domain'],
  sources: ['domain'],
  access: ['domain', 'database'],
  directory: ['domain', 'database', 'access'],
  phonebook: ['domain', 'database', 'directory', 'access'],
  sync: ['domain', 'database', 'directory', 'sources', 'access'],
  deliveries: ['domain', 'directory', 'access', 'http'],
  contract: ['domain'],
  http: ['domain', 'database', 'access', 'contract'],
  api: ['domain', 'directory', 'phonebook', 'access', 'contract', 'http', 'sources'],
  web: ['contract', 'domain'],
};

const root = path.resolve(import.meta.dirname, '..', 'src');

interface Import {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file),
);
const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(path.join(root, file), 'utf8');
  const pattern = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'(\.[^']+)'/gms;
  return [...text.matchAll(pattern)].map((match) => ({
    from: file,
    to: path.relative(root, path.resolve(root, path.dirname(file), match[2]!)),
    typeOnly: match[1] !== undefined,
  }));
});
const folderOf = (file: string) => (file.includes('/') ? file.split('/')[0]! : '');

test('every import follows the architecture', () => {
  const wrong = imports.filter(({ from, to, typeOnly }) => {
    const folder = folderOf(from);
    const target = folderOf(to);
    if (folder === '' || folder === 'cli' || folder === target) return false;
    if (typeOnly && target === 'database' && folder !== 'web' && folder !== 'domain') return false;
    return !mayImport[folder]?.includes(target);
  });
  expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});

test('deliveries and the API never wait for a source or the engine', () => {
  const engine = imports.filter(
    ({ from, to }) =>
      ['deliveries', 'api', 'http', 'web'].includes(folderOf(from)) && folderOf(to) === 'sync',
  );
  expect(engine).toEqual([]);
});

test('no files import each other in a circle', () => {
  const edges = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports)
    if (!typeOnly) edges.set(from, [...(edges.get(from) ?? []), to]);
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) {
      cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of edges.keys()) visit(file, []);
  expect(cycles).toEqual([]);
});

test('only publish-contacts.ts writes what readers see', () => {
  const writers = files.filter((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    return /(?:insert\s+into|update|delete\s+from|copy)\s+"?(?:contact|contact_number)"?[\s("]|(?:insertInto|updateTable|deleteFrom)\(['"](?:contact|contact_number)['"]/i.test(
      text,
    );
  });
  expect(writers.filter((file) => !file.startsWith('directory/publish-contacts'))).toEqual([]);
});
