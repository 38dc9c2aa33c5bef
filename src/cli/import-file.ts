import { createSecrets } from '../access/secrets.ts';
import { readSecretKey } from '../config.ts';
import { readExport } from './read-export.ts';
import { type Command, readArguments, withDatabase } from './usage.ts';

export const importFile: Command = {
  name: 'import',
  usage: 'import FILE',
  async run(args) {
    const file = readArguments(args, { options: [], words: 1 }).words[0] ?? '';
    const count = await withDatabase(({ pool }, config) =>
      readExport(pool, file, createSecrets(readSecretKey(config)).fingerprint),
    );
    process.stderr.write(`${count} rows were imported.\n`);
    return 0;
  },
};
