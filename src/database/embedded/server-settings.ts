import { availableParallelism, totalmem } from 'node:os';

/** PostgreSQL's settings as arguments, by the machine that it runs on. */
export function serverSettings(port: number): string[] {
  const memory = Math.floor(totalmem() / 2 ** 20);
  const buffers = Math.max(128, Math.min(1024, Math.floor(memory / 16)));
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: `${buffers}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memory / 3))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    wal_compression: 'on',
    // Directory queries are short: compiling them costs more than it saves.
    jit: 'off',
    random_page_cost: 1.1,
    max_parallel_workers_per_gather: availableParallelism() > 2 ? 2 : 0,
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
