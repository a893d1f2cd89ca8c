import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Op } from '../text/operators.ts'
import { own } from '../text/own.ts'
import type { Token } from '../text/tokenize.ts'

type Timely = Extract<Op, { op: 'timely' }>['as']

const phrases: Readonly<Record<string, Timely>> = {
  late: 'late',
  'too late': 'late',
  'behind schedule': 'late',
  'past due': 'overdue',
  overdue: 'overdue',
  'on time': 'onTime',
  'on-time': 'onTime',
  'in time': 'onTime',
  'on schedule': 'onTime',
  early: 'early',
  'too early': 'early',
  'ahead of time': 'early',
  'ahead of schedule': 'early',
}
const LONGEST = 3

/** Where the question says that something was late or on time, and rows of the data have a deadline. */
export function timelyAt(tokens: readonly Token[], at: number, index: CatalogIndex) {
  if (index.deadlines.length === 0) return []
  return Array.from({ length: LONGEST }, (_, more) => at + more + 1).flatMap((to) => {
    const part = tokens.slice(at, to)
    const as = own(phrases, part.map(({ lower }) => lower).join(' '))
    return as && part.length === to - at ? [{ to, op: { op: 'timely', as } as const }] : []
  })
}
