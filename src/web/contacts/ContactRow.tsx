import { type CSSProperties, memo } from 'react';
import type { Contact } from '../../contract/contact.ts';
import { Initials } from '../ui/Initials.tsx';
import shared from '../ui/ListTable.module.css';
import { SourceBadge } from '../ui/SourceBadge.tsx';
import classes from './ContactTable.module.css';
import { PhoneCell } from './PhoneCell.tsx';
import { typeWords } from './words.ts';

interface ContactRowProps {
  readonly contact: Contact;
  readonly index: number;
  readonly place: CSSProperties;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
}

export const ContactRow = memo(
  function ContactRow({ contact, index, place, isActive, isOpen, onOpen }: ContactRowProps) {
    const name = contact.displayName || 'No name';
    const email = contact.emails[0]?.email;
    return (
      // The keyboard reaches rows through the grid (up, down, Enter), which stands for them.
      <tr
        id={`contact-${contact.id}`}
        aria-rowindex={index + 2}
        aria-selected={isOpen}
        className={`${shared.row} ${classes.row}`}
        data-place=""
        data-active={isActive || undefined}
        data-open={isOpen || undefined}
        style={place}
        onClick={(event) => {
          // A link or a button in the row does its own thing.
          if (event.target instanceof Element && !event.target.closest('a, button')) onOpen();
        }}
      >
        <td className={`${shared.cell} ${classes.cell}`} data-column="Name">
          <Initials name={name} />
          <span className={classes.name}>{name}</span>
        </td>
        <td className={`${shared.cell} ${classes.cell}`} data-column="Phone">
          <PhoneCell phones={contact.phones} name={name} />
        </td>
        <td className={`${shared.cell} ${classes.cell}`} data-column="Email">
          {email && (
            <a className={shared.link} href={`mailto:${email}`}>
              {email}
            </a>
          )}
        </td>
        <td className={`${shared.cell} ${classes.cell}`} data-column="Company">
          <span className="cut">{contact.company}</span>
        </td>
        <td className={`${shared.cell} ${classes.cell}`} data-column="Type">
          {typeWords[contact.type]}
        </td>
        <td className={`${shared.cell} ${classes.cell}`} data-column="Source">
          <SourceBadge contact={contact} />
        </td>
      </tr>
    );
  },
  (before, after) =>
    before.contact === after.contact &&
    before.index === after.index &&
    before.place.transform === after.place.transform &&
    before.place.height === after.place.height &&
    before.isActive === after.isActive &&
    before.isOpen === after.isOpen,
);
