import type { Catalog, Reading } from '@numize/planner'
import type { Plan, Result } from '@numize/semantic'

/** A check that was made of rows before they are told, and what came of it. */
export interface Check {
  readonly name: 'parts and total' | 'shares' | 'counts' | 'rows of the list' | 'period' | 'values' | 'ties'
  readonly outcome: 'passed' | 'noted' | 'failed' | 'not finished'
}

/** What a check found. Nothing said = the rows passed it. */
export interface Finding {
  readonly check: Check
  /** A whole sentence the reader must see beside the answer. */
  readonly caveat?: string
  /** Why the rows cannot be right: they are not told. */
  readonly wrong?: string
}

/** What an answer without rows is replaced by: near questions that have some. */
export interface NearQuestions {
  readonly question: string
  readonly options: readonly { readonly label: string; readonly reading: Reading }[]
}

/** What a check works with. */
export interface CheckTools {
  readonly reading: Reading
  readonly result: Result
  readonly catalog: Catalog
  /** The moment of asking, local. */
  readonly now: string
  /** Runs a plan as the asker may; null where it did not finish within the time a check may take, or may not be asked. */
  readonly fetch: (plan: Plan) => Promise<Result | null>
}

export const passed = (name: Check['name']): Finding => ({ check: { name, outcome: 'passed' } })
export const noted = (name: Check['name'], caveat: string): Finding => ({
  check: { name, outcome: 'noted' },
  caveat,
})
export const proven = (name: Check['name'], wrong: string): Finding => ({
  check: { name, outcome: 'failed' },
  wrong,
})
export const unfinished = (name: Check['name']): Finding => ({ check: { name, outcome: 'not finished' } })
