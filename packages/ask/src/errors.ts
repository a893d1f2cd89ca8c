import { didYouMean, errorTable } from '@numize/base'
import { figureInWords } from './figures.ts'

interface OverLimit {
  readonly slice: string
  readonly figure: 'rows' | 'bytes' | 'cost'
  readonly expected: number
  readonly most: number
  readonly costUnit: string | null
  readonly source: string
}

export const askError = errorTable('ask', {
  'over-limit': ({ slice, figure, expected, most, costUnit, source }: OverLimit) => {
    const [wanted, allowed] = [expected, most].map((value) => figureInWords(figure, value, costUnit))
    return `not run: it would ${figure === 'cost' ? 'cost' : 'read'} an estimated ${wanted} (${source}), and slice "${slice}" allows ${allowed} a query. Narrow the period or the filters, or ask its data team for more.`
  },
  'outside-slice': (f: { what: string; name: string; slice: string; near: readonly string[] }) =>
    `${f.what} ${f.name} is not in your slice "${f.slice}".${didYouMean(f.near)}`,
  'inline-measure': (f: { name: string; slice: string }) =>
    `slice "${f.slice}" allows its governed metrics only, not an aggregate over ${f.name}: ask for one of its metrics`,
  'no-sql': (f: { project: string }) =>
    `${f.project} cannot be asked in SQL: its database is not one whose statements Numize can check. Ask in words, or run a plan.`,
  'governed-only': (f: { slice: string }) =>
    `slice "${f.slice}" allows its governed metrics only, not SQL of your own: ask for one of its metrics`,
  'no-raw-rows': (f: { slice: string }) =>
    `slice "${f.slice}" shows no single rows, and SQL of your own reads rows: ask for a metric, or run a plan`,
  'aggregation-off': (f: { aggregation: string; slice: string; allowed: readonly string[] }) =>
    `slice "${f.slice}" allows no ${f.aggregation}, only ${f.allowed.join(', ') || 'its governed metrics'}: ask for one of those`,
  'data-moved': () => 'the data changed twice while the question ran: ask again',
  'broken-model': (f: { model: string; problem: string }) =>
    `semantic model ${f.model} does not fit its data: ${f.problem}. Run \`npx numize check\`.`,
})
