import { ActionIcon, Menu } from '@mantine/core';
import { useState } from 'react';
import type { Activity } from '../../contract/activity.ts';
import { CallNumber } from '../calls/CallNumber.tsx';
import { useSession } from '../session/use-session.ts';
import { IconDots, IconMail, IconNote, IconPhoneIncoming, IconPhoneOutgoing } from '../ui/icons.ts';
import { messageOf } from '../ui/ProblemAlert.tsx';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import { duration } from '../ui/time.ts';
import { showToast } from '../ui/toast.ts';
import { LinkedText } from './LinkedText.tsx';
import { NoteForm } from './NoteForm.tsx';
import classes from './Timeline.module.css';
import { useActivityActs } from './use-activities.ts';

interface ActivityItemProps {
  readonly contactId: string;
  readonly activity: Activity;
}

export function ActivityItem({ contactId, activity }: ActivityItemProps) {
  const { user } = useSession();
  const { change, remove } = useActivityActs(contactId);
  const [editing, setEditing] = useState(false);
  const isOwn = activity.author.id === user.id;
  const Icon = iconOf(activity);
  return (
    <li className={classes.item}>
      <Icon size={18} className={classes.icon} aria-hidden />
      <div className={classes.body}>
        {activity.kind !== 'note' && (
          <div>
            <Headline activity={activity} />
          </div>
        )}
        {editing ? (
          <NoteForm
            initial={activity.text}
            pending={change.isPending}
            error={change.error}
            onSave={(text) =>
              change.mutate({ id: activity.id, text }, { onSuccess: () => setEditing(false) })
            }
            onCancel={() => setEditing(false)}
          />
        ) : (
          activity.text && (
            <div className={classes.text}>
              <LinkedText text={activity.text} />
            </div>
          )
        )}
        <div className={classes.quiet}>
          {activity.author.name} · <TimeAgo at={activity.at} />
          {activity.editedAt && ' · edited'}
        </div>
      </div>
      {isOwn && !editing && (
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label="Edit or delete">
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setEditing(true)}>Edit</Menu.Item>
            <Menu.Item
              color="red"
              onClick={() =>
                remove.mutate(activity.id, {
                  onError: (error) => void showToast(messageOf(error), { tone: 'bad' }),
                })
              }
            >
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}

function iconOf({ kind, direction }: Activity) {
  if (kind === 'note') return IconNote;
  if (kind === 'email') return IconMail;
  return direction === 'outbound' ? IconPhoneOutgoing : IconPhoneIncoming;
}

function Headline({ activity }: { readonly activity: Activity }) {
  const { kind, direction, number, durationSeconds, extension, author } = activity;
  if (kind === 'email') {
    if (direction === null) return 'E-mail';
    return direction === 'outbound' ? 'E-mail sent' : 'E-mail received';
  }
  // Whoever writes a call down may not have looked at the clock; a PBX has.
  const unknown = durationSeconds === null && extension === null && author.kind === 'person';
  const long = durationSeconds ? duration(durationSeconds * 1000) : unknown ? '' : 'not answered';
  const rest = [long, extension ? `extension ${extension}` : ''].filter(Boolean);
  if (number === '' && author.kind === 'person')
    return [direction === 'outbound' ? 'Outgoing call' : 'Incoming call', ...rest].join(' · ');
  return (
    <>
      {direction === 'outbound' ? 'Call to ' : 'Call from '}
      <CallNumber number={number} />
      {rest.map((part) => ` · ${part}`)}
    </>
  );
}
