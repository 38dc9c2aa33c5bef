import type { ColumnType, Generated } from 'kysely';
import type { ContactFields, ContactType, Email, Phone } from '../domain/contact.ts';
import type { JsonObject } from '../domain/json.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { NameOrder } from '../domain/person-name.ts';
import type { RunErrorCode, RunMode, RunState, RunTrigger } from '../domain/run.ts';

// One interface a table, as the migrations make them. Every key starts with tenant_id.

type Time = ColumnType<Date, Date | string, Date | string>;
/** With a default in the database. (`Generated<Time>` would read as a column type, not as a Date.) */
type GeneratedTime = ColumnType<Date, Date | string | undefined, Date | string>;
type OptionalTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** JSON goes in as text and comes out parsed. */
type JsonOf<T> = ColumnType<T, string, string>;
type OptionalJsonOf<T> = ColumnType<T | null, string | null | undefined, string | null>;
/** int8: pg gives text; we keep counts in int4 and use this for feeds only. */
type BigInt8 = ColumnType<string, string | bigint | undefined, string | bigint>;

export interface Tables {
  installation: { key: string; value: JsonOf<unknown> };
  tenant: {
    tenant_id: string;
    name: string;
    country: string | null;
    least_ending: Generated<number>;
    name_order: Generated<NameOrder>;
    created_at: GeneratedTime;
  };
  person: {
    tenant_id: string;
    id: string;
    email: string;
    email_key: string;
    name: string;
    role: string;
    extension: string | null;
    password_hash: string | null;
    disabled_at: OptionalTime;
    created_at: GeneratedTime;
  };
  session: {
    tenant_id: string;
    token_hash: Buffer;
    person_id: string;
    created_at: GeneratedTime;
    expires_at: Time;
  };
  api_key: {
    tenant_id: string;
    id: string;
    name: string;
    role: string;
    key_hash: Buffer;
    created_at: GeneratedTime;
    last_used_at: OptionalTime;
  };
  audit_event: {
    tenant_id: string;
    id: string;
    at: GeneratedTime;
    actor_kind: 'person' | 'api-key' | 'system';
    actor_id: string | null;
    actor_name: string;
    action: string;
    subject_kind: string;
    subject_id: string | null;
    details: JsonOf<unknown>;
  };
  source: {
    tenant_id: string;
    id: string;
    kind: string;
    name: string;
    enabled: boolean;
    interval_hours: number;
    settings: JsonOf<Record<string, unknown>>;
    /** AES-256-GCM, see access/secrets.ts; null when the kind has none set. */
    secrets: Buffer | null;
    cursor: Buffer | null;
    /** The next run must be full. */
    full_due: Generated<boolean>;
    full_at: OptionalTime;
    next_run_at: OptionalTime;
    last_started_at: OptionalTime;
    last_success_at: OptionalTime;
    last_synced: Generated<number>;
    last_deleted: Generated<number>;
    failures: Generated<number>;
    message: Generated<string>;
    remark: Generated<string>;
    next_row_no: Generated<number>;
    /** Contacts that the source has now, hidden ones included. */
    contact_count: Generated<number>;
    erasing: Generated<boolean>;
    /** The full run whose pages are remembered. */
    pages_run_id: string | null;
    /** Nothing that its contacts say has changed since. */
    pages_current: Generated<boolean>;
    created_at: GeneratedTime;
  };
  source_contact: {
    tenant_id: string;
    source_id: string;
    external_id: string;
    contact_id: string;
    /** Dense number within the source, from 0: the contact's bit in `run_seen`. */
    row_no: number;
    hash: Buffer;
    fields: JsonOf<ContactFields>;
    changed_at: GeneratedTime;
    removed_at: OptionalTime;
  };
  contact_override: {
    tenant_id: string;
    contact_id: string;
    field: string;
    /** The person's value; null says *cleared*. */
    value: OptionalJsonOf<unknown>;
    edited_by: string;
    edited_at: GeneratedTime;
  };
  contact_hidden: {
    tenant_id: string;
    contact_id: string;
    source_id: string;
    hidden_by: string;
    hidden_at: GeneratedTime;
  };
  local_contact: {
    tenant_id: string;
    id: string;
    book: 'central' | 'personal';
    owner_id: string | null;
    fields: JsonOf<ContactFields>;
    created_at: GeneratedTime;
    updated_at: GeneratedTime;
    /** The import that wrote it last. */
    import_id: Generated<string | null>;
  };
  /** Contacts of a book that somebody deleted, as they were; kept for 30 days. */
  local_contact_deleted: {
    tenant_id: string;
    id: string;
    book: 'central' | 'personal';
    owner_id: string | null;
    fields: JsonOf<ContactFields>;
    created_at: Time;
    updated_at: Time;
    import_id: string | null;
    deleted_at: GeneratedTime;
  };
  derivation: {
    tenant_id: string;
    /** The published rows were derived with it, see directory/derivation.ts. */
    derived_with: string;
    /** They are being derived anew with it: up to contact `after_id`, `done` of `total`. */
    target: Generated<string | null>;
    after_id: Generated<string | null>;
    done: Generated<number>;
    total: Generated<number>;
  };
  phonebook_import: {
    tenant_id: string;
    id: string;
    book: 'central' | 'personal';
    owner_id: string | null;
    mode: 'replace' | 'merge';
    at: GeneratedTime;
    imported_by: string;
    contacts: number;
    added: number;
    updated: number;
    unchanged: number;
    deleted: number;
    undone_at: OptionalTime;
    undone_by: string | null;
  };
  /** Contacts that an import changed or deleted, as they were. */
  phonebook_import_before: {
    tenant_id: string;
    import_id: string;
    contact_id: string;
    change: 'updated' | 'deleted';
    fields: JsonOf<ContactFields>;
    created_at: Time;
    updated_at: Time;
    written_by_import: string | null;
  };
  /** How files with one header are read into a book. */
  phonebook_mapping: {
    tenant_id: string;
    /** The tenant for the central book, a person for their own. */
    book_id: string;
    header: string;
    mapping: JsonOf<Mapping>;
    used_at: GeneratedTime;
  };
  /** What could not be used of an uploaded file, part by part. */
  phonebook_report: {
    tenant_id: string;
    id: string;
    part: number;
    uploaded_by: string | null;
    at: GeneratedTime;
    csv: string;
  };
  contact: {
    tenant_id: string;
    id: string;
    book: 'central' | 'personal';
    owner_id: string | null;
    source_id: string | null;
    display_name: string;
    first_name: string;
    middle_name: string;
    last_name: string;
    company: string;
    department: string;
    job_title: string;
    type: ContactType;
    notes: string;
    phones: JsonOf<PublishedPhone[]>;
    emails: JsonOf<Email[]>;
    edited: string[];
    /** Folded name, first name first: see directory/search-texts.ts. */
    name_key: string;
    /** Everything that search looks at, folded: names, company, e-mails, and then the numbers. */
    search_text: string;
    /** Where the search index has it, see directory/search/segment-bits.ts; null: not in it yet. */
    slot: BigInt8 | null;
    version: Generated<number>;
    updated_at: GeneratedTime;
    /** The transaction that wrote the row last: see directory/phone-index/change-feed.ts. */
    txid: Generated<string>;
  };
  search_segment: { tenant_id: string; id: Generated<number>; chunks: number[]; bits: Buffer };
  contact_gone: {
    tenant_id: string;
    contact_id: string;
    txid: Generated<string>;
    gone_at: GeneratedTime;
  };
  contact_number: {
    tenant_id: string;
    contact_id: string;
    position: number;
    label: Phone['label'];
    /** Digits of the number without its extension, as typed. */
    digits: string;
    /** Digits of E.164 without the `+`; null when the number has no international form. */
    e164: string | null;
    /** Typed with `+` or `00`. */
    international: boolean;
    extension: string | null;
  };
  sync_run: {
    tenant_id: string;
    id: string;
    source_id: string;
    mode: RunMode;
    trigger: RunTrigger;
    state: RunState;
    cursor: Buffer | null;
    feedback: OptionalJsonOf<{ changed: number; repeated: number; hintsSeen: number }>;
    pass: Generated<number>;
    started_at: GeneratedTime;
    finished_at: OptionalTime;
    received: Generated<number>;
    added: Generated<number>;
    updated: Generated<number>;
    unchanged: Generated<number>;
    deleted: Generated<number>;
    pending_deletes: Generated<number>;
    total: number | null;
    issue_count: Generated<number>;
    contacts_before: Generated<number>;
    error_code: RunErrorCode | null;
    error_message: string | null;
    cancel_requested: Generated<boolean>;
    /** What the last page said; null while pages follow. See sync/settle-run.ts. */
    ending: OptionalJsonOf<RunEnding>;
    claimed_by: string | null;
    claimed_until: OptionalTime;
  };
  run_seen: {
    tenant_id: string;
    run_id: string;
    pass: number;
    page: number;
    row_nos: Buffer;
    /** Null: not remembered after the run. See sync/remembered-pages.ts. */
    digest: Buffer | null;
    gist: OptionalJsonOf<JsonObject>;
    compared_at: OptionalTime;
  };
  run_removal: { tenant_id: string; run_id: string; external_id: string };
  run_change: {
    tenant_id: string;
    run_id: string;
    seq: BigInt8;
    contact_id: string;
    external_id: string;
    display_name: string;
    change: 'added' | 'updated' | 'deleted' | 'pending-delete';
  };
  run_issue: {
    tenant_id: string;
    run_id: string;
    seq: BigInt8;
    external_id: string | null;
    reason: string;
  };
  device: {
    tenant_id: string;
    id: string;
    name: string;
    vendor: string | null;
    /** The person whose personal book it also sees. */
    owner_id: string | null;
    token_hash: Buffer;
    ldap_username: string;
    ldap_password_hash: Buffer;
    number_format: 'given' | 'e164' | 'national';
    name_order: Generated<NameOrder | null>;
    national_prefix: string;
    max_entries: number | null;
    allowed_networks: string[];
    created_at: GeneratedTime;
    last_seen_at: OptionalTime;
    last_seen_from: string | null;
    last_seen_with: string | null;
  };
  activity: {
    tenant_id: string;
    id: string;
    contact_id: string | null;
    kind: 'note' | 'call' | 'email';
    at: Time;
    text: Generated<string>;
    direction: 'inbound' | 'outbound' | null;
    number: Generated<string>;
    digits: Generated<string>;
    extension: string | null;
    duration_seconds: number | null;
    /** `digits` are the whole number, its country included. */
    whole: Generated<boolean>;
    author_kind: 'person' | 'api-key' | 'system';
    author_id: string | null;
    author_name: string;
    call_id: string | null;
    edited_at: OptionalTime;
  };
  call: {
    tenant_id: string;
    call_id: string;
    event: 'ringing' | 'answered' | 'ended';
    direction: 'inbound' | 'outbound';
    number: string;
    digits: string;
    extension: string | null;
    contact_id: string | null;
    started_at: Time;
    answered_at: OptionalTime;
    ended_at: OptionalTime;
    duration_seconds: number | null;
  };
  call_extension: { tenant_id: string; call_id: string; extension: string; started_at: Time };
  invitation: { tenant_id: string; token_hash: Buffer; person_id: string; expires_at: Time };
}

export interface RunEnding {
  readonly sweepUnseenSincePass: number | null;
  readonly nextRunFull: boolean;
  readonly remark: string | null;
  /** The removals stand in `run_change` as `pending-delete`, and the guard let them through. */
  readonly removalsListed: boolean;
}

/** A number as readers get it. */
export interface PublishedPhone extends Phone {
  readonly e164: string | null;
  readonly extension: string | null;
  /** What a phone dials: `+`, digits, `*` and `#`; '' when there is nothing to dial. */
  readonly dial: string;
  /** What is dialled after a second pause; absent: nothing. */
  readonly tail?: string;
}
