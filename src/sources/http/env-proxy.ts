// The proxy that the machine's environment names, switched on as for all of Node: NODE_USE_ENV_PROXY=1.

export interface EnvProxy {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

/** `null`: connections are made directly. */
export function envProxy(): EnvProxy | null {
  if (process.env.NODE_USE_ENV_PROXY !== '1') return null;
  const httpProxy = read('http_proxy');
  const httpsProxy = read('https_proxy');
  return httpProxy === '' && httpsProxy === '' ? null : { httpProxy, httpsProxy, noProxy: read('no_proxy') };
}

const read = (name: string): string => process.env[name] ?? process.env[name.toUpperCase()] ?? '';
