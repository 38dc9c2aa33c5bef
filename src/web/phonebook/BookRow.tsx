import { ActionIcon, Checkbox, Tooltip } from '@mantine/core';
import type { CSSProperties } from 'react';
import type { Contact } from '../../contract/contact.ts';
import { PhoneCell } from '../contacts/PhoneCell.tsx';
import { IconPencil, IconTrash } from '../ui/icons.ts';
import shared from '../ui/ListTable.module.css';
import classes from './BookTable.module.css';

interface BookRowProps {
  readonly contact: Contact;
  readonly index: number;
  readonly place: CSSProperties;
  readonly mayWrite: boolean;
  readonly isChosen: boolean;
  readonly onChoose: (on: boolean) => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

export function BookRow(props: BookRowProps) {
  const { contact, index, place, mayWrite, isChosen, onChoose, onEdit, onDelete } = props;
  const { displayName, firstName, middleName, lastName, emails, company } = contact;
  const email = emails[0]?.email;
  return (
    <tr
      className={`${shared.row} ${classes.row}`}
      data-place=""
      data-plain={!mayWrite || undefined}
      data-chosen={isChosen || undefined}
      style={place}
      aria-rowindex={index + 2}
    >
      {mayWrite && (
        <td className={`${shared.cell} ${classes.cell}`}>
          <Checkbox
            size="xs"
            aria-label={`Select ${displayName}`}
            checked={isChosen}
            onChange={(event) => onChoose(event.currentTarget.checked)}
          />
        </td>
      )}
      <td className={`${shared.cell} ${classes.cell}`} data-column="First name">
        <span className="cut">{[firstName, middleName].filter((part) => part !== '').join(' ')}</span>
      </td>
      <td className={`${shared.cell} ${classes.cell}`} data-column="Last name">
        <span className="cut">{lastName}</span>
      </td>
      <td className={`${shared.cell} ${classes.cell}`} data-column="Number">
        <PhoneCell phones={contact.phones} name={displayName} />
      </td>
      <td className={`${shared.cell} ${classes.cell}`} data-column="E-mail">
        {email && (
          <a className={shared.link} href={`mailto:${email}`}>
            {email}
          </a>
        )}
      </td>
      <td className={`${shared.cell} ${classes.cell}`} data-column="Company">
        <span className="cut">{company}</span>
      </td>
      {mayWrite && (
        <td className={`${shared.cell} ${classes.cell}`}>
          <Tooltip label="Edit">
            <ActionIcon variant="subtle" color="gray" aria-label={`Edit ${displayName}`} onClick={onEdit}>
              <IconPencil size={16} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Delete">
            <ActionIcon variant="subtle" color="gray" aria-label={`Delete ${displayName}`} onClick={onDelete}>
              <IconTrash size={16} />
            </ActionIcon>
          </Tooltip>
        </td>
      )}
    </tr>
  );
}
