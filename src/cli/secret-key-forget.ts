import { forgetSecretKey } from '../access/note-secret-key.ts';
import { type Command, readArguments, withDatabase } from './usage.ts';

/** The way out when the secret key is lost. Deletes nothing but the note, so that a key that turns up can still be used. */
export const secretKeyForget: Command = {
  name: 'secret-key forget',
  usage: 'secret-key forget',
  async run(args) {
    readArguments(args, { options: [], words: 0 });
    const sealed = await withDatabase(async ({ pool }) => {
      await forgetSecretKey(pool);
      const { rows } = await pool.query<{ count: number }>(
        'select count(*)::int as count from source where secrets is not null',
      );
      return rows[0]?.count ?? 0;
    });
    process.stderr.write(
      `The next start takes the key that it is given. ${sealed} ${sealed === 1 ? 'source has' : 'sources have'} a stored secret that only the old key reads: enter it again under Sources.\n`,
    );
    return 0;
  },
};
