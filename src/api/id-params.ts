import { z } from 'zod';

/** An id in a path. What cannot be one is answered like one that is not there: 404. */
export const idParams = z.object({ id: z.guid() });
