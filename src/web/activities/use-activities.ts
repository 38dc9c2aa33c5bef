import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Activity } from '../../contract/activity.ts';
import { api, withQuery } from '../api-client.ts';

export type ActivityKind = Activity['kind'] | '';

/** GET /contacts/:id/activities, a page after the other. */
export function useActivities(contactId: string, kind: ActivityKind, limit = 30) {
  return useInfiniteQuery({
    queryKey: ['activities', contactId, kind, limit],
    queryFn: ({ signal, pageParam }) =>
      api.get<{ items: Activity[]; nextCursor?: string }>(
        withQuery(`/contacts/${contactId}/activities`, { kind, limit, cursor: pageParam }),
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Writing on a contact's timeline. */
export function useActivityActs(contactId: string) {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['activities', contactId] });
  return {
    add: useMutation({
      mutationFn: (body: object) => api.post<Activity>(`/contacts/${contactId}/activities`, body),
      onSuccess,
    }),
    change: useMutation({
      mutationFn: ({ id, text }: { id: string; text: string }) =>
        api.patch<Activity>(`/activities/${id}`, { text }),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: (id: string) => api.delete(`/activities/${id}`), onSuccess }),
  };
}
