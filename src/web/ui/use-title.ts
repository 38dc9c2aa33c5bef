import { useEffect } from 'react';

/** The document's title while a page is shown, the most particular word first. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Switchbook' : `${title} · Switchbook`;
  }, [title]);
}
