import { Button, Group, NumberInput, Stack, Switch, TextInput } from '@mantine/core';
import type { Source } from '../../contract/source.ts';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { showToast } from '../ui/toast.ts';
import { useForm } from '../ui/use-form.ts';
import classes from './SourceForm.module.css';
import type { SourceKind } from './source-kinds.ts';
import { checkSource, draftOf, refusalAtFields, valuesOf } from './source-values.ts';
import { TestResult } from './TestResult.tsx';
import { useSaveSource } from './use-save-source.ts';
import { useTestSource } from './use-test-source.ts';

interface SourceFormProps {
  readonly kindName: string;
  readonly kind: SourceKind;
  readonly source?: Source;
  readonly onSaved: () => void;
  readonly onCancel?: () => void;
}

export function SourceForm({ kindName, kind, source, onSaved, onCancel }: SourceFormProps) {
  const isSet = (secret: string) => source?.settings[`${secret}Set`] === true;
  const form = useForm({
    initial: valuesOf(kind, source),
    check: (values) => checkSource(kind, values, isSet),
  });
  const save = useSaveSource(source?.id);
  const test = useTestSource();
  const { values } = form;
  const { Fields } = kind;

  const send = () =>
    save.mutate(draftOf(kindName, kind, values), {
      onSuccess: () => {
        showToast(
          values.enabled ? 'Saved. Sync is on.' : 'Saved. Nothing runs until you click Trigger Sync.',
        );
        onSaved();
      },
      onError: (error) => form.refuse(refusalAtFields(kind, error)),
    });

  return (
    <form noValidate onSubmit={form.submit(send)}>
      <Stack gap="md" className={classes.form}>
        {kind.isNamed && <TextInput label="Name" placeholder="Head office" required {...form.text('name')} />}
        <Fields
          values={values.settings}
          errorOf={form.errorOf}
          isSet={isSet}
          onLeave={form.leave}
          onChange={(name, value) =>
            form.change(name, { ...values, settings: { ...values.settings, [name]: value } })
          }
        />
        <Switch
          label="Enable Sync"
          description={
            values.enabled
              ? 'Saving starts a sync that is due, and then one every interval.'
              : 'Saved only: nothing runs until somebody clicks Trigger Sync.'
          }
          checked={values.enabled}
          onChange={(event) => form.setValues({ ...values, enabled: event.currentTarget.checked })}
        />
        <NumberInput
          label="Sync Interval (hours)"
          w={180}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          value={values.intervalHours}
          error={form.errorOf('intervalHours')}
          onBlur={() => form.leave('intervalHours')}
          onChange={(hours) => form.change('intervalHours', { ...values, intervalHours: hours })}
        />
        <TestResult result={test.data} error={test.error} pending={test.isPending} />
        <ProblemAlert error={save.error} title="Not saved" />
        <Group gap="xs">
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
          <Button
            variant="default"
            loading={test.isPending}
            onClick={() =>
              test.mutate({ id: source?.id, kind: kindName, settings: kind.write(values.settings) })
            }
          >
            Test connection
          </Button>
          {onCancel && (
            <Button variant="subtle" color="gray" onClick={onCancel}>
              Cancel
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
