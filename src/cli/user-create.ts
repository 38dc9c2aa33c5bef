import { system } from '../access/audit.ts';
import { generatePassword } from '../access/passwords.ts';
import { createPerson } from '../access/people.ts';
import { findTenant } from '../access/tenants.ts';
import { emailAddress } from '../contract/session.ts';
import { type Command, readArguments, required, roleOf, WrongUsage, withDatabase } from './usage.ts';

export const userCreate: Command = {
  name: 'user create',
  usage:
    'user create --email EMAIL --role administrator|agent|user [--name NAME] [--extension NUMBER] [--tenant TENANT]',
  async run(args) {
    const { options } = readArguments(args, {
      options: ['email', 'role', 'name', 'extension', 'tenant'],
      words: 0,
    });
    const email = emailAddress.safeParse(required(options.email, 'email'));
    if (!email.success) throw new WrongUsage('--email must be an e-mail address.');
    const role = roleOf(required(options.role, 'role'));
    const password = generatePassword();
    await withDatabase(async ({ db }) =>
      createPerson(db, await findTenant(db, options.tenant), system, {
        email: email.data,
        role,
        name: options.name ?? '',
        extension: options.extension ?? null,
        password,
      }),
    );
    process.stdout.write(`${password}\n`);
    return 0;
  },
};
