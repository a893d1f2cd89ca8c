import { describeError } from '@numize/base'
import { TOKEN } from './world.ts'

export type Outcome =
  | {
      readonly kind: 'rows'
      readonly columns: readonly string[]
      readonly rows: readonly (readonly unknown[])[]
    }
  | { readonly kind: 'error'; readonly code: string; readonly text: string }

interface Table {
  readonly columns: readonly { readonly name: string }[]
  readonly rows: readonly (readonly unknown[])[]
}

export const outcomeOf = (answer: Promise<Table>): Promise<Outcome> =>
  answer.then(
    ({ columns, rows }) => ({ kind: 'rows', columns: columns.map(({ name }) => name), rows }),
    (error: unknown) => {
      const { code, message, facts } = describeError(error)
      const bug = code === 'base/bug' ? String(error instanceof Error ? error.stack : error) : ''
      return { kind: 'error', code, text: `${message} ${JSON.stringify(facts)} ${bug}` }
    },
  )

/** Refusals that a policy gives, where the copy has no reason to. */
const REFUSALS = new Set([
  'ask/outside-slice',
  'ask/inline-measure',
  'ask/governed-only',
  'ask/over-limit',
  'ask/no-raw-rows',
  'ask/aggregation-off',
  'semantic/raw-rows-off',
  'semantic/no-path',
  'semantic/no-sample',
  'semantic/masked-dimension',
  'semantic/masked-measure',
  'semantic/inline-measures-off',
  'semantic/filter-not-placed',
])

export type Verdict =
  | { readonly end: 'answered' | 'refused' | 'failed alike' }
  | { readonly end: 'wrong'; readonly why: string }

export interface Expected {
  /** `part`: groups may be left out; `any`: figures are made of what is left, and only their showing nothing hidden counts. */
  readonly rows: 'same' | 'part' | 'any'
  /** Rows that may be seen hold a value no cast takes: an engine that has no use for it on the copy need not meet it. */
  readonly mayFailAlone: boolean
}

/** What is asked under policies must be what a copy without the hidden answers, or be refused for a policy's sake. */
export function verdictOf(governed: Outcome, copy: Outcome, expected: Expected): Verdict {
  if (governed.kind === 'error' && governed.code === 'base/bug')
    return { end: 'wrong', why: `something of ours broke: ${governed.text}` }
  if (governed.kind === 'rows') {
    if (copy.kind === 'error') return { end: 'wrong', why: `only the copy fails: ${copy.code} ${copy.text}` }
    return agrees(governed, copy, expected.rows)
      ? { end: 'answered' }
      : { end: 'wrong', why: difference(governed, copy) }
  }
  if (REFUSALS.has(governed.code)) return { end: 'refused' }
  const alone = expected.mayFailAlone && governed.code === 'engines/query'
  return copy.kind === 'error' || alone
    ? { end: 'failed alike' }
    : { end: 'wrong', why: `only the governed one fails: ${governed.code} ${governed.text}` }
}

type Rows = Extract<Outcome, { kind: 'rows' }>

function agrees(governed: Rows, copy: Rows, expected: Expected['rows']): boolean {
  if (expected !== 'part') return expected === 'any' || sameRows(governed, copy)
  const [shown, all] = [sorted(governed.rows), sorted(copy.rows)].map((text) => text.split('\n'))
  return governed.rows.length === 0 || (shown ?? []).every((row) => all?.includes(row))
}

const sameRows = (one: Rows, other: Rows): boolean =>
  one.columns.join() === other.columns.join() && sorted(one.rows) === sorted(other.rows)

/** Order is no part of what is compared; figures to ten digits, as sums in another order differ after. */
const sorted = (rows: Rows['rows']): string =>
  rows
    .map((row) =>
      JSON.stringify(row.map((cell) => (typeof cell === 'number' ? Number(cell.toPrecision(10)) : cell))),
    )
    .toSorted()
    .join('\n')

const SHOWN = 6

function difference(governed: Rows, copy: Rows): string {
  const [left, right] = [sorted(governed.rows).split('\n'), sorted(copy.rows).split('\n')]
  const only = (some: readonly string[], others: readonly string[]) =>
    some.filter((row) => !others.includes(row)).slice(0, SHOWN)
  return `columns ${governed.columns.join()} and ${copy.columns.join()}; only governed ${only(left, right).join(' ')}; only in the copy ${only(right, left).join(' ')}`
}

/** A token that is shown though the copy does not hold it, and the asker did not write it; null where there is none. */
export function leakIn(shown: unknown, asked: string, mayShow: ReadonlySet<string>): string | null {
  const typed = new Set(asked.match(TOKEN))
  return (
    JSON.stringify(shown)
      .match(TOKEN)
      ?.find((token) => !mayShow.has(token) && !typed.has(token)) ?? null
  )
}
