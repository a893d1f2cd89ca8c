import type { auditRoutes } from '../contract/audit.ts'
import { cursorAt, placeOf } from '../http/cursor.ts'
import type { AuditedEvent } from '../keepers.ts'
import type { ServerDeps } from '../server-deps.ts'
import { userOf } from '../traffic/traffic.ts'
import type { HandlersOf } from './call.ts'

const PAGE = 100
const READ_AT_ONCE = 500
/** A page looks at so many entries at most; the cursor goes on from there. */
const MOST_READ = 20_000

interface Wanted {
  readonly user?: string | undefined
  readonly action?: string | undefined
  readonly project?: string | undefined
  readonly outcome?: string | undefined
  readonly run_hash?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
}

export const auditHandlers = (deps: ServerDeps): HandlersOf<keyof typeof auditRoutes> => ({
  'GET /v1/audit': async ({ query, principal }) => {
    const { limit = PAGE, cursor, ...wanted } = query
    const asked = ['audit', userOf(principal), wanted]
    const [begin] = placeOf(cursor, asked, ['number']) ?? [0]
    const { audit } = deps.keepersOf(principal.orgId)
    await audit.append({
      action: 'audit',
      userId: principal.userId,
      project: null,
      outcome: 'answered',
      detail: wanted,
    })
    const found: AuditedEvent[] = []
    let after = Number(begin)
    let isOver = false
    for (let read = 0; !isOver && found.length < limit && read < MOST_READ; read += READ_AT_ONCE) {
      const records = await audit.list({ after, limit: READ_AT_ONCE })
      isOver = records.length < READ_AT_ONCE
      for (const record of records) {
        if (found.length === limit) {
          isOver = false
          break
        }
        after = record.seq
        if (matches(record, wanted)) found.push(record)
      }
    }
    return {
      entries: found.map(entryOf),
      next_cursor: isOver ? null : cursorAt(asked, [after]),
    }
  },
})

const FIELDS = {
  user: 'userId',
  action: 'action',
  project: 'project',
  outcome: 'outcome',
  run_hash: 'runHash',
} as const

function matches({ at, entry }: AuditedEvent, wanted: Wanted): boolean {
  if (wanted.from !== undefined && Date.parse(at) < Date.parse(wanted.from)) return false
  if (wanted.to !== undefined && Date.parse(at) >= Date.parse(wanted.to)) return false
  return (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).every(
    (name) => wanted[name] === undefined || entry[FIELDS[name]] === wanted[name],
  )
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const entryOf = ({ seq, at, entry, hash }: AuditedEvent) => ({
  ...entry,
  seq,
  at,
  action: text(entry['action']) ?? '',
  userId: text(entry['userId']),
  project: text(entry['project']),
  outcome: text(entry['outcome']),
  runHash: text(entry['runHash']),
  hash,
})
