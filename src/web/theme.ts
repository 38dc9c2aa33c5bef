import {
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  Loader,
  type MantineColorsTuple,
  Menu,
  Modal,
  Popover,
  Select,
  Table,
  Tooltip,
} from '@mantine/core';

// One theme: neutral greys and one accent. Every text colour reaches 4.5:1 on the surfaces below.

const accent: MantineColorsTuple = [
  '#eef2fd',
  '#dbe4fa',
  '#b7c7f3',
  '#90a8ec',
  '#7190e5',
  '#5577d8',
  '#4163c6',
  '#3457b8',
  '#2b499c',
  '#223a7d',
];
const dark: MantineColorsTuple = [
  '#e3e5e9',
  '#c4c8cf',
  '#a2a8b2',
  '#7b828e',
  '#4a4f59',
  '#383c45',
  '#282b32',
  '#1c1e23',
  '#16181c',
  '#101114',
];

const titleStyle = { fontSize: 16, fontWeight: 600 };

export const theme = createTheme({
  colors: { accent, dark },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: '"Inter Variable", system-ui, -apple-system, "Segoe UI", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '20px', lineHeight: '28px' }, h2: { fontSize: '16px', lineHeight: '24px' } },
  },
  defaultRadius: 6,
  cursorType: 'pointer',
  components: {
    Loader: Loader.extend({ defaultProps: { size: 'sm', role: 'status' } }),
    // A menu may hold nothing but its items.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        transitionProps: { duration: 120 },
        overlayProps: { backgroundOpacity: 0.35 },
      },
      styles: { title: titleStyle, header: { minHeight: 48 } },
    }),
    Drawer: Drawer.extend({
      defaultProps: { transitionProps: { duration: 140 }, overlayProps: { backgroundOpacity: 0.2 } },
      styles: { title: titleStyle },
    }),
    DrawerRoot: Drawer.Root.extend({ defaultProps: { transitionProps: { duration: 140 } } }),
    DrawerOverlay: Drawer.Overlay.extend({ defaultProps: { backgroundOpacity: 0.2 } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } }),
    // The list of options scrolls itself, so that it is the drop-down's list for screen readers too.
    Select: Select.extend({
      defaultProps: { withScrollArea: false },
      styles: { options: { maxHeight: 320, overflowY: 'auto' } },
    }),
    Table: Table.extend({ defaultProps: { borderColor: 'var(--sb-line)' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 350, withArrow: false } }),
  },
});

/** Names of our own beside Mantine's: surfaces, lines and the colours of states. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': '#1b1e24',
    '--mantine-color-dimmed': '#59606c',
    '--mantine-color-placeholder': '#6b727e',
    '--mantine-color-error': '#b42318',
    '--sb-canvas': '#ffffff',
    '--sb-sunken': '#f6f7f9',
    '--sb-raised': '#ffffff',
    '--sb-line': '#e4e6ea',
    '--sb-row-line': '#eff0f3',
    '--sb-hover': '#f3f4f7',
    '--sb-selected': '#e9eefb',
    '--sb-accent-text': '#2b4fae',
    '--sb-good': '#16704a',
    '--sb-good-soft': '#e4f4ec',
    '--sb-warn': '#8a5300',
    '--sb-warn-soft': '#fdf2dc',
    '--sb-bad': '#b42318',
    '--sb-bad-soft': '#fdecea',
    '--sb-quiet-soft': '#eceef2',
  },
  dark: {
    '--mantine-color-dimmed': '#a2a8b2',
    '--mantine-color-placeholder': '#8b929e',
    '--mantine-color-error': '#ff9a8f',
    '--sb-canvas': '#1c1e23',
    '--sb-sunken': '#16181c',
    '--sb-raised': '#22252b',
    '--sb-line': '#33373f',
    '--sb-row-line': '#292c33',
    '--sb-hover': '#25282f',
    '--sb-selected': '#28324d',
    '--sb-accent-text': '#a3b8f3',
    '--sb-good': '#7fd4a8',
    '--sb-good-soft': '#1d3329',
    '--sb-warn': '#f0c274',
    '--sb-warn-soft': '#3a2f1a',
    '--sb-bad': '#ff9a8f',
    '--sb-bad-soft': '#402321',
    '--sb-quiet-soft': '#2c3038',
  },
});
