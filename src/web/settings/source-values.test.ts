import { describe, expect, it } from 'vitest';
import { customKind } from './custom/custom-kind.tsx';
import { microsoft365Kind } from './microsoft365/microsoft365-kind.tsx';
import { checkSource, draftOf, valuesOf } from './source-values.ts';

const nothingSet = () => false;

describe('the form of a source', () => {
  it('leaves a secret out that was not typed, so that the saved one stays', () => {
    const values = valuesOf(customKind, undefined);
    const typed = { ...values, name: 'CRM', settings: { ...values.settings, url: 'https://crm.example' } };
    expect(draftOf('custom', customKind, typed).settings).not.toHaveProperty('clientSecret');
  });

  it('says at each field of a new source what is missing', () => {
    const errors = checkSource(customKind, valuesOf(customKind, undefined), nothingSet);
    expect(Object.keys(errors).sort()).toEqual(['clientId', 'clientSecret', 'name', 'url']);
  });

  it.each(['', 0, 721, 1.5])('refuses an interval of %s hours', (intervalHours) => {
    const values = { ...valuesOf(customKind, undefined), intervalHours };
    expect(checkSource(customKind, values, nothingSet)).toHaveProperty('intervalHours');
  });

  it('takes the secret away when Microsoft 365 is to be read with a certificate', () => {
    const settings = {
      ...microsoft365Kind.read({}),
      signInBy: 'certificate',
      certificate: 'PEM',
      certificateKey: 'KEY',
    };
    expect(microsoft365Kind.write(settings)).toMatchObject({ clientSecret: null, certificateKey: 'KEY' });
  });

  it('writes exclusion rules one a line and reads them back', () => {
    const exclude = {
      domains: ['a.example', '*.b.example'],
      companies: [],
      departments: [],
      names: ['*room*'],
    };
    const values = microsoft365Kind.read({ exclude });
    expect(microsoft365Kind.write(values).exclude).toEqual(exclude);
  });
});
