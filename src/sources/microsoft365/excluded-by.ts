import { type ContactFields, displayName } from '../../domain/contact.ts';
import { matchRules } from './match-rules.ts';
import type { Exclusions } from './settings.ts';

/** `shownName` is the name that Microsoft shows, where it differs from ours. */
export type IsExcluded = (fields: ContactFields, shownName: string) => boolean;

/**
 * Whether the administrator's rules leave a contact out. Microsoft does not say who is hidden from the address list, so
 * these rules stand in for it.
 */
export function excludedBy(rules: Exclusions): IsExcluded {
  const { companies, departments, names, domains } = rules;
  if (companies.length + departments.length + names.length + domains.length === 0) return () => false;
  const isCompany = matchRules(companies);
  const isDepartment = matchRules(departments);
  const isName = matchRules(names);
  const isDomain = matchRules(domains.map(bareDomain), sameCase);
  return (fields, shownName) =>
    (fields.company !== '' && isCompany(fields.company)) ||
    (fields.department !== '' && isDepartment(fields.department)) ||
    (names.length > 0 && (isNamed(isName, displayName(fields)) || isNamed(isName, shownName))) ||
    fields.emails.some(({ email }) => isDomain(domainOf(email)));
}

const isNamed = (isName: (text: string) => boolean, name: string): boolean => name !== '' && isName(name);

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);

/** Hyphens tell domains from each other, and so do accents. */
const sameCase = (domain: string): string => domain.normalize('NFC').toLowerCase().trim();

/** `@example.com` is meant as `example.com`. */
const bareDomain = (rule: string): string => rule.replace(/^@/, '');
