import { commands } from './cli/index.ts';
import { WrongUsage } from './cli/usage.ts';
import { BadSetting } from './config.ts';
import { DirectoryError } from './domain/errors.ts';

// `npm run -s switchbook -- <command>`: exit 0 done, 1 failed, 2 wrong usage; errors on stderr.

const [name = '', ...rest] = process.argv.slice(2);
const words = [`${name} ${rest[0] ?? ''}`, name];
const found = commands.find((command) => words.includes(command.name));
try {
  if (!found) {
    const list = commands.map((command) => `  ${command.usage}`).join('\n');
    if (name === 'help' || name === '--help') {
      process.stdout.write(`Commands:\n${list}\n`);
      process.exit(0);
    }
    throw new WrongUsage(
      name ? `There is no command "${name}". Commands:\n${list}` : `Which command?\n${list}`,
    );
  }
  const code = await found.run(rest.slice(found.name.split(' ').length - 1));
  process.exit(code ?? 0);
} catch (error) {
  if (error instanceof WrongUsage) {
    process.stderr.write(`${error.message}\n${found ? `Usage: ${found.usage}\n` : ''}`);
    process.exit(2);
  }
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (!(error instanceof DirectoryError || error instanceof BadSetting) && process.env.DEBUG)
    console.error(error);
  process.exit(error instanceof BadSetting ? 2 : 1);
}
