import { readFile, stat } from 'node:fs/promises';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { LdapLog } from './connection.ts';

export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface Certificate {
  /** For the next connection. */
  context(): SecureContext;
  stop(): void;
}

/**
 * Reads the certificate and its key, and again when the files change: renewing one needs no restart. While they do not fit
 * each other the old pair stays in use.
 */
export async function watchCertificate(
  files: CertificateFiles,
  {
    log,
    onChange,
    everyMs = 5_000,
  }: { log: LdapLog; onChange?: (context: SecureContext) => void; everyMs?: number },
): Promise<Certificate> {
  let stamp = await stampOf(files);
  let context = await read(files);
  let checking = false;

  async function check(): Promise<void> {
    if (checking) return;
    checking = true;
    try {
      const now = await stampOf(files);
      if (now === stamp) return;
      context = await read(files);
      stamp = now;
      onChange?.(context);
      log.info({}, 'The certificate was changed: the new one is used.');
    } catch (error) {
      log.warn({ err: error }, 'The changed certificate cannot be used. The one before stays in use.');
    } finally {
      checking = false;
    }
  }

  // A look every few seconds also sees files that are swapped by links, which a watcher of the file system misses.
  const timer = setInterval(() => void check(), everyMs).unref();
  return { context: () => context, stop: () => clearInterval(timer) };
}

async function read({ certFile, keyFile }: CertificateFiles): Promise<SecureContext> {
  const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)]);
  // No version of TLS is named here: Node's own options decide, for old phones that know nothing newer than 1.0.
  return createSecureContext({ cert, key });
}

async function stampOf({ certFile, keyFile }: CertificateFiles): Promise<string> {
  const stats = await Promise.all([stat(certFile), stat(keyFile)]);
  return stats.map(({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`).join(' ');
}
