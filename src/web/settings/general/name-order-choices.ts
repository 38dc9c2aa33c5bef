import { type NameOrder, nameOrders } from '../../../domain/person-name.ts';

const labels: Readonly<Record<NameOrder, string>> = {
  'first-last': 'First name first: Ada King Archer',
  'last-first': 'Last name first: Archer, Ada King',
};

export const nameOrderChoices = nameOrders.map((value) => ({ value, label: labels[value] }));

/** What was chosen; undefined for anything else. */
export const nameOrderOf = (value: string): NameOrder | undefined =>
  nameOrders.find((order) => order === value);
