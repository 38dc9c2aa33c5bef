import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '../ui/icons.ts';

export function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const next = shown === 'light' ? 'dark' : 'light';
  const label = `Use the ${next} theme`;
  return (
    <Tooltip label={label}>
      <ActionIcon
        size={34}
        variant="subtle"
        color="gray"
        aria-label={label}
        onClick={() => setColorScheme(next)}
      >
        {next === 'dark' ? <IconMoon size={18} stroke={1.7} /> : <IconSun size={18} stroke={1.7} />}
      </ActionIcon>
    </Tooltip>
  );
}
