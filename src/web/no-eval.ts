import { config } from 'zod/v4/core';

// First of all imports: zod compiles its checks with `new Function` unless told otherwise, and the content security
// policy reports even the attempt.
config({ jitless: true });
