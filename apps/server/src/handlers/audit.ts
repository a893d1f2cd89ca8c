import type { auditRoutes } from '../contract/audit.ts'
import { cursorAt, placeOf } from '../http/cursor.ts'
import type { AuditedEvent } from '../keepers.ts'
import type { ServerDeps } from '../server-deps.ts'
import { userOf } from '../traffic/traffic.ts'
import type { HandlersOf } from './call.ts'

const PAGE = 100

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
    const { user, ...others } = wanted
    await audit.append({
      action: 'audit-search',
      userId: principal.userId,
      project: null,
      outcome: 'answered',
      // Not of whom: a name that was looked for would outlive the person.
      detail: { ...others, ofOnePerson: user !== undefined },
    })
    const found = await audit.list({ after: Number(begin), limit: limit + 1, ...filterOf(wanted) })
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return {
      entries: shown.map(entryOf),
      next_cursor: last && found.length > limit ? cursorAt(asked, [last.seq]) : null,
    }
  },
})

function filterOf({ user, action, project, outcome, run_hash, from, to }: Wanted) {
  return {
    ...(user === undefined ? {} : { userId: user }),
    ...(action === undefined ? {} : { action }),
    ...(project === undefined ? {} : { project }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(run_hash === undefined ? {} : { runHash: run_hash }),
    ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
  }
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
