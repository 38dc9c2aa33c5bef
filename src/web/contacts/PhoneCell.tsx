import { Popover, UnstyledButton } from '@mantine/core';
import type { Contact } from '../../contract/contact.ts';
import { dialLink } from './dial-link.ts';
import classes from './PhoneCell.module.css';
import { useReadableNumbers } from './readable-numbers.ts';
import { phoneLabelWords } from './words.ts';

interface PhoneCellProps {
  readonly phones: Contact['phones'];
  readonly name: string;
}

/** The main number as a link to dial; `(+2)` opens all of them with their labels. */
export function PhoneCell({ phones, name }: PhoneCellProps) {
  const readable = useReadableNumbers();
  const [main, ...others] = phones;
  if (!main) return null;
  return (
    <>
      <a className={classes.main} href={dialLink(main)}>
        {readable(main)}
      </a>
      {others.length > 0 && (
        <Popover position="bottom-start" withArrow trapFocus returnFocus>
          <Popover.Target>
            <UnstyledButton className={classes.more} aria-label={`All numbers of ${name}`}>
              (+{others.length})
            </UnstyledButton>
          </Popover.Target>
          <Popover.Dropdown className={classes.all}>
            {phones.map((phone, at) => (
              // Two numbers may be the same; their order is what they are.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <div key={at} className={classes.line}>
                <span className={classes.label}>{phoneLabelWords[phone.label]}</span>
                <a className="tabular" href={dialLink(phone)}>
                  {readable(phone)}
                </a>
              </div>
            ))}
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  );
}
