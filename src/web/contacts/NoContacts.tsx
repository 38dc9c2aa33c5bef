import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRole } from '../session/use-session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconSearch, IconUsers } from '../ui/icons.ts';
import { type ContactFilter, isFiltered } from './contact-filter.ts';

export function NoContacts({ filter }: { readonly filter: ContactFilter }) {
  const role = useRole();
  if (filter.hidden && !filter.q) {
    return (
      <EmptyState icon={<IconUsers size={22} />} title="Nothing is hidden">
        Synced contacts that somebody deletes here are kept out of every list and phone, and wait on this page
        to be restored.
      </EmptyState>
    );
  }
  if (isFiltered(filter)) {
    return (
      <EmptyState
        icon={<IconSearch size={22} />}
        title="No contact matches"
        action={
          <Button variant="default" component={Link} to="/contacts">
            Show all contacts
          </Button>
        }
      >
        Every word must be in the name, e-mail or company. Digits look at numbers; + at the start means the
        number begins with them, in international form.
      </EmptyState>
    );
  }
  if (role !== 'administrator') {
    return (
      <EmptyState icon={<IconUsers size={22} />} title="No contacts yet">
        Contacts appear here as soon as an administrator connects a source or fills the central phone book.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconUsers size={22} />}
      title="No contacts yet"
      action={
        <Button component={Link} to="/settings/custom">
          Connect a source
        </Button>
      }
    >
      Connect Microsoft 365 or a source of your own: its contacts arrive by themselves, stay up to date, and
      can be found here and on every phone.
    </EmptyState>
  );
}
