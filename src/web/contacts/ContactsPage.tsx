import { getRouteApi } from '@tanstack/react-router';
import { totalWords } from '../ui/count.ts';
import { Failed } from '../ui/Failed.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { ChangedList } from './ChangedList.tsx';
import { ContactDrawer } from './ContactDrawer.tsx';
import { ContactTable } from './ContactTable.tsx';
import { NoContacts } from './NoContacts.tsx';
import { SourceFilter } from './SourceFilter.tsx';
import { useContacts } from './use-contacts.ts';
import { useFreshList } from './use-fresh-list.ts';

const route = getRouteApi('/frame/contacts');

/** Contacts → List. */
export function ContactsPage() {
  const { contact, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useContacts(filter);
  const fresh = useFreshList(list);
  const total = list.data?.pages[0];

  const open = (id: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, contact: id }), replace: contact !== undefined });

  return (
    <>
      <PageHead title={filter.hidden ? 'Hidden contacts' : 'Contacts'} note={total && totalWords(total)}>
        <ChangedList shown={fresh.isStale} onShow={fresh.reload} />
        <SourceFilter
          filter={filter}
          onChange={(next) => void navigate({ search: ({ q }) => ({ q, ...next }), replace: true })}
        />
      </PageHead>
      {list.isError && !list.data ? (
        <Failed what="The contacts" error={list.error} retry={() => void list.refetch()} />
      ) : (
        <ContactTable
          list={list}
          listKey={JSON.stringify(filter)}
          openId={contact}
          onOpen={open}
          empty={<NoContacts filter={filter} />}
        />
      )}
      <ContactDrawer id={contact} onClose={() => open(undefined)} />
    </>
  );
}
