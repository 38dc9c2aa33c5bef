import type { Page } from 'playwright-core';

/** Asks the API as the person who is signed in on this page. Answers the body; throws on any refusal. */
export function callApi<T>(page: Page, method: string, path: string, body?: object): Promise<T> {
  return page.evaluate(
    async ([verb, address, text]) => {
      const response = await fetch(`/api/v1${address}`, {
        method: verb,
        ...(text ? { headers: { 'content-type': 'application/json' }, body: text } : {}),
      });
      const answer = await response.text();
      if (!response.ok) throw new Error(`${verb} ${address}: ${response.status} ${answer}`);
      return answer === '' ? undefined : JSON.parse(answer);
    },
    [method, path, body ? JSON.stringify(body) : ''] as const,
  );
}
