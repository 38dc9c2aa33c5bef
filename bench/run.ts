// Runs the benchmark that is named with the arguments that follow. A benchmark is a file whose head says how to run it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const names = readdirSync(import.meta.dirname)
  .map((file) => path.basename(file, '.ts'))
  .filter((name) => saysHow(name));
const [name, ...rest] = process.argv.slice(2);
if (!name || !names.includes(name)) {
  console.error(`Which benchmark? npm run bench -- ${names.join(' | ')}`);
  process.exit(2);
}
process.argv = [...process.argv.slice(0, 2), ...rest];
await import(`./${name}.ts`);

function saysHow(name: string): boolean {
  if (!/^[a-z-]+$/.test(name)) return false;
  const text = readFileSync(path.join(import.meta.dirname, `${name}.ts`), 'utf8');
  return new RegExp(`^//.*\`npm run bench -- ${name}\\b(?!-)`, 'm').test(text);
}
