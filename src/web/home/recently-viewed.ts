// Which contacts this browser opened last: ids only, a list for each person. Names are asked for when they are shown.

const keep = 8;
const keyOf = (personId: string) => `switchbook-viewed-${personId}`;

export function recentlyViewed(personId: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(personId)) ?? '[]');
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string').slice(0, keep) : [];
  } catch {
    return [];
  }
}

export function rememberViewed(personId: string, contactId: string): void {
  const others = recentlyViewed(personId).filter((id) => id !== contactId);
  localStorage.setItem(keyOf(personId), JSON.stringify([contactId, ...others].slice(0, keep)));
}
