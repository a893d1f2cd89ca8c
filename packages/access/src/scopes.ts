/** What may be done, as `verb:thing`. Routes, roles, API keys and tokens all speak these words. */
export const SCOPES = {
  'read:session': 'see your own threads and what was shared with you',
  'write:session': 'ask questions, start and share threads',
  'run:query': 'run a Plan',
  'run:sql': 'run a SELECT of your own, guarded',
  'run:job': 'start, watch and stop long runs',
  'read:catalog': 'see metrics, dimensions, tables and where they come from',
  'read:board': 'see boards',
  'write:board': 'make and change boards',
  'share:board': 'share a board or a session by a link',
  'export:data': 'take results away as a file',
  'upload:data': 'bring data in from a file',
  'review:answer': 'approve answers and put right how questions are read',
  'request:raw': 'ask to see personal data unmasked',
  'approve:raw': 'allow personal data to be seen unmasked',
  'manage:slice': 'build, publish and roll back slices',
  'manage:datasource': 'add, test and remove data sources and their secrets',
  'manage:settings': 'change settings and integrations',
  'manage:people': 'invite people, give roles, end their sessions',
  'manage:key': 'make and revoke service accounts and the API keys of others',
  'admin:audit': 'search, verify and export the audit',
} as const satisfies Record<`${string}:${string}`, string>

export type Scope = keyof typeof SCOPES

export const isScope = (text: string): text is Scope => Object.hasOwn(SCOPES, text)
