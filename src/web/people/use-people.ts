import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Person } from '../../contract/people.ts';
import { api } from '../api-client.ts';

interface Invitation {
  readonly url: string;
  readonly expiresAt: string;
}
export type PersonCreated = Person & { readonly invitation: Invitation };

interface PersonChange {
  readonly id: string;
  readonly name?: string;
  readonly role?: Person['role'];
  readonly extension?: string | null;
  readonly disabled?: boolean;
}

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => api.get<{ items: Person[] }>('/people?limit=1000', { signal }),
});

/** GET /people. */
export const usePeople = () => useQuery(peopleQuery);

/** What an administrator does with people; each act reads the list again. */
export function usePeopleActs() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['people'] });
  return {
    add: useMutation({ mutationFn: (body: object) => api.post<PersonCreated>('/people', body), onSuccess }),
    change: useMutation({
      mutationFn: ({ id, ...body }: PersonChange) => api.patch<Person>(`/people/${id}`, body),
      onSuccess,
    }),
    invite: useMutation({
      mutationFn: (id: string) => api.post<Invitation>(`/people/${id}/invite`),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: (id: string) => api.delete(`/people/${id}`), onSuccess }),
  };
}
