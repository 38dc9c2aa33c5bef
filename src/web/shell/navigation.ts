import type { Role } from '../../contract/session.ts';
import {
  IconAddressBook,
  IconDeviceLandlinePhone,
  IconHistory,
  IconListCheck,
  IconPhone,
  IconSettings,
  IconUser,
  IconUsers,
} from '../ui/icons.ts';

export interface Place {
  readonly to: string;
  readonly label: string;
  /** Under the icon of a telephone's bottom bar. */
  readonly shortLabel: string;
  readonly icon: typeof IconUsers;
  readonly roles: readonly Role[];
  /** On a telephone behind “More”: a thumb hits five places, not seven. */
  readonly behindMore?: boolean;
}

const everybody: readonly Role[] = ['administrator', 'agent', 'user'];
const administrators: readonly Role[] = ['administrator'];

/** The pages in the order of the navigation. A new page is a line here and a route in router.tsx. */
const places: readonly Place[] = [
  { to: '/desk', label: 'Desk', shortLabel: 'Desk', icon: IconPhone, roles: ['agent'] },
  { to: '/contacts', label: 'Contacts', shortLabel: 'Contacts', icon: IconUsers, roles: everybody },
  {
    to: '/phonebook',
    label: 'Central Phone Book',
    shortLabel: 'Book',
    icon: IconAddressBook,
    roles: everybody,
  },
  {
    to: '/phones',
    label: 'Phones',
    shortLabel: 'Phones',
    icon: IconDeviceLandlinePhone,
    roles: administrators,
  },
  {
    to: '/history',
    label: 'History',
    shortLabel: 'History',
    icon: IconHistory,
    roles: administrators,
    behindMore: true,
  },
  { to: '/settings', label: 'Settings', shortLabel: 'Settings', icon: IconSettings, roles: administrators },
  {
    to: '/people',
    label: 'People',
    shortLabel: 'People',
    icon: IconUser,
    roles: administrators,
    behindMore: true,
  },
  {
    to: '/audit',
    label: 'Audit log',
    shortLabel: 'Audit',
    icon: IconListCheck,
    roles: administrators,
    behindMore: true,
  },
];

export function placesFor(role: Role): readonly Place[] {
  return places.filter((place) => place.roles.includes(role));
}
