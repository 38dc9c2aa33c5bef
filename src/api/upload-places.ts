import { DirectoryError } from '../domain/errors.ts';

export interface UploadPlaces {
  /** Takes a place and returns what gives it back. Ends with `too-many-requests`. */
  take(who: string): () => void;
}

/** Files that are read at once: each takes space for temporary files, a connection of the database and a thread. */
export const uploadsAtOnce = 8;
const ofOne = 2;

/** Lets a person or a key read two files at once, and all of them eight: an upload may be as slow as its line. */
export function createUploadPlaces(): UploadPlaces {
  const taken = new Map<string, number>();
  let inAll = 0;
  return {
    take(who) {
      const before = taken.get(who) ?? 0;
      if (before >= ofOne) throw tooMany(`${ofOne} uploads of yours are being read.`);
      if (inAll >= uploadsAtOnce) throw tooMany(`${uploadsAtOnce} uploads are being read.`);
      taken.set(who, before + 1);
      inAll += 1;
      return () => {
        inAll -= 1;
        const left = (taken.get(who) ?? 1) - 1;
        if (left > 0) taken.set(who, left);
        else taken.delete(who);
      };
    },
  };
}

const tooMany = (what: string) =>
  new DirectoryError(
    'too-many-requests',
    `${what} Wait until one of them is done, and upload the file again.`,
    {
      retryAfterSeconds: 10,
    },
  );
