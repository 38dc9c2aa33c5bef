import { describe, expect, it } from 'vitest';
import { emptyContact } from '../../domain/contact.ts';
import { checkContact, fieldsOf, patchOf, valuesOf } from './contact-values.ts';

const ada = {
  ...emptyContact,
  firstName: 'Ada',
  company: 'Engines',
  phones: [
    { number: '204', label: 'work' as const },
    { number: '+44 7700 900123', label: 'mobile' as const },
  ],
};

describe('the values of a contact’s form', () => {
  it('send only what was changed, and null for what was emptied', () => {
    const values = { ...valuesOf(ada), company: '', lastName: 'Lovelace' };
    expect(patchOf(ada, fieldsOf(values))).toEqual({ lastName: 'Lovelace', company: null });
  });

  it('send nothing when nothing was changed', () => {
    expect(patchOf(ada, fieldsOf(valuesOf(ada)))).toEqual({});
  });

  it('send numbers in the order they were dragged into', () => {
    const values = valuesOf(ada);
    const turned = { ...values, phones: [...values.phones].reverse() };
    expect(patchOf(ada, fieldsOf(turned))).toEqual({ phones: [...ada.phones].reverse() });
  });

  it('leave out rows that stayed empty, and say what is wrong with the others at their place', () => {
    const values = {
      ...valuesOf(ada),
      phones: [
        { key: 'a', number: ' ', label: 'work' as const },
        { key: 'b', number: 'call me', label: 'work' as const },
      ],
    };
    expect(Object.keys(checkContact(values, true))).toEqual(['phones.1.number']);
    expect(fieldsOf(values).phones).toHaveLength(1);
  });

  it('need a first name, a last name or a company in a book, but not for a synced contact', () => {
    const nameless = valuesOf({ ...emptyContact, phones: [{ number: '204', label: 'work' }] });
    expect(checkContact(nameless, true)).toHaveProperty('firstName');
    expect(checkContact(nameless, false)).toEqual({});
  });
});
