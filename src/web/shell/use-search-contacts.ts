import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

/**
 * Shows the contacts that match. On the list its filters stay and typing does not fill the browser's history; from
 * another page it leads there.
 */
export function useSearchContacts(): (q: string) => void {
  const router = useRouter();
  return useCallback(
    (q) => {
      const onList = router.state.location.pathname === '/contacts';
      if (!onList && q === '') return;
      void router.navigate({
        to: '/contacts',
        search: (before) => ({ ...(onList ? before : {}), q: q || undefined, contact: undefined }),
        replace: onList,
      });
    },
    [router],
  );
}
