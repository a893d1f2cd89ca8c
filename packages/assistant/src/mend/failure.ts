import { describeError } from '@numize/base'

/** Why a plan that may be asked did not give rows: its engine was lost, it took too much, or a value stood in its way. */
export type Failure = 'lost' | 'tooMuch' | 'value'

const FAILURES: Readonly<Record<string, Failure>> = {
  'engines/died': 'lost',
  'engines/deadline': 'tooMuch',
  'engines/server-deadline': 'tooMuch',
  'engines/memory': 'tooMuch',
}

/** Engines' classes of statements that are wrong before a row is read: asking less does not mend them. */
const BEFORE_READING = /^(?:Parser|Binder|Catalog|Not implemented|Permission|IO|HTTP) Error$|^Error$/

/** What kind of failure an error is; null where a simpler question would not help. */
export function failureOf(error: unknown): Failure | null {
  const { code, facts } = describeError(error)
  if (code !== 'engines/query') return FAILURES[code] ?? null
  const kind = facts['class']
  return typeof kind === 'string' && BEFORE_READING.test(kind) ? null : 'value'
}
