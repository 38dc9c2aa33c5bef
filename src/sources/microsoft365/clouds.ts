import type { SourceIo } from '../source.ts';

/** Each cloud's own roots. Tokens of one are worthless in another. */
export const clouds = {
  global: { login: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com' },
  'us-government': { login: 'https://login.microsoftonline.us', graph: 'https://graph.microsoft.us' },
  'us-dod': { login: 'https://login.microsoftonline.us', graph: 'https://dod-graph.microsoft.us' },
  // Microsoft's own pages disagree: Graph's name login.chinacloudapi.cn. Entra's page on national clouds is the newer.
  china: {
    login: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
  },
} as const;

export type Cloud = keyof typeof clouds;
export const cloudNames = Object.keys(clouds) as readonly Cloud[];

export interface Roots {
  readonly login: string;
  /** With the version: every request and every link is under it. */
  readonly graph: string;
  /** What a token is asked for: the cloud's own Graph, also when an address replaces it on the way there. */
  readonly scope: string;
}

export function rootsOf(cloud: Cloud, io: Pick<SourceIo, 'loginUrl' | 'graphUrl'>): Roots {
  const { login, graph } = clouds[cloud];
  return {
    login: withoutSlash(io.loginUrl ?? login),
    graph: `${withoutSlash(io.graphUrl ?? graph)}/v1.0`,
    scope: `${graph}/.default`,
  };
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
