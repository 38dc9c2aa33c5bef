import { createTenant } from '../access/tenants.ts';
import { type Command, readArguments, WrongUsage, withDatabase } from './usage.ts';

export const tenantCreate: Command = {
  name: 'tenant create',
  usage: 'tenant create NAME',
  async run(args) {
    const name = readArguments(args, { options: [], words: 1 }).words[0]?.trim() ?? '';
    if (name === '' || name.length > 200) throw new WrongUsage('A tenant’s name has 1 to 200 characters.');
    const tenantId = await withDatabase(({ db }) => createTenant(db, name));
    process.stdout.write(`${tenantId}\n`);
    return 0;
  },
};
