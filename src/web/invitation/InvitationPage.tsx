import { Button, PasswordInput, Skeleton, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { password } from '../../contract/session.ts';
import { api } from '../api-client.ts';
import { EntryCard } from '../session/EntryCard.tsx';
import { sessionKey } from '../session/session-query.ts';
import { checkWith } from '../ui/check-with.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { useForm } from '../ui/use-form.ts';

interface Invited {
  readonly email: string;
  readonly name: string;
  readonly tenant: string;
}

const chosen = z.object({ password });

/** Where an invitation link leads: choose a password and be signed in. */
export function InvitationPage() {
  // Behind `#`, so that the token reaches no log of a proxy.
  const [token] = useState(() => window.location.hash.slice(1));
  const navigate = useNavigate();
  const queries = useQueryClient();
  const invited = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api.get<Invited>(`/invitation?token=${encodeURIComponent(token)}`, { signal }),
    retry: false,
  });
  const accept = useMutation({
    mutationFn: (typed: string) => api.post<undefined>('/invitation', { token, password: typed }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: sessionKey });
      await navigate({ to: '/', replace: true });
    },
  });
  const form = useForm({
    initial: { password: '' },
    check: checkWith(chosen),
  });
  if (invited.isError) {
    return (
      <EntryCard title="This link does not work" lead="It was used already, or is older than seven days.">
        <Stack gap="md">
          <ProblemAlert error={invited.error} />
          <Button variant="default" onClick={() => void navigate({ to: '/sign-in', search: { next: '/' } })}>
            Go to sign-in
          </Button>
        </Stack>
      </EntryCard>
    );
  }
  if (!invited.data) return <Skeleton height={200} maw={400} mx="auto" mt={80} />;
  return (
    <EntryCard
      title={`Welcome to ${invited.data.tenant}`}
      lead={`Choose a password for ${invited.data.email}, and you are in.`}
    >
      <form noValidate onSubmit={form.submit((values) => accept.mutate(values.password))}>
        <Stack gap="md">
          <input type="hidden" autoComplete="username" value={invited.data.email} readOnly />
          <PasswordInput
            label="Password"
            description="At least 10 characters."
            autoComplete="new-password"
            autoFocus
            {...form.text('password')}
          />
          <ProblemAlert error={accept.error} />
          <Button type="submit" loading={accept.isPending} fullWidth>
            Set password and sign in
          </Button>
        </Stack>
      </form>
    </EntryCard>
  );
}
