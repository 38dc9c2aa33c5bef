import { Drawer } from '@mantine/core';
import { ContactForm } from '../contacts/ContactForm.tsx';
import { useContact } from '../contacts/use-contact.ts';
import { PageLoading } from '../shell/PageLoading.tsx';
import { Failed } from '../ui/Failed.tsx';

interface EditContactDrawerProps {
  readonly id: string | undefined;
  readonly onClose: () => void;
}

export function EditContactDrawer({ id, onClose }: EditContactDrawerProps) {
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={500}
      padding={0}
      title="Edit contact"
      closeButtonProps={{ 'aria-label': 'Close' }}
      styles={{ header: { padding: '12px 24px' } }}
    >
      {id && <LoadedForm id={id} onDone={onClose} />}
    </Drawer>
  );
}

function LoadedForm({ id, onDone }: { readonly id: string; readonly onDone: () => void }) {
  const { data, error, refetch } = useContact(id);
  if (data) return <ContactForm contact={data.body} etag={data.etag} onDone={onDone} />;
  if (error) return <Failed what="This contact" error={error} retry={() => void refetch()} />;
  return <PageLoading />;
}
