import { Tabs } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ContactDetail } from '../../contract/contact.ts';
import { Timeline } from '../activities/Timeline.tsx';
import { rememberViewed } from '../home/recently-viewed.ts';
import { useSession } from '../session/use-session.ts';
import { ContactDetails } from './ContactDetails.tsx';
import { ContactForm } from './ContactForm.tsx';
import { ContactHead } from './ContactHead.tsx';
import classes from './ContactPanel.module.css';

interface ContactPanelProps {
  readonly contact: ContactDetail;
  readonly etag: string | null;
  readonly onClose: () => void;
}

/** One contact: who it is, what can be done with it, its fields and what happened. */
export function ContactPanel({ contact, etag, onClose }: ContactPanelProps) {
  const { user, role } = useSession();
  const [editing, setEditing] = useState(false);
  useEffect(() => rememberViewed(user.id, contact.id), [user.id, contact.id]);

  return (
    <article className={classes.panel} aria-label={contact.displayName}>
      <ContactHead contact={contact} isEditing={editing} onEdit={() => setEditing(true)} onClose={onClose} />
      {editing ? (
        <ContactForm contact={contact} etag={etag} onDone={() => setEditing(false)} />
      ) : role === 'user' ? (
        <div className={classes.body}>
          <ContactDetails contact={contact} />
        </div>
      ) : (
        <Tabs defaultValue="details" keepMounted={false}>
          <Tabs.List px="md">
            <Tabs.Tab value="details">Details</Tabs.Tab>
            <Tabs.Tab value="activities">Activities</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="details" className={classes.body}>
            <ContactDetails contact={contact} />
          </Tabs.Panel>
          <Tabs.Panel value="activities" className={classes.body}>
            <Timeline contact={contact} />
          </Tabs.Panel>
        </Tabs>
      )}
    </article>
  );
}
