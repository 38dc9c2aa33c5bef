import { z } from 'zod';

// An organisational contact and a user as Graph gives them. Every property may be null or absent, enumerations may grow,
// and unknown properties may appear: an item is unusable only when it has no id or a property is of another type.

const text = z.string().nullish();

export const orgContact = z.object({
  id: z.string().min(1).max(390),
  displayName: text,
  givenName: text,
  surname: text,
  companyName: text,
  department: text,
  jobTitle: text,
  mail: text,
  proxyAddresses: z.array(z.string()).nullish(),
  phones: z.array(z.object({ type: text, number: text })).nullish(),
});
export type OrgContact = z.output<typeof orgContact>;

export const user = z.object({
  id: z.string().min(1).max(390),
  displayName: text,
  givenName: text,
  surname: text,
  companyName: text,
  department: text,
  jobTitle: text,
  mail: text,
  businessPhones: z.array(z.string().nullable()).nullish(),
  mobilePhone: text,
  faxNumber: text,
  accountEnabled: z.boolean().nullish(),
  userType: text,
});
export type User = z.output<typeof user>;

export const orgContactProperties = Object.keys(orgContact.shape);
export const userProperties = Object.keys(user.shape);
