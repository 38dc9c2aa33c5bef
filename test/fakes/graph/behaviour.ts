// How the fake is told to misbehave. Everything else it does as Microsoft documents it.

export type Place = 'token' | 'list' | 'delta' | 'item' | 'batch' | 'count';

/** An answer instead of the right one, a number of times. */
export interface Fault {
  readonly on: Place;
  /** Requests of that kind that are answered well before. */
  readonly after?: number;
  readonly times: number;
  readonly answer: FaultAnswer;
}

export type FaultAnswer =
  | {
      readonly status: number;
      readonly code?: string;
      readonly headers?: Record<string, string>;
      readonly text?: string;
    }
  /** The connection ends: before the answer, or in the middle of its body. */
  | { readonly drop: 'before' | 'middle' }
  | { readonly hang: true }
  /** 200 with text/html: a proxy's or a network's sign-in page. */
  | { readonly html: true }
  /** 200 and JSON without `value`. */
  | { readonly noValue: true }
  /** A delta page with both links, or with none. */
  | { readonly links: 'both' | 'none' }
  /** The next link leads elsewhere. */
  | { readonly nextLink: string }
  | { readonly huge: true }
  /** One of the requests that were sent together is not answered. */
  | { readonly omit: true };

export interface Behaviour {
  /** Application permissions that an administrator has consented to; tokens keep what was true when they were given. */
  roles: readonly string[];
  /** The AADSTS number with which every sign-in is refused. */
  refuseLogin: number | null;
  expiresIn: number | string;
  /** Delta leaves out these properties, whatever is selected. */
  deltaOmits: readonly string[];
  /** Delta says that there is nothing in these lists, whatever there is. */
  deltaBlanks: readonly string[];
  /** Delta items hold changed properties only, the least that Microsoft promises. */
  deltaPatches: boolean;
  /** A change of nothing but these properties raises no delta item. */
  deltaBlindTo: readonly string[];
  deltaUnsupported: false | { readonly status: number; readonly code: string };
  latestUnsupported: boolean;
  /** So many pages with nothing but a next link before each delta page. */
  emptyDeltaPages: number;
  /** Deleted objects raise no `@removed`. */
  removalsSilent: boolean;
  /** `@removed` without a reason. */
  removedWithoutReason: boolean;
  /** Each delta round brings the round before once more. */
  replay: boolean;
  /** Every delta item comes twice, on two pages. */
  duplicates: boolean;
  /** How a delta link that Microsoft has forgotten is answered. */
  expiredLink: { readonly status: number; readonly code: string };
  /** Paging by offset: what is deleted while a list is read moves the rest, and something is missed. */
  offsetPaging: boolean;
  /** A page's link dies after so many further requests. */
  pageTokenUses: number;
  /** A list or round that never ends: the same link, or other links with the same items. */
  endless: null | 'same-link' | 'same-items' | 'empty-pages';
  endlessOn: 'list' | 'delta';
  count: 'right' | 'unsupported';
  pageSize: number;
  /** A larger `$top` is refused. */
  largestTop: number;
  deltaPageSize: number;
  throttlePercentage: number | null;
  faults: Fault[];
}

export const goodBehaviour = (): Behaviour => ({
  roles: ['OrgContact.Read.All'],
  refuseLogin: null,
  expiresIn: 3599,
  deltaOmits: [],
  deltaBlanks: [],
  deltaPatches: false,
  deltaBlindTo: [],
  deltaUnsupported: false,
  latestUnsupported: false,
  emptyDeltaPages: 0,
  removalsSilent: false,
  removedWithoutReason: false,
  replay: false,
  duplicates: false,
  expiredLink: { status: 410, code: 'resyncRequired' },
  offsetPaging: false,
  pageTokenUses: Number.POSITIVE_INFINITY,
  endless: null,
  endlessOn: 'list',
  count: 'right',
  pageSize: 999,
  largestTop: Number.POSITIVE_INFINITY,
  deltaPageSize: 200,
  throttlePercentage: null,
  faults: [],
});
