import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { ApiProblem } from '../api-client.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { type FormErrors, useForm } from '../ui/use-form.ts';
import { EntryCard } from './EntryCard.tsx';
import { type Credentials, useSignIn } from './use-sign-in.ts';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { next } = route.useSearch();
  const router = useRouter();
  const signIn = useSignIn();
  const form = useForm<Credentials>({ initial: { email: '', password: '' }, check: checkCredentials });

  const send = (credentials: Credentials) =>
    signIn.mutate(credentials, { onSuccess: () => router.history.replace(next) });

  return (
    <EntryCard title="Sign in" lead="To your company’s contact directory.">
      <form noValidate onSubmit={form.submit(send)}>
        <Stack gap="md">
          <TextInput label="E-mail" type="email" autoComplete="username" autoFocus {...form.text('email')} />
          <PasswordInput label="Password" autoComplete="current-password" {...form.text('password')} />
          <ProblemAlert error={refusalOf(signIn.error)} />
          <Button type="submit" loading={signIn.isPending} fullWidth>
            Sign in
          </Button>
        </Stack>
      </form>
    </EntryCard>
  );
}

function checkCredentials({ email, password }: Credentials): FormErrors {
  return {
    ...(email.trim() === '' ? { email: 'Enter your e-mail address.' } : {}),
    ...(password === '' ? { password: 'Enter your password.' } : {}),
  };
}

/** Which of the two was wrong is not said: that would tell strangers who has an account here. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof ApiProblem)) return error;
  if (error.status === 401) {
    return new Error('This e-mail and password do not fit. Check both and try again.');
  }
  if (error.status !== 429) return error;
  const wait = error.retryAfterSeconds ?? 60;
  const time = wait < 90 ? `${wait} seconds` : `${Math.ceil(wait / 60)} minutes`;
  return new Error(`Too many tries. Wait ${time}, then sign in again.`);
}
