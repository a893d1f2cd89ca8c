import { existsSync } from 'node:fs'
import { type Drift, profileDrift, type TableProfile } from '@numize/insights'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { type AskFlags, localMoment, subjectOf } from './ask.ts'

export interface ProfileFlags extends AskFlags {
  readonly from?: string
  readonly until?: string
  readonly against?: string
}

/** `numize profile TABLE`: what its columns hold; with `--against FILE`, how that differs from an earlier profile. */
export async function profile(
  table: string,
  flags: ProfileFlags,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  const earlier = flags.against === undefined ? null : readProfile(flags.against, effects)
  const found = await desk.profile({
    subject: subjectOf(flags),
    table,
    time: timeOf(flags),
    ...(flags.as === undefined ? {} : { as: flags.as }),
  })
  const drift = earlier && profileDrift(earlier, found)
  if (flags.json === true) effects.out(`${JSON.stringify(drift ? { ...found, drift } : found)}\n`)
  else effects.out(drift ? driftInWords(drift, found) : inWords(found))
  return 0
}

const timeOf = ({ from, until }: ProfileFlags) =>
  from === undefined && until === undefined
    ? null
    : {
        start: from === undefined ? null : localMoment(from),
        end: until === undefined ? null : localMoment(until),
      }

/** @throws `cli/no-file`, `cli/unreadable` */
function readProfile(file: string, { files }: Effects): TableProfile {
  if (!existsSync(file)) throw cliError('no-file', { file })
  const read = parsed(files.read(file))
  if (!isProfile(read))
    throw cliError('unreadable', {
      file,
      problem: 'it is not a profile written by `numize profile … --json`',
    })
  return read
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const isProfile = (read: unknown): read is TableProfile =>
  typeof read === 'object' &&
  read !== null &&
  'columns' in read &&
  Array.isArray(read.columns) &&
  'rows' in read

function driftInWords(drift: readonly Drift[], { label }: TableProfile): string {
  if (drift.length === 0) return `${label} is as it was.\n`
  return `${[`${label} is not as it was`, ...drift.map(({ text }) => `· ${text}`)].join('\n')}\n`
}

function inWords({ label, rows, columns }: TableProfile): string {
  const width = Math.max(...columns.map(({ name }) => name.length), 0)
  const lines = columns.map(({ name, type, nulls, distinct, minimum, maximum, notes }) => {
    const empty = nulls === 0 ? 'never empty' : `${((100 * nulls) / Math.max(1, rows)).toFixed(1)} % empty`
    const range = minimum === null ? '' : `, ${minimum} to ${maximum}`
    const said = notes.length === 0 ? '' : `  [${notes.join('; ')}]`
    return `  ${name.padEnd(width)}  ${type.padEnd(9)}  ${empty}, ${distinct.toLocaleString('en-US')} values${range}${said}`
  })
  return `${[`${label}: ${rows.toLocaleString('en-US')} rows`, ...lines].join('\n')}\n`
}
