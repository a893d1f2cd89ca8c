import type { Json } from './json.ts'

/** What an error carries for machines: small, serialisable, never a cell of data the reader may not see. */
export type Facts = Readonly<Record<string, Json>>

/**
 * The caller's mistake: bad input, missing right, something that does not exist.
 * Anything else thrown in this product is a bug and is a bare `Error`.
 */
export class NumizeError extends Error {
  override readonly name = 'NumizeError'
  readonly code: string
  readonly facts: Facts

  constructor(code: string, message: string, facts: Facts = {}) {
    super(message)
    this.code = code
    this.facts = facts
  }
}

type Sentences = Readonly<Record<string, (facts: never) => string>>

/** A sentence without facts may be given none, or an empty object. */
type FactsOf<F extends (facts: never) => string> =
  Parameters<F> extends [] ? [facts?: Record<string, never>] : Parameters<F>

/**
 * One table per package maps `area/what` to its sentence. The returned function builds the error:
 * `const fail = errorTable('semantic', {'unknown-metric': (f: {name: string}) => …}); throw fail('unknown-metric', {name})`.
 */
export function errorTable<T extends Sentences>(area: string, sentences: T) {
  return <K extends keyof T & string>(what: K, ...[facts]: FactsOf<T[K]>): NumizeError =>
    new NumizeError(`${area}/${what}`, (sentences[what] as (f: unknown) => string)(facts), facts ?? {})
}

/** The facts every surface shows of an error; a bug is told as a bug, without its text. */
export function describeError(error: unknown): { code: string; message: string; facts: Facts } {
  if (error instanceof NumizeError) return { code: error.code, message: error.message, facts: error.facts }
  return { code: 'base/bug', message: 'Something broke on our side. The log has the details.', facts: {} }
}
