import { type ContactFields, displayName } from '../../domain/contact.ts';
import { matchesRule } from './matches-rule.ts';
import type { Exclusions } from './settings.ts';

/**
 * Whether the administrator's rules leave this contact out. Microsoft does not say who is hidden from the address list,
 * so these rules stand in for it. `shownName` is the name that Microsoft shows, where it differs from ours.
 */
export function isExcluded(fields: ContactFields, shownName: string, rules: Exclusions): boolean {
  const matches = (text: string, list: readonly string[]) =>
    text !== '' && list.some((rule) => matchesRule(text, rule));
  return (
    matches(fields.company, rules.companies) ||
    matches(fields.department, rules.departments) ||
    matches(displayName(fields), rules.names) ||
    matches(shownName, rules.names) ||
    fields.emails.some(({ email }) => matches(domainOf(email), rules.domains.map(bareDomain)))
  );
}

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);

/** `@example.com` is meant as `example.com`. */
const bareDomain = (rule: string): string => rule.replace(/^@/, '');
