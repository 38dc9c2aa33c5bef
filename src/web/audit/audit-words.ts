import type { AuditEvent } from '../../contract/people.ts';
import { fieldWords } from '../contacts/words.ts';

/** `contact.source-used` → "Contact source used". */
export function actionInWords(action: string): string {
  const words = action.replace(/[.-]/g, ' ').replace(/^api\b/, 'API');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** What changed, by name and count. What the event is about is said beside it, not again. */
export function detailsInWords({ details, subjectName }: AuditEvent): string {
  return Object.entries(details)
    .filter(([name, value]) => name !== 'activityId' && value !== subjectName)
    .map(([name, value]) => `${nameInWords(name)}: ${valueInWords(value)}`)
    .join(' · ');
}

const nameInWords = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function valueInWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueInWords).join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return value.toLocaleString('en');
  if (value === null || value === '') return 'none';
  if (typeof value === 'object') return JSON.stringify(value);
  return (fieldWords as Readonly<Record<string, string>>)[String(value)] ?? String(value);
}
