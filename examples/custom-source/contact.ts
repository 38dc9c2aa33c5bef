/** A contact as the contract writes it. */
export interface Contact {
  readonly id: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly company: string;
  readonly type: 'customer' | 'lead';
  readonly phones: readonly { readonly number: string; readonly label: string }[];
  readonly emails: readonly { readonly email: string; readonly label: string }[];
}

const phoneLabels = new Set(['mobile', 'work', 'home', 'fax', 'other']);
const emailLabels = new Set(['private', 'business', 'other']);

/** Checks what somebody sent to be stored under `id`. Text: what is wrong with it. */
export function readContact(id: string, value: unknown): Contact | string {
  if (typeof value !== 'object' || value === null) return 'a contact is a JSON object';
  const { first_name, last_name, company, type, phones, emails }: Record<string, unknown> = { ...value };
  const firstName = text(first_name);
  const lastName = text(last_name);
  const companyName = text(company);
  if (firstName === null || lastName === null || companyName === null)
    return 'first_name, last_name and company are text';
  if (firstName === '' && lastName === '') return 'first_name or last_name is required';
  const numbers = list(phones, 'number', phoneLabels);
  const addresses = list(emails, 'email', emailLabels);
  if (numbers === null) return 'phones is a list of {"number", "label"}';
  if (addresses === null) return 'emails is a list of {"email", "label"}';
  return {
    id,
    first_name: firstName,
    last_name: lastName,
    company: companyName,
    type: type === 'lead' ? 'lead' : 'customer',
    phones: numbers.map(({ value: number, label }) => ({ number, label })),
    emails: addresses.map(({ value: email, label }) => ({ email, label })),
  };
}

function text(value: unknown): string | null {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value.trim() : null;
}

function list(
  value: unknown,
  name: 'number' | 'email',
  labels: ReadonlySet<string>,
): { value: string; label: string }[] | null {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return null;
  const read: { value: string; label: string }[] = [];
  for (const entry of value) {
    if (typeof entry !== 'object' || entry === null || typeof entry[name] !== 'string') return null;
    read.push({ value: entry[name].trim(), label: labels.has(entry.label) ? entry.label : 'other' });
  }
  return read.filter((entry) => entry.value !== '');
}
