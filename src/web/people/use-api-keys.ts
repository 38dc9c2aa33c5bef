import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../api-client.ts';

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly role: 'administrator' | 'agent' | 'user';
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

/** GET /api-keys, and making and deleting them. */
export function useApiKeys() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['api-keys'] });
  return {
    list: useQuery({
      queryKey: ['api-keys'],
      queryFn: ({ signal }) => api.get<{ items: ApiKey[] }>('/api-keys', { signal }),
    }),
    make: useMutation({
      mutationFn: (body: { name: string; role: string }) =>
        api.post<{ key: string; name: string }>('/api-keys', body),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: (id: string) => api.delete(`/api-keys/${id}`), onSuccess }),
  };
}
