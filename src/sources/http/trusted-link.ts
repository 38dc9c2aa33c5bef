/**
 * True when a link that the far side sent (a next page) leads to the place that was configured: same scheme, host and port, no
 * user name, a path under the base's. Links are otherwise opaque: use them as they came, never rebuilt.
 */
export function isTrustedLink(link: unknown, base: string): link is string {
  if (typeof link !== 'string' || !URL.canParse(link) || !URL.canParse(base)) return false;
  const url = new URL(link);
  const root = new URL(base);
  const folder = root.pathname.replace(/\/+$/, '');
  return (
    url.origin === root.origin &&
    url.username === '' &&
    url.password === '' &&
    (url.pathname === folder || url.pathname.startsWith(`${folder}/`))
  );
}
