import { readFile } from 'node:fs/promises';
import { checkSource } from './check-source.ts';
import { type Command, readArguments, required } from './usage.ts';

export const checkSourceCommand: Command = {
  name: 'check-source',
  usage: 'check-source URL --client-id ID --client-secret SECRET [--ca-certificate FILE]',
  async run(args) {
    const { options, words } = readArguments(args, {
      options: ['client-id', 'client-secret', 'ca-certificate'],
      words: 1,
    });
    const file = options['ca-certificate'];
    const { points } = await checkSource(words[0] ?? '', {
      clientId: required(options['client-id'], 'client-id'),
      clientSecret: required(options['client-secret'], 'client-secret'),
      ...(file === undefined ? {} : { caCertificate: await readFile(file, 'utf8') }),
    });
    for (const { ok, text } of points) process.stdout.write(`${ok ? 'ok  ' : 'FAIL'}  ${text}\n`);
    return points.every((point) => point.ok) ? 0 : 1;
  },
};
