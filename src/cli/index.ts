import { apiKeyCreate } from './api-key-create.ts';
import { checkSourceCommand } from './check-source-command.ts';
import { exportFile } from './export-file.ts';
import { importFile } from './import-file.ts';
import { secretKeyForget } from './secret-key-forget.ts';
import { serveCommand } from './serve-command.ts';
import { tenantCreate } from './tenant-create.ts';
import type { Command } from './usage.ts';
import { userCreate } from './user-create.ts';

/** The registry: every command, one line each. */
export const commands: readonly Command[] = [
  serveCommand,
  checkSourceCommand,
  apiKeyCreate,
  tenantCreate,
  userCreate,
  exportFile,
  importFile,
  secretKeyForget,
];
