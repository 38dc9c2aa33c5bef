import { ActionIcon, Button, CloseButton, Title, Tooltip } from '@mantine/core';
import type { ContactDetail } from '../../contract/contact.ts';
import { useRole } from '../session/use-session.ts';
import { Initials } from '../ui/Initials.tsx';
import { IconPencil, IconRestore, IconTrash } from '../ui/icons.ts';
import { Pill } from '../ui/Pill.tsx';
import { messageOf } from '../ui/ProblemAlert.tsx';
import { SourceBadge } from '../ui/SourceBadge.tsx';
import { showToast } from '../ui/toast.ts';
import classes from './ContactPanel.module.css';
import { mayEdit } from './may-edit.ts';
import { useDeleteContact } from './use-delete-contact.ts';
import { useRestoreContact } from './use-restore-contact.ts';
import { typeWords } from './words.ts';

interface ContactHeadProps {
  readonly contact: ContactDetail;
  readonly isEditing: boolean;
  readonly onEdit: () => void;
  readonly onClose: () => void;
}

export function ContactHead({ contact, isEditing, onEdit, onClose }: ContactHeadProps) {
  const may = mayEdit(useRole(), contact);
  const deleteContact = useDeleteContact();
  const restore = useRestoreContact();
  const name = contact.displayName || 'No name';
  const work = [contact.jobTitle, contact.department, contact.company].filter((part) => part !== '');
  const deleteLabel = contact.source ? 'Hide for everyone' : 'Delete';

  return (
    <div className={classes.head}>
      <div className={classes.bar}>
        {may && contact.hidden && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRestore size={16} />}
            loading={restore.isPending}
            onClick={() =>
              restore.mutate(contact.id, {
                onSuccess: () => showToast('Restored, as the source has it today.'),
                onError: (error) => showToast(messageOf(error), { tone: 'bad' }),
              })
            }
          >
            Restore
          </Button>
        )}
        {may && !contact.hidden && !isEditing && (
          <>
            <Button size="xs" variant="default" leftSection={<IconPencil size={16} />} onClick={onEdit}>
              Edit
            </Button>
            <Tooltip label={deleteLabel}>
              <ActionIcon
                variant="default"
                size={30}
                aria-label={deleteLabel}
                onClick={() => {
                  onClose();
                  void deleteContact(contact);
                }}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
        <CloseButton aria-label="Close" onClick={onClose} />
      </div>
      <div className={classes.who}>
        <Initials name={name} size="large" />
        <div className={classes.words}>
          <Title order={1} className={classes.name}>
            {name}
          </Title>
          {work.length > 0 && <p className={classes.work}>{work.join(' · ')}</p>}
          <div className={classes.badges}>
            <SourceBadge contact={contact} />
            <Pill tone="quiet">{typeWords[contact.type]}</Pill>
            {contact.hidden && <Pill tone="warn">Hidden</Pill>}
          </div>
        </div>
      </div>
    </div>
  );
}
