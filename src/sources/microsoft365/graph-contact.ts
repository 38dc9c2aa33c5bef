// An organisational contact and a user as Graph gives them. Every property may be null or absent, enumerations may grow,
// and unknown properties may appear: an item is unusable only when it has no id or a property is of another type.
// Plain checks instead of a schema that copies: there may be a million items, and each is read once and thrown away.

type Text = string | null | undefined;

const isText = (value: unknown): value is Text => typeof value === 'string' || value == null;
const isFlag = (value: unknown): value is boolean | null | undefined =>
  typeof value === 'boolean' || value == null;
const isTexts = (value: unknown): value is readonly string[] | null | undefined =>
  value == null || (Array.isArray(value) && value.every((text) => typeof text === 'string'));
const isNumbers = (value: unknown): value is readonly (string | null)[] | null | undefined =>
  value == null || (Array.isArray(value) && value.every((text) => typeof text === 'string' || text === null));
const isPhones = (
  value: unknown,
): value is readonly { readonly type?: Text; readonly number?: Text }[] | null | undefined =>
  value == null || (Array.isArray(value) && value.every(isPhone));
const isPhone = (value: unknown): boolean => isObject(value) && isText(value.type) && isText(value.number);

const nameProperties = {
  displayName: isText,
  givenName: isText,
  surname: isText,
  companyName: isText,
  department: isText,
  jobTitle: isText,
  mail: isText,
} as const;
const contactForm = { ...nameProperties, proxyAddresses: isTexts, phones: isPhones } as const;
const userForm = {
  ...nameProperties,
  businessPhones: isNumbers,
  mobilePhone: isText,
  faxNumber: isText,
  accountEnabled: isFlag,
  userType: isText,
} as const;

/** With our prefix it has to fit where ids of sources are kept. */
const longestId = 390;

type Form = Readonly<Record<string, (value: unknown) => boolean>>;
type Item<F extends Form> = { readonly id: string } & {
  readonly [K in keyof F]?: F[K] extends (value: unknown) => value is infer T ? T : never;
};

export type OrgContact = Item<typeof contactForm>;
export type User = Item<typeof userForm>;

export const orgContactProperties: readonly string[] = ['id', ...Object.keys(contactForm)];
export const userProperties: readonly string[] = ['id', ...Object.keys(userForm)];

/** An item, or the name of the property whose form is not the documented one. */
export const readOrgContact = reader<OrgContact>(contactForm);
export const readUser = reader<User>(userForm);

function reader<T>(form: Form): (raw: unknown) => T | string {
  const checks = Object.entries(form);
  return (raw) => {
    if (!isObject(raw)) return 'content';
    if (typeof raw.id !== 'string' || raw.id === '' || raw.id.length > longestId) return 'id';
    for (const [name, isRight] of checks) if (!isRight(raw[name])) return name;
    return raw as T;
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
