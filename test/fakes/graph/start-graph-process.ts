import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface GraphProcess {
  readonly url: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** A control call (see control.ts). */
  readonly control: (what: string, body?: object) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

/** The fake in a process of its own, so that a benchmark measures Switchbook alone. */
export async function startGraphProcess(options: {
  readonly contacts: number;
  readonly users?: number;
  readonly lacksPhones?: boolean;
}): Promise<GraphProcess> {
  const child = spawn(
    process.execPath,
    [
      path.join(import.meta.dirname, 'main.ts'),
      '--contacts',
      String(options.contacts),
      '--users',
      String(options.users ?? 0),
      ...(options.lacksPhones ? ['--lacks-phones'] : []),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const ready = JSON.parse(String(line)) as Omit<GraphProcess, 'control' | 'stop'>;
  return {
    ...ready,
    async control(what, body = {}) {
      const answer = await fetch(`${ready.url}/control/${what}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return answer.json();
    },
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
