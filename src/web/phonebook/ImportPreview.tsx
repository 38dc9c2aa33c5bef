import type { ImportResult } from '../../contract/phonebook.ts';
import { fieldWords } from '../contacts/words.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import classes from './Import.module.css';
import { ImportCounts } from './ImportCounts.tsx';
import { ImportIssues } from './ImportIssues.tsx';
import { SampleContacts } from './SampleContacts.tsx';
import type { ImportMode } from './use-import.ts';

interface ImportPreviewProps {
  readonly result: ImportResult;
  readonly mode: ImportMode;
}

/** What the file would do to the book. Nothing is written yet. */
export function ImportPreview({ result, mode }: ImportPreviewProps) {
  const { added, updated, unchanged, deleted } = result.changes;
  return (
    <section className={classes.preview} aria-label="Preview">
      <ImportCounts result={result} />
      <SampleContacts contacts={result.sample} />
      {added.length > 0 && (
        <Disclosure label="What is added">
          <Names names={added.map(({ row, name }) => `Row ${row}: ${name}`)} total={result.added} />
        </Disclosure>
      )}
      {mode === 'merge' && updated.length > 0 && (
        <Disclosure label="What is updated">
          <Names
            names={updated.map(
              ({ row, name, matchedBy, fields }) =>
                `Row ${row}: ${name} (known by ${matchedBy}; changes: ${fields.map((field) => fieldWords[field].toLowerCase()).join(', ')})`,
            )}
            total={result.updated}
          />
        </Disclosure>
      )}
      {unchanged.length > 0 && (
        <Disclosure label="What is left alone">
          <Names
            names={unchanged.map(({ row, name, matchedBy }) =>
              matchedBy
                ? `Row ${row}: ${name} (known by ${matchedBy}; the file says nothing new)`
                : `Row ${row}: ${name} (in the book as it stands in the file)`,
            )}
            total={result.unchanged}
          />
        </Disclosure>
      )}
      {deleted.length > 0 && (
        <Disclosure label="What is deleted">
          <Names names={deleted.map(({ name }) => name)} total={result.deleted} />
        </Disclosure>
      )}
      <ImportIssues result={result} />
    </section>
  );
}

function Names({ names, total }: { readonly names: readonly string[]; readonly total: number }) {
  return (
    <>
      <ul className={classes.names}>
        {names.map((name, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a preview's rows never change places
          <li key={at}>{name}</li>
        ))}
      </ul>
      {total > names.length && <p className={classes.quiet}>The first {names.length} are shown.</p>}
    </>
  );
}
