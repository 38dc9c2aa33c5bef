/** The address of another page. `URLSearchParams` writes a space as `+`, which some phones do not decode: `%20` they all do. */
export function pageLink(base: string, path: string, q: string, offset: number): string {
  const parameters = [q === '' ? '' : `q=${encodeURIComponent(q)}`, offset === 0 ? '' : `o=${offset}`].filter(
    Boolean,
  );
  return `${base}/${path}${parameters.length > 0 ? `?${parameters.join('&')}` : ''}`;
}
