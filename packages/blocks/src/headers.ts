import type { Result, ResultColumn } from '@numize/semantic'
import { comparedWith } from './comparison.ts'
import { namedKeys } from './label-columns.ts'
import { capital } from './narrative/grammar.ts'

/** The head of every column: short where one metric is compared, and never the same twice. */
export function headersOf(
  result: Pick<Result, 'columns' | 'plan'> & Partial<Pick<Result, 'rows'>>,
): string[] {
  const { columns, rows = [] } = result
  const keys = namedKeys({ columns, rows })
  const alone = columns.filter(({ role }) => role === 'metric').length === 1
  const heads = columns.map((column, index) => {
    if (keys.has(index) && sharesLabel(columns, index)) return `${column.label} id`
    return `${compared(column, { columns, alone, earlier: comparedWith(result) })}${estimated(column)}`
  })
  return heads.map((head, index) =>
    heads.indexOf(head) === heads.lastIndexOf(head) ? head : longer(head, columns[index]),
  )
}

/** Of figures from a sample, what they are. */
const estimated = ({ estimate, role }: ResultColumn): string =>
  role !== 'metric' && role !== 'previous'
    ? ''
    : { scaled: ', estimated', sample: ', of the sample', none: '' }[estimate ?? 'none']

const sharesLabel = (columns: readonly ResultColumn[], index: number): boolean =>
  columns.some((other, place) => place !== index && other.label === columns[index]?.label)

interface Beside {
  readonly columns: readonly ResultColumn[]
  readonly alone: boolean
  readonly earlier: string
}

const CHANGES: Readonly<Record<string, string>> = { change: 'Change', changePercent: 'Change %' }

function compared(column: ResultColumn, { columns, alone, earlier }: Beside): string {
  const { role, label, source } = column
  const words = role === 'previous' ? capital(earlier.replace(/^(?:in|on) /, '')) : (CHANGES[role] ?? '')
  if (words === '') return label
  const metric = columns.find((other) => other.role === 'metric' && other.source === source)
  return alone || metric === undefined
    ? words
    : `${metric.label}, ${words.charAt(0).toLowerCase()}${words.slice(1)}`
}

/** `Region` of two entities → `Customer: Region`. */
function longer(head: string, column: ResultColumn | undefined): string {
  const owner = column?.name.split('__').at(-2)?.replaceAll('_', ' ')
  return owner === undefined || owner.toLowerCase() === head.toLowerCase()
    ? head
    : `${capital(owner)}: ${head}`
}
