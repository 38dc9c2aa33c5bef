/** A value of a file as a report shows it. */
export const shownValue = (value: string): string => (value.length > 100 ? `${value.slice(0, 99)}…` : value);
