import type { Principal } from '@numize/access'
import type { auditRoutes } from '../contract/audit.ts'
import { AUDIT_LINES } from '../files/audit-lines.ts'
import { cursorAt, placeOf } from '../http/cursor.ts'
import type { AuditedEvent, AuditNote } from '../keepers.ts'
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

/** Entries of one file; more are taken in parts, by their time. */
const MOST_EXPORTED = 100_000

export const auditHandlers = (deps: ServerDeps): HandlersOf<keyof typeof auditRoutes> => ({
  'GET /v1/audit': async ({ query, principal }) => {
    const { limit = PAGE, cursor, order, ...wanted } = query
    const asked = ['audit', userOf(principal), wanted, order]
    const [after] = placeOf(cursor, asked, ['number']) ?? []
    const { audit } = deps.keepersOf(principal.orgId)
    await audit.append(searchNote('audit-search', principal, wanted))
    const found = await audit.list({
      ...(after === undefined ? {} : { after: Number(after) }),
      newestFirst: order === 'newest',
      limit: limit + 1,
      ...filterOf(wanted),
    })
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return {
      entries: shown.map(entryOf),
      next_cursor: last && found.length > limit ? cursorAt(asked, [last.seq]) : null,
    }
  },
  'GET /v1/audit/verify': async ({ principal }) => deps.keepersOf(principal.orgId).audit.verify(),
  'GET /v1/audit/export': async ({ query, principal, reply }) => {
    const { format, ...wanted } = query
    const { audit } = deps.keepersOf(principal.orgId)
    const { head, line, mediaType } = AUDIT_LINES[format]
    const found = await audit.list({ limit: MOST_EXPORTED + 1, ...filterOf(wanted) })
    const written = found.slice(0, MOST_EXPORTED)
    const file = Buffer.from(head + written.map(line).join(''))
    const name = `numize-audit.${format}`
    const { orgId, userId } = principal
    const note = searchNote('export', principal, wanted, { what: 'audit', entries: written.length })
    try {
      await deps.inspectContent?.(
        { direction: 'export', orgId, userId, project: null, name, mediaType },
        file,
      )
    } catch (error) {
      await audit.append({ ...note, outcome: 'refused' })
      throw error
    }
    await audit.append(note)
    reply
      .type(mediaType)
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('numize-truncated', String(found.length > MOST_EXPORTED))
    return file
  },
})

/** That somebody looked into the audit; not for whom: a name that was looked for would outlive the person. */
const searchNote = (
  action: string,
  { userId }: Principal,
  { user, ...others }: Wanted,
  more: AuditNote['detail'] = {},
): AuditNote => ({
  action,
  userId,
  project: null,
  outcome: 'answered',
  detail: { ...others, ...more, ofOnePerson: user !== undefined },
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
