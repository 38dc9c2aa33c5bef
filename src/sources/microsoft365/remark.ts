import type { WhyNoFeed } from './cursor.ts';
import type { FeedTrust } from './feed-trust.ts';

export interface Working {
  readonly why: WhyNoFeed | null;
  readonly trust: FeedTrust;
}

/** How this source works for this tenant, as its status shows it. */
export function remarkOn(working: Working, contacts: number, includeUsers: boolean): string {
  return [none(contacts, includeUsers), mode(working)].filter((part) => part !== '').join(' ');
}

function none(contacts: number, includeUsers: boolean): string {
  if (contacts > 0) return '';
  return `Microsoft lists no organisational contacts for this tenant: they are made in the Exchange admin centre under Recipients → Contacts.${
    includeUsers ? '' : ' People with an account are users: switch on "Users as contacts" to have them here.'
  }`;
}

function mode({ why, trust }: Working): string {
  switch (why) {
    case null:
      return "Microsoft's change feed carries phone numbers for this tenant: Switchbook fetches what changed, and compares the full list once a week.";
    case 'without-numbers':
      if (trust.runs > 0) {
        return "Microsoft's change feed leaves out phone numbers for this tenant, but names the contacts that changed: Switchbook fetches those, and compares the full list now and then, at least once a week.";
      }
      if (trust.missed) {
        return "Microsoft's change feed leaves out phone numbers for this tenant, and has not named every contact that changed, so Switchbook compares the full list.";
      }
      return "Microsoft's change feed leaves out phone numbers for this tenant, so Switchbook compares the full list.";
    case 'unavailable':
      return "Microsoft's change feed is not available for this tenant, so Switchbook compares the full list.";
    case 'not-shown':
      return "It has not been seen yet that Microsoft's change feed carries phone numbers for this tenant, so Switchbook compares the full list.";
  }
}
