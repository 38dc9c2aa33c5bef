import { Button, Group, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { password } from '../../contract/session.ts';
import { useSession } from '../session/use-session.ts';
import { Page } from '../ui/Page.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { showToast } from '../ui/toast.ts';
import { type FormErrors, useForm } from '../ui/use-form.ts';
import { useSaveProfile } from './use-save-profile.ts';

/** One's own name and password. */
export function ProfilePage() {
  const { user, role } = useSession();
  return (
    <>
      <PageHead
        title="Your profile"
        note={`${user.email} · ${role}${user.extension ? ` · extension ${user.extension}` : ''}`}
      />
      <Page>
        <Stack gap="xl" maw={420}>
          <NameForm />
          <PasswordForm />
        </Stack>
      </Page>
    </>
  );
}

function NameForm() {
  const { user } = useSession();
  const save = useSaveProfile();
  const form = useForm({ initial: { name: user.name }, check: () => ({}) });
  return (
    <form
      onSubmit={form.submit((values) => save.mutate(values, { onSuccess: () => void showToast('Saved.') }))}
    >
      <Stack gap="sm">
        <TextInput label="Name" autoComplete="name" {...form.text('name')} />
        <ProblemAlert error={save.error} />
        <Group>
          <Button type="submit" variant="default" loading={save.isPending} disabled={!form.isChanged}>
            Save name
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const empty = { currentPassword: '', newPassword: '' };

function PasswordForm() {
  const save = useSaveProfile();
  const form = useForm({ initial: empty, check: checkPasswords });
  const send = (values: typeof empty) =>
    save.mutate(values, {
      onSuccess: () => {
        form.setValues(empty);
        showToast('Your password is changed.');
      },
      onError: (error) => form.refuse(error),
    });
  return (
    <form noValidate onSubmit={form.submit(send)}>
      <Stack gap="sm">
        <Title order={2}>Password</Title>
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          {...form.text('currentPassword')}
        />
        <PasswordInput
          label="New password"
          description="At least 10 characters."
          autoComplete="new-password"
          {...form.text('newPassword')}
        />
        <ProblemAlert error={save.error} />
        <Group>
          <Button type="submit" variant="default" loading={save.isPending}>
            Change password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function checkPasswords({ currentPassword, newPassword }: typeof empty): FormErrors {
  const checked = password.safeParse(newPassword);
  return {
    ...(currentPassword === '' ? { currentPassword: 'Enter your current password.' } : {}),
    ...(checked.success ? {} : { newPassword: checked.error.issues[0]?.message ?? 'Choose another.' }),
  };
}
