import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import shared from '../ui/ListTable.module.css';
import { ContactRow } from './ContactRow.tsx';
import classes from './ContactTable.module.css';
import { useGoneContacts } from './gone-contacts.ts';
import { moveInList } from './move-in-list.ts';
import { SkeletonRow } from './SkeletonRow.tsx';
import type { useContacts } from './use-contacts.ts';

interface ContactTableProps {
  readonly list: ReturnType<typeof useContacts>;
  /** Another key is another list: it starts at the top. */
  readonly listKey: string;
  readonly openId: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly empty: ReactNode;
}

const columns = ['Name', 'Phone', 'Email', 'Company', 'Type', 'Source'] as const;
const rowHeight = 40;
const telephoneRowHeight = 56;
const waitingRows = 20;
// So many rows before the end the next page is asked for, so that scrolling meets it.
const ahead = 40;

/** Contacts under one another: only the rows in view exist, and pages are read as one comes near them. */
export function ContactTable({ list, listKey, openId, onOpen, empty }: ContactTableProps) {
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, isPlaceholderData } =
    list;
  const gone = useGoneContacts();
  const contacts = useMemo(
    () => (data?.pages ?? []).flatMap((page) => page.items).filter((contact) => !gone.has(contact.id)),
    [data, gone],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const isTelephone = useMediaQuery('(max-width: 720px)', false, { getInitialValueInEffect: false });
  const height = isTelephone ? telephoneRowHeight : rowHeight;
  const waiting = !data || hasNextPage ? waitingRows : 0;
  const rows = useVirtualizer({
    count: contacts.length + waiting,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
  });
  const [active, setActive] = useState(-1);

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => rows.measure(), [rows, height]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts at the top, nothing else does
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    setActive(-1);
  }, [listKey]);

  const shown = rows.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError && lastShown >= contacts.length - ahead) {
      void fetchNextPage();
    }
  }, [hasNextPage, isFetchingNextPage, isFetchNextPageError, lastShown, contacts.length, fetchNextPage]);

  if (data && contacts.length === 0 && !hasNextPage && !isPlaceholderData) return <>{empty}</>;

  const total = data?.pages[0];
  const activeContact = contacts[active];
  return (
    <div ref={scroller} className={`${shared.scroller} ${classes.scroller}`}>
      {/* One stop for the keyboard: arrows move the marked row, Enter opens it. */}
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows open is a grid
        role="grid"
        aria-label="Contacts"
        aria-rowcount={total?.totalExact ? total.total + 1 : -1}
        aria-colcount={columns.length}
        aria-busy={!data || isPlaceholderData}
        aria-activedescendant={activeContact && `contact-${activeContact.id}`}
        tabIndex={0}
        data-list=""
        className={`${shared.table} ${classes.table}`}
        onFocus={(event) => {
          if (event.target === event.currentTarget && active < 0 && contacts.length > 0) setActive(0);
        }}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget) return;
          if (event.key === 'Enter' && activeContact) return onOpen(activeContact.id);
          const rowsInView = Math.floor((scroller.current?.clientHeight ?? 0) / height) - 2;
          const next = moveInList(event.key, active, contacts.length, rowsInView);
          if (next === null) return;
          event.preventDefault();
          setActive(next);
          rows.scrollToIndex(next);
        }}
      >
        <thead className={`${shared.head} ${classes.head}`}>
          <tr aria-rowindex={1} className={`${shared.row} ${classes.row}`}>
            {columns.map((column) => (
              <th key={column} scope="col" className={`${shared.cell} ${classes.cell}`} data-column={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody
          className={shared.body}
          data-waiting={isPlaceholderData || undefined}
          style={{ height: rows.getTotalSize() }}
        >
          {shown.map(({ index, start, size }) => {
            const contact = contacts[index];
            const place = { transform: `translateY(${start}px)`, height: size };
            if (!contact) return <SkeletonRow key={`waiting-${index}`} index={index} place={place} />;
            return (
              <ContactRow
                key={contact.id}
                contact={contact}
                index={index}
                place={place}
                isActive={index === active}
                isOpen={contact.id === openId}
                onOpen={() => {
                  setActive(index);
                  onOpen(contact.id);
                }}
              />
            );
          })}
        </tbody>
      </table>
      {isFetchNextPageError && (
        <button type="button" className={classes.again} onClick={() => void fetchNextPage()}>
          More contacts could not be loaded. Try again
        </button>
      )}
    </div>
  );
}
