import { Alert, Button, NativeSelect } from '@mantine/core';
import { useId } from 'react';
import type { ImportResult } from '../../contract/phonebook.ts';
import classes from './Columns.module.css';
import { encodingWords } from './encoding-words.ts';
import classesOfImport from './Import.module.css';

interface HowReadProps {
  readonly result: ImportResult;
  readonly encoding: string;
  readonly onEncoding: (encoding: string) => void;
  /** Absent while they are being chosen. */
  readonly onColumns: (() => void) | undefined;
}

const kinds: Readonly<Record<ImportResult['kind'], string>> = {
  csv: 'CSV',
  xlsx: 'Excel workbook',
  vcard: 'vCard',
  ldif: 'LDIF',
  xml: 'XML phone book',
};

const ways = {
  headings: 'columns recognised',
  remembered: 'columns as you chose them last time',
  given: 'columns as you chose them',
} as const;

const plainList = 'lain list: first, middle, last, e-mail, company, numbers';

function wordsOf({ kind, mappingFrom }: ImportResult): string {
  if (mappingFrom === null) return kinds[kind];
  if (mappingFrom === 'position') return kind === 'csv' ? `P${plainList}` : `${kinds[kind]}, p${plainList}`;
  return `${kinds[kind]}, ${ways[mappingFrom]}`;
}

/** What the file was taken for, and how to say otherwise. */
export function HowRead({ result, encoding, onEncoding, onColumns }: HowReadProps) {
  const id = useId();
  const { kind, columns, columnsNotRead, otherSheets } = result;
  const isKnown = encodingWords.some(([value]) => value === encoding);
  return (
    <section aria-label="How the file is read">
      <div className={classes.read}>
        <p>
          {onColumns ? wordsOf(result) : kinds[kind]}{' '}
          {onColumns && columns.length > 0 && (
            <Button variant="subtle" size="compact-sm" onClick={onColumns}>
              Change columns
            </Button>
          )}
        </p>
        {kind !== 'xlsx' && (
          <label htmlFor={id}>
            Encoding
            <NativeSelect
              id={id}
              size="xs"
              value={encoding}
              data={[
                ...(isKnown ? [] : [{ value: encoding, label: encoding }]),
                ...encodingWords.map(([value, label]) => ({ value, label })),
              ]}
              onChange={({ currentTarget }) => onEncoding(currentTarget.value)}
            />
          </label>
        )}
      </div>
      {onColumns && columnsNotRead.length > 0 && (
        <Alert color="yellow" variant="light" mt={8} py={8}>
          Columns that are not read: {columnsNotRead.join(', ')}.
        </Alert>
      )}
      {otherSheets.length > 0 && (
        <p className={classesOfImport.quiet}>Sheets that are not read: {otherSheets.join(', ')}.</p>
      )}
    </section>
  );
}
