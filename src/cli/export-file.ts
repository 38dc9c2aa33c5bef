import { type Command, readArguments, withDatabase } from './usage.ts';
import { writeExport } from './write-export.ts';

export const exportFile: Command = {
  name: 'export',
  usage: 'export FILE',
  async run(args) {
    const file = readArguments(args, { options: [], words: 1 }).words[0] ?? '';
    await withDatabase(({ pool }) => writeExport(pool, file));
    process.stderr.write(
      `Written to ${file}. It holds encrypted credentials: keep the secret key (SWITCHBOOK_SECRET_KEY, or secret.key in the data folder) for the import.\n`,
    );
    return 0;
  },
};
