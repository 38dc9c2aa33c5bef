import { Select } from '@mantine/core';
import { useRole } from '../session/use-session.ts';
import { useSourceNames } from '../settings/use-source-names.ts';
import type { ContactFilter } from './contact-filter.ts';

interface SourceFilterProps {
  readonly filter: ContactFilter;
  readonly onChange: (filter: Omit<ContactFilter, 'q'>) => void;
}

/** The Source drop-down: all, each source by name, the books, and what is hidden. */
export function SourceFilter({ filter, onChange }: SourceFilterProps) {
  const sources = useSourceNames().data ?? [];
  const role = useRole();
  const groups = [
    { group: 'Sources', items: sources.map(({ id, name }) => ({ value: id, label: name })) },
    {
      group: 'Books',
      items: [
        { value: central, label: 'Central phone book' },
        { value: personal, label: 'My personal book' },
      ],
    },
    ...(role === 'user'
      ? []
      : [{ group: 'Deleted here', items: [{ value: hidden, label: 'Hidden contacts' }] }]),
  ].filter(({ items }) => items.length > 0);

  return (
    <Select
      aria-label="Source"
      w={200}
      data={[{ value: all, label: 'All sources' }, ...groups]}
      value={choiceOf(filter)}
      onChange={(value) => onChange(filterOf(value ?? all))}
      allowDeselect={false}
      checkIconPosition="right"
    />
  );
}

const all = 'all';
const central = 'book:central';
const personal = 'book:personal';
const hidden = 'hidden';

function choiceOf({ source, book, hidden: isHidden }: ContactFilter): string {
  if (isHidden) return hidden;
  if (book) return book === 'central' ? central : personal;
  return source ?? all;
}

function filterOf(value: string): Omit<ContactFilter, 'q'> {
  if (value === hidden) return { hidden: true };
  // The central *phone book* is what was typed in or uploaded; synced contacts are central too.
  if (value === central) return { book: 'central', source: 'local' };
  if (value === personal) return { book: 'personal' };
  return value === all ? {} : { source: value };
}
