import { createApiKey } from '../access/api-keys.ts';
import { system } from '../access/audit.ts';
import { findTenant } from '../access/tenants.ts';
import { type Command, readArguments, required, roleOf, withDatabase } from './usage.ts';

export const apiKeyCreate: Command = {
  name: 'api-key create',
  usage: 'api-key create --role administrator|agent|user --name NAME [--tenant TENANT]',
  async run(args) {
    const { options } = readArguments(args, { options: ['role', 'name', 'tenant'], words: 0 });
    const role = roleOf(required(options.role, 'role'));
    const name = required(options.name, 'name').slice(0, 200);
    const { key } = await withDatabase(async ({ db }) =>
      createApiKey(db, await findTenant(db, options.tenant), system, { name, role }),
    );
    process.stdout.write(`${key}\n`);
    return 0;
  },
};
