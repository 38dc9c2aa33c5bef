import type { Command } from './usage.ts';
import { readArguments } from './usage.ts';

export const serveCommand: Command = {
  name: 'serve',
  usage: 'serve',
  async run(args) {
    readArguments(args, { options: [], words: 0 });
    await import('../main.ts');
    // main.ts ends the process when it is told to stop.
    return new Promise<number>(() => {});
  },
};
