// The same key and rule as Mantine's own script: what was chosen, else what the system wishes.
const chosen = window.localStorage.getItem('mantine-color-scheme-value');
const dark =
  chosen === 'dark' || (chosen !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
