import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AUDIT_LINES, type AuditedEvent } from '@numize/server'
import type { AuditListing, AuditProblem, AuditRecord } from '@numize/store'
import { anchorsFile } from '../audit-outside.ts'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { letPass } from '../let-pass.ts'

export interface AuditFlags {
  readonly user?: string
  readonly action?: string
  readonly project?: string
  readonly outcome?: string
  readonly run?: string
  readonly from?: string
  readonly to?: string
  readonly limit?: number
  readonly json?: boolean
  readonly csv?: boolean
  readonly anchors?: string
}

const PAGE = 1000
const SHOWN = 50
const TAMPERED = 2

const PROBLEMS: Readonly<Record<AuditProblem, string>> = {
  changed: 'was changed, or something before it was',
  missing: 'was taken away',
  unkeyed:
    'was written without the key: by an older version of Numize, or by somebody who has the database and not the key',
  'unknown-key': 'was made with a key that is not here: add it to audit.key, below the one in use',
  anchor: 'is not what its anchor says, and the anchor was changed or is of another installation',
  checkpoint: 'is where the log was cut, and that mark was changed',
}

/** `numize audit verify`: whether every entry is as it was written; the first that is not is named. */
export async function auditVerify(flags: AuditFlags, desk: Desk, effects: Effects): Promise<number> {
  const anchors = flags.anchors === undefined ? anchorsFile(effects) : resolve(flags.anchors)
  const { verdict } = await desk.audit({ kind: 'verify', anchors })
  if (!verdict) throw new Error('no verdict came back')
  if (flags.json) effects.out(`${JSON.stringify(verdict)}\n`)
  else if (!verdict.ok) effects.out(`Entry ${verdict.seq} ${PROBLEMS[verdict.problem]}.\n`)
  else {
    const { entries, from, unkeyed, anchoredTo } = verdict
    effects.out(`${entries} entries from ${from} on are as they were written.\n`)
    effects.out(
      anchoredTo === null
        ? `No anchor was found in ${anchors}: entries cut off at the end would not be noticed.\n`
        : `Up to entry ${anchoredTo} that is also known outside the database (${anchors}).\n`,
    )
    if (unkeyed > 0) effects.out(`The first ${unkeyed} were made by an older version, without a key.\n`)
  }
  return verdict.ok ? 0 : TAMPERED
}

/** `numize audit search`: the newest entries that match. */
export async function auditSearch(flags: AuditFlags, desk: Desk, effects: Effects): Promise<number> {
  const listing = { ...filterOf(flags), newestFirst: true, limit: flags.limit ?? SHOWN }
  const { records = [] } = await desk.audit({ kind: 'list', listing })
  const { csv, jsonl } = AUDIT_LINES
  if (flags.csv) effects.out(csv.head)
  const write = flags.json ? jsonl.line : flags.csv ? csv.line : textLine
  for (const record of records) effects.out(write(eventOf(record)))
  if (records.length === 0 && !flags.json && !flags.csv) effects.out('Nothing matches.\n')
  return 0
}

/** `numize audit export FILE`: all entries that match, in order, whole or not at all. */
export async function auditExport(
  file: string,
  flags: AuditFlags,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  const { head, line, mediaType } = AUDIT_LINES[flags.csv === true || file.endsWith('.csv') ? 'csv' : 'jsonl']
  const filter = filterOf(flags)
  let entries = 0
  const lines = async function* (): AsyncGenerator<string> {
    yield head
    for await (const record of allOf(desk, filter)) {
      entries += 1
      yield line(eventOf(record))
    }
  }
  const write = (to: string) => pipeline(Readable.from(lines()), createWriteStream(to, { mode: 0o600 }))
  const temporary = `${resolve(file)}.${process.pid}.whole`
  try {
    await letPass({ file: temporary, name: basename(file), mediaType, write }, effects)
    await rename(temporary, resolve(file))
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await desk.audit({ kind: 'exported', filter, entries })
  effects.out(`${entries} entries written to ${file}\n`)
  return 0
}

async function* allOf(desk: Desk, filter: AuditListing): AsyncGenerator<AuditRecord> {
  let after = 0
  for (;;) {
    const { records = [] } = await desk.audit({ kind: 'list', listing: { ...filter, after, limit: PAGE } })
    yield* records
    after = records.at(-1)?.seq ?? after
    if (records.length < PAGE) return
  }
}

function filterOf({ user, action, project, outcome, run, from, to }: AuditFlags): AuditListing {
  return {
    ...(user === undefined ? {} : { userId: user }),
    ...(action === undefined ? {} : { action }),
    ...(project === undefined ? {} : { project }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(run === undefined ? {} : { runHash: run }),
    ...(from === undefined ? {} : { from: momentOf('--from', from) }),
    ...(to === undefined ? {} : { to: momentOf('--to', to) }),
  }
}

/** A day begins in UTC, as the audit's moments are. */
function momentOf(option: string, text: string): string {
  const isMoment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text)
  const at = Date.parse(/[Z+]|T.*-/.test(text) || !text.includes('T') ? text : `${text}Z`)
  if (!isMoment || Number.isNaN(at))
    throw cliError('bad-option', { option, value: text, expected: 'a moment like 2026-03-31T18:00Z' })
  return new Date(at).toISOString()
}

const eventOf = ({ seq, at, entry, hash }: AuditRecord): AuditedEvent => ({
  seq,
  at,
  entry: entry as AuditedEvent['entry'],
  hash,
})

function textLine({ seq, at, entry }: AuditedEvent): string {
  const { userId, action, project, outcome, runHash } = entry
  const words = [userId ?? 'nobody', action, project, outcome, runHash].map((word) =>
    typeof word === 'string' ? word.slice(0, 40) : '',
  )
  return `${String(seq).padStart(7)}  ${at}  ${words.filter((word) => word !== '').join('  ')}\n`
}
