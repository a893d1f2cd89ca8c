import type { Principal } from '@numize/access'
import { toCsv } from '@numize/blocks'
import type { Plan, Result } from '@numize/semantic'
import type { exportRoutes } from '../contract/exports.ts'
import { serverError } from '../errors.ts'
import { distinctNames } from '../files/distinct-names.ts'
import { toParquet } from '../files/to-parquet.ts'
import { defaultProject } from '../projects.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'
import type { Live } from './live.ts'
import { runPlan } from './run-plan.ts'
import { ownSession, sliceOf } from './sessions.ts'

interface Written {
  readonly mediaType: string
  readonly write: (result: Result) => Uint8Array
}

const FORMATS = {
  csv: { mediaType: 'text/csv; charset=utf-8', write: (result) => Buffer.from(toCsv(result)) },
  parquet: {
    mediaType: 'application/vnd.apache.parquet',
    write: (result) => toParquet(result, distinctNames(result.columns)),
  },
  json: { mediaType: 'application/json', write: (result) => Buffer.from(JSON.stringify(recordsOf(result))) },
} as const satisfies Record<string, Written>

export const exportHandlers = (deps: ServerDeps, live: Live): HandlersOf<keyof typeof exportRoutes> => ({
  'POST /v1/exports': async ({ body, principal, signal, reply }) => {
    const { format } = body
    if (format === 'notebook') throw serverError('not-built', { what: 'the export of a notebook' })
    const planned = body.message_id === undefined ? body : await plannedOf(deps, body.message_id, principal)
    const result = await runPlan(planned, { deps, live, principal, signal })
    const { mediaType, write } = FORMATS[format]
    const file = write(result)
    const project = defaultProject(deps, planned.project, principal).ground.project.name
    const name = `numize-${result.runHash.slice(0, 12)}.${format}`
    const told = {
      project,
      runHash: result.runHash,
      format,
      rows: result.rows.length,
      bytes: file.byteLength,
    }
    await letPass(deps, principal, { file, name, mediaType, told })
    await auditExport(deps, principal, { ...told, outcome: 'answered' })
    reply
      .type(mediaType)
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('numize-run-hash', result.runHash)
      .header('numize-truncated', String(result.truncated))
    return file
  },
})

interface Told {
  readonly project: string
  readonly runHash: string
  readonly format: string
  readonly rows: number
  readonly bytes: number
}

interface Outgoing {
  readonly file: Uint8Array
  readonly name: string
  readonly mediaType: string
  readonly told: Told
}

/** Shows a file to the organisation's check; a refusal is written down too. @throws `access/content-…` */
async function letPass(
  deps: ServerDeps,
  principal: Principal,
  { file, name, mediaType, told }: Outgoing,
): Promise<void> {
  const { orgId, userId } = principal
  const carriage = { direction: 'export', orgId, userId, project: told.project, name, mediaType } as const
  try {
    await deps.inspectContent?.(carriage, file)
  } catch (error) {
    await auditExport(deps, principal, { ...told, outcome: 'refused' })
    throw error
  }
}

const auditExport = (
  deps: ServerDeps,
  { orgId, userId }: Principal,
  { project, runHash, outcome, ...detail }: Told & { readonly outcome: 'answered' | 'refused' },
): Promise<void> =>
  deps.keepersOf(orgId).audit.append({ action: 'export', userId, project, outcome, runHash, detail })

/** What an answer of somebody's rests on, to be asked anew with the rights they have now. @throws `server/no-rows` */
async function plannedOf(
  deps: ServerDeps,
  messageId: string,
  principal: Principal,
): Promise<{ plan: Plan; project: string; slice: string | undefined }> {
  const { sessions } = deps.keepersOf(principal.orgId)
  const turn = await sessions.turn(messageId, principal.userId)
  if (turn?.reply.status !== 'answered') throw serverError('no-rows', { message: messageId })
  const session = await ownSession(deps, turn.threadId, principal)
  return { plan: turn.reply.result.plan, project: session.project, slice: sliceOf(session) }
}

function recordsOf({ columns, rows }: Result) {
  const names = distinctNames(columns)
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null])))
}
