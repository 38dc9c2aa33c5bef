import { Alert, Button, Group, NativeSelect, Stack } from '@mantine/core';
import { useId, useState } from 'react';
import type { ImportResult } from '../../contract/phonebook.ts';
import { compileMapping, type Mapping } from '../../domain/mapping.ts';
import { counted } from '../ui/count.ts';
import classes from './Columns.module.css';
import { type Choice, choiceOf, choiceWords, hasName, isOffered, withChoice } from './column-choices.ts';
import classesOfImport from './Import.module.css';
import { mayBeMisread } from './may-be-misread.ts';
import { SampleContacts } from './SampleContacts.tsx';

interface ColumnsEditorProps {
  readonly result: ImportResult;
  readonly onUse: (mapping: Mapping) => void;
  readonly onBack: () => void;
}

const choices = Object.keys(choiceWords) as Choice[];

/** What each column of the file is read as, and what comes of the first rows. */
export function ColumnsEditor({ result, onUse, onBack }: ColumnsEditorProps) {
  const { columns, proposed } = result;
  const [mapping, setMapping] = useState<Mapping>(result.mapping ?? {});
  const title = useId();
  const [all, setAll] = useState(false);
  const names = columns.map(({ name }) => name);
  // Outlook writes ninety columns, of which ten are used.
  const filled = columns.filter(({ samples }) => samples.some((text) => text !== ''));
  const empty = columns.length - filled.length;
  const rows = columns[0]?.samples.map((_, row) => columns.map(({ samples }) => samples[row] ?? '')) ?? [];
  return (
    <Stack gap="md">
      {result.needsMapping && (
        <Alert color="blue" variant="light" title="Which column holds what?">
          The headings do not tell it. Choose for each column what it holds; it is remembered for the next
          file with the same headings.
          {mayBeMisread(result) && ' If letters look wrong, choose another encoding above first.'}
        </Alert>
      )}
      <section aria-labelledby={title}>
        <div className={classes.head}>
          <h3 id={title}>Columns</h3>
          <Button
            variant="subtle"
            size="compact-sm"
            disabled={JSON.stringify(mapping) === JSON.stringify(proposed)}
            onClick={() => setMapping(proposed)}
          >
            Reset
          </Button>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <ul className={classes.columns} tabIndex={0} aria-labelledby={title}>
          {(all ? columns : filled).map(({ name, samples }) => {
            const choice = choiceOf(mapping, name);
            const shown = samples.filter((text) => text !== '');
            return (
              <li key={name} data-unread={choice === '' || undefined}>
                <div>
                  <p className={classes.name}>{name}</p>
                  <p className={classes.samples}>
                    {shown.length > 0 ? [...new Set(shown)].join(' · ') : 'Empty in the first rows'}
                  </p>
                </div>
                <NativeSelect
                  size="xs"
                  aria-label={`Column ${name}`}
                  value={choice}
                  data={choices
                    .filter((one) => isOffered(one) || one === choice)
                    .map((one) => ({ value: one, label: choiceWords[one] }))}
                  onChange={({ currentTarget }) =>
                    setMapping(withChoice(mapping, names, name, currentTarget.value as Choice))
                  }
                />
              </li>
            );
          })}
        </ul>
        {empty > 0 && (
          <Button variant="subtle" size="compact-sm" mt={6} onClick={() => setAll(!all)}>
            {all ? 'Hide the empty columns' : `Show ${counted(empty, 'empty column')} too`}
          </Button>
        )}
      </section>
      <SampleContacts contacts={rows.map(compileMapping(mapping, names))} />
      <Group justify="flex-end" gap="xs" className={classesOfImport.buttons}>
        {!hasName(mapping) && (
          <p className={classes.hint}>Choose a column for a name or the company first.</p>
        )}
        <Button variant="default" onClick={onBack}>
          {result.needsMapping ? 'Cancel' : 'Back'}
        </Button>
        <Button disabled={!hasName(mapping)} onClick={() => onUse(mapping)}>
          Use these columns
        </Button>
      </Group>
    </Stack>
  );
}
