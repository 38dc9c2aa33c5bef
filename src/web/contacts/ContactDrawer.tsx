import { Drawer } from '@mantine/core';
import { useState } from 'react';
import { PageLoading } from '../shell/PageLoading.tsx';
import { Failed } from '../ui/Failed.tsx';
import { ContactPanel } from './ContactPanel.tsx';
import { useContact } from './use-contact.ts';

interface ContactDrawerProps {
  readonly id: string | undefined;
  readonly onClose: () => void;
}

/** The contact beside its list. */
export function ContactDrawer({ id, onClose }: ContactDrawerProps) {
  // While it slides out it still shows whom it was opened for.
  const [shown, setShown] = useState(id);
  if (id !== undefined && id !== shown) setShown(id);
  return (
    <Drawer.Root opened={id !== undefined} onClose={onClose} position="right" size={500} padding={0}>
      <Drawer.Overlay />
      <Drawer.Content aria-label="Contact">
        <Drawer.Body>{shown && <LoadedContact key={shown} id={shown} onClose={onClose} />}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function LoadedContact({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { data, error, refetch } = useContact(id);
  if (data) return <ContactPanel contact={data.body} etag={data.etag} onClose={onClose} />;
  if (error) return <Failed what="This contact" error={error} retry={() => void refetch()} />;
  return <PageLoading />;
}
