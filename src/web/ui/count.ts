// Numbers and times in words, grouped and written as the browser's language does it.

const grouped = new Intl.NumberFormat();

export function count(value: number): string {
  return grouped.format(value);
}

/** "1 contact", "1,204 contacts". */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** How many a list holds, which may be an estimate. */
export function totalWords({ total, totalExact }: { total: number; totalExact: boolean }): string {
  return totalExact ? count(total) : `about ${count(total)}`;
}
