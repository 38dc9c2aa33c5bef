import { Button, Checkbox } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { Contact } from '../../contract/contact.ts';
import { counted } from '../ui/count.ts';
import { IconTrash } from '../ui/icons.ts';
import shared from '../ui/ListTable.module.css';
import { BookRow } from './BookRow.tsx';
import { BookSkeleton } from './BookSkeleton.tsx';
import classes from './BookTable.module.css';

interface BookTableProps {
  readonly contacts: readonly Contact[] | undefined;
  readonly mayWrite: boolean;
  readonly isWaiting: boolean;
  readonly onEdit: (id: string) => void;
  readonly onDelete: (ids: readonly string[]) => void;
}

const rowHeight = 40;
const telephoneRowHeight = 56;

export function BookTable({ contacts, mayWrite, isWaiting, onEdit, onDelete }: BookTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const isTelephone = useMediaQuery('(max-width: 720px)', false, { getInitialValueInEffect: false });
  const height = isTelephone ? telephoneRowHeight : rowHeight;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const rows = useVirtualizer({
    count: contacts?.length ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => rows.measure(), [rows, height]);
  if (!contacts) return <BookSkeleton />;
  // What was found by another search, or deleted meanwhile, is not chosen any more.
  const ids = contacts.map(({ id }) => id).filter((id) => chosen.has(id));
  const choose = (id: string, on: boolean) => {
    const next = new Set(ids);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };

  return (
    <>
      {ids.length > 0 && (
        <div className={classes.chosen} role="status">
          <span>{counted(ids.length, 'contact')} selected</span>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTrash size={14} />}
            onClick={() => {
              onDelete(ids);
              setChosen(new Set());
            }}
          >
            Delete {counted(ids.length, 'contact')}
          </Button>
          <Button size="xs" variant="subtle" color="gray" onClick={() => setChosen(new Set())}>
            Select none
          </Button>
        </div>
      )}
      <div ref={scroller} className={shared.scroller}>
        <table
          className={`${shared.table} ${classes.table}`}
          aria-label="Contacts of this book"
          aria-rowcount={contacts.length + 1}
        >
          <thead className={shared.head}>
            <tr
              className={`${shared.row} ${classes.row}`}
              data-plain={!mayWrite || undefined}
              aria-rowindex={1}
            >
              {mayWrite && (
                <th className={`${shared.cell} ${classes.cell}`}>
                  <Checkbox
                    size="xs"
                    aria-label="Select all shown"
                    checked={ids.length === contacts.length}
                    indeterminate={ids.length > 0 && ids.length < contacts.length}
                    onChange={(event) =>
                      setChosen(new Set(event.currentTarget.checked ? contacts.map(({ id }) => id) : []))
                    }
                  />
                </th>
              )}
              {['First name', 'Last name', 'Number', 'E-mail', 'Company'].map((title) => (
                <th key={title} scope="col" className={`${shared.cell} ${classes.cell}`} data-column={title}>
                  {title}
                </th>
              ))}
              {mayWrite && (
                <th className={`${shared.cell} ${classes.cell}`}>
                  <span className="visually-hidden">Edit and delete</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody
            className={shared.body}
            data-waiting={isWaiting || undefined}
            style={{ height: rows.getTotalSize() }}
          >
            {rows.getVirtualItems().map(({ index, start, size }) => {
              const contact = contacts[index];
              return (
                contact && (
                  <BookRow
                    key={contact.id}
                    contact={contact}
                    index={index}
                    place={{ transform: `translateY(${start}px)`, height: size }}
                    mayWrite={mayWrite}
                    isChosen={chosen.has(contact.id)}
                    onChoose={(on) => choose(contact.id, on)}
                    onEdit={() => onEdit(contact.id)}
                    onDelete={() => onDelete([contact.id])}
                  />
                )
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
