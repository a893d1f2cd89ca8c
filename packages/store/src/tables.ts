import type { ColumnType, Generated } from 'kysely'

/** JSON goes in as text and comes out as values. Moments are ISO text in UTC both ways. */
type JsonColumn = ColumnType<unknown, string, string>

/** What a one-time link is for; each opens one session. */
export type LinkPurpose = 'sign-in' | 'invitation' | 'reset'
/** How a session came to be. */
export type SessionOrigin = 'link' | 'invitation' | 'reset' | 'password' | 'provider'

export type RunState = 'waiting' | 'running' | 'done' | 'failed' | 'stopped'

export interface Tables {
  orgs: { org_id: string; name: string; created_at: string; projects_dir: Generated<string | null> }
  users: {
    org_id: string
    user_id: string
    name: string
    email: string | null
    roles: JsonColumn
    attributes: JsonColumn
    created_at: string
    kind: Generated<'person' | 'service'>
    disabled_at: Generated<string | null>
  }
  sign_in_links: Token & { used_at: string | null; purpose: Generated<LinkPurpose> }
  sessions: Token & {
    revoked_at: string | null
    via: Generated<SessionOrigin>
    device: Generated<string | null>
    seen_at: string
  }
  passwords: { org_id: string; user_id: string; hash: string; set_at: string }
  authenticators: {
    org_id: string
    user_id: string
    secret: string
    created_at: string
    confirmed_at: string | null
    last_step: Generated<number>
  }
  recovery_codes: { org_id: string; user_id: string; code_hash: string; used_at: Generated<string | null> }
  sign_in_failures: {
    org_id: string
    subject: string
    failures: number
    since: string
    locked_until: string | null
  }
  api_keys: {
    org_id: string
    key_id: string
    secret_hash: string
    user_id: string
    name: string
    scopes: JsonColumn
    created_by: string
    created_at: string
    expires_at: string | null
    used_at: Generated<string | null>
    revoked_at: Generated<string | null>
  }
  identity_providers: { org_id: string; provider: string; body: JsonColumn; created_at: string }
  federated_users: { org_id: string; issuer: string; subject: string; user_id: string; linked_at: string }
  federated_sign_ins: {
    org_id: string
    state_hash: string
    browser_hash: string
    provider: string
    nonce: string
    verifier: string
    return_to: string
    created_at: string
    expires_at: string
  }
  federated_sessions: {
    org_id: string
    token_hash: string
    provider: string
    tokens: string
    checked_at: string
  }
  signing_keys: {
    org_id: string
    key_id: string
    public_key: JsonColumn
    private_key: string
    created_at: string
  }
  threads: {
    org_id: string
    thread_id: string
    user_id: string
    project: string
    title: string
    context: JsonColumn | null
    created_at: string
    updated_at: string
  }
  turns: {
    org_id: string
    turn_id: string
    thread_id: string
    position: Generated<number>
    body: JsonColumn
    created_at: string
  }
  idempotency_keys: {
    org_id: string
    user_id: string
    key: string
    request_hash: string
    claimed_at: string
    reply: JsonColumn | null
  }
  results: { org_id: string; run_hash: string; policies: string; body: JsonColumn; created_at: string }
  cache_entries: { org_id: string; cache: string; key: string; body: JsonColumn; created_at: string }
  audit: {
    org_id: string
    seq: number
    at: string
    entry: JsonColumn
    key_id: string | null
    person: string | null
    about: string | null
    sealed: string | null
    previous_hash: string
    hash: string
  }
  audit_people: { org_id: string; user_id: string; person: string; key_id: string; wrapped_key: string }
  audit_checkpoints: {
    org_id: string
    seq: number
    hash: string
    at: string
    key_id: string
    signature: string
  }
  secrets: { org_id: string; name: string; sealed: string; set_by: string; set_at: string }
  retention_policies: {
    org_id: string
    kind: string
    days: number | null
    set_by: string
    set_at: string
  }
  runs: {
    org_id: string
    run_id: string
    kind: string
    key: string
    user_id: string | null
    input: JsonColumn
    state: RunState
    failures: Generated<number>
    stop_asked: Generated<boolean>
    lease: string | null
    lease_until: string | null
    output: JsonColumn | null
    error: JsonColumn | null
    created_at: string
    ended_at: string | null
  }
  run_steps: { org_id: string; run_id: string; step: string; output: JsonColumn; ended_at: string }
  run_events: { org_id: string; run_id: string; seq: number; body: JsonColumn; at: string }
  schedules: {
    org_id: string
    name: string
    kind: string
    cron: string
    time_zone: string
    user_id: string | null
    input: JsonColumn
    created_at: string
  }
  asked_questions: {
    org_id: string
    project: string
    run_hash: string
    slice: string
    user_id: string
    body: JsonColumn
    asked_at: string
  }
  memories: {
    org_id: string
    memory_id: string
    project: string
    slice: string
    kind: 'answer' | 'synonym' | 'filter'
    user_id: string
    body: JsonColumn
    created_at: string
  }
  reviews: {
    org_id: string
    review_id: string
    project: string
    slice: string
    run_hash: string
    verdict: 'up' | 'down'
    user_id: string
    body: JsonColumn
    created_at: string
    settled_at: Generated<string | null>
    settled_by: Generated<string | null>
  }
  goals: {
    org_id: string
    project: string
    name: string
    body: JsonColumn
    user_id: string
    created_at: string
  }
  snoozes: {
    org_id: string
    project: string
    metric: string
    segment: string
    until_day: string
    user_id: string
    created_at: string
  }
  known_events: {
    org_id: string
    project: string
    name: string
    day: string
    until_day: string | null
    note: string | null
    user_id: string
    created_at: string
  }
  boards: {
    org_id: string
    board_id: string
    project: string
    user_id: string
    visibility: 'private' | 'team'
    version: number
    body: JsonColumn
    created_at: string
    updated_at: string
  }
  shares: {
    org_id: string
    share_id: string
    token_hash: string
    kind: 'board' | 'thread'
    target_id: string
    project: string
    user_id: string
    view: JsonColumn
    created_at: string
    expires_at: string
    revoked_at: Generated<string | null>
  }
  slice_versions: {
    org_id: string
    project: string
    slice: string
    version: number
    body: JsonColumn
    user_id: string
    created_at: string
  }
  raw_requests: {
    org_id: string
    request_id: string
    project: string
    slice: string
    dimension: string
    user_id: string
    why: string
    created_at: string
    decided_by: Generated<string | null>
    decided_at: Generated<string | null>
    until: Generated<string | null>
  }
  audit_heads: { org_id: string; seq: number; hash: string }
}

interface Token {
  org_id: string
  token_hash: string
  user_id: string
  created_at: string
  expires_at: string
}
