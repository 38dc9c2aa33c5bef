import { emptyContact } from '../domain/contact.ts';
import { writeCsvLine } from './write-csv.ts';

/** A file to fill in: three contacts that show the form, which has no header. */
export function csvTemplate(): string {
  const example = {
    ...emptyContact,
    firstName: 'Ada',
    middleName: 'King',
    lastName: 'Lovelace',
    company: 'Analytical Engines, Ltd',
  };
  return [
    writeCsvLine({
      ...example,
      emails: [{ email: 'ada@example.com', label: 'business' }],
      phones: [
        { number: '+44 20 7183 8750', label: 'work' },
        { number: '+44 7700 900123', label: 'mobile' },
      ],
    }),
    writeCsvLine({
      ...emptyContact,
      firstName: 'Grace',
      lastName: 'Hopper',
      phones: [{ number: '50011', label: 'work' }],
    }),
    writeCsvLine({
      ...emptyContact,
      company: 'Night Porter',
      phones: [
        { number: '600111', label: 'home' },
        { number: '600112', label: 'fax' },
      ],
    }),
  ].join('');
}
