import { csvRow } from '@numize/blocks'
import type { AuditedEvent } from '../keepers.ts'

const MEMBERS = ['userId', 'action', 'project', 'slice', 'outcome', 'runHash', 'elapsedMs', 'aboutUserId']

/** How entries of the audit are written to a file: what stands before them, and one of them. */
export const AUDIT_LINES = {
  csv: {
    mediaType: 'text/csv; charset=utf-8',
    head: csvRow(['seq', 'at', ...MEMBERS, 'detail', 'hash']),
    line: ({ seq, at, entry, hash }) =>
      csvRow([seq, at, ...MEMBERS.map((name) => textOf(entry[name])), textOf(entry['detail']), hash]),
  },
  jsonl: {
    mediaType: 'application/x-ndjson',
    head: '',
    line: ({ seq, at, entry, hash }) => `${JSON.stringify({ seq, at, ...entry, hash })}\n`,
  },
} as const satisfies Record<
  string,
  { readonly mediaType: string; readonly head: string; readonly line: (event: AuditedEvent) => string }
>

const textOf = (value: unknown): string | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value)
