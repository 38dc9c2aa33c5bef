import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { setup } from '../../contract/session.ts';
import { checkWith } from '../ui/check-with.ts';
import { hasFieldErrors, ProblemAlert } from '../ui/ProblemAlert.tsx';
import { useForm } from '../ui/use-form.ts';
import { EntryCard } from './EntryCard.tsx';
import { useSetup } from './use-setup.ts';

const initial = { code: '', tenant: '', name: '', email: '', password: '' };

export function SetupPage() {
  const navigate = useNavigate();
  const create = useSetup();
  const form = useForm({ initial, check: checkWith(setup) });

  const send = (values: typeof initial) =>
    create.mutate(values, {
      onSuccess: () => navigate({ to: '/', replace: true }),
      onError: (error) => form.refuse(error),
    });

  return (
    <EntryCard
      title="Welcome"
      lead="Create the first administrator. The setup code was printed where Switchbook was started; it proves that this installation is yours."
    >
      <form noValidate onSubmit={form.submit(send)}>
        <Stack gap="md">
          <TextInput
            label="Setup code"
            autoComplete="off"
            spellCheck={false}
            autoFocus
            {...form.text('code')}
          />
          <TextInput label="Company" autoComplete="organization" {...form.text('tenant')} />
          <TextInput label="Your name" autoComplete="name" {...form.text('name')} />
          <TextInput label="E-mail" type="email" autoComplete="username" {...form.text('email')} />
          <PasswordInput
            label="Password"
            description="At least 10 characters."
            autoComplete="new-password"
            {...form.text('password')}
          />
          <ProblemAlert error={hasFieldErrors(create.error) ? null : create.error} />
          <Button type="submit" loading={create.isPending} fullWidth>
            Create administrator
          </Button>
        </Stack>
      </form>
    </EntryCard>
  );
}
