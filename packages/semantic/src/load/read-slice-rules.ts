import { AGGREGATIONS, type Aggregation } from '../model.ts'
import { type Slice, type SliceWindow, TRAILING_GRAINS, type TrailingGrain } from '../project.ts'
import { child, complainAt, type Fields, flag, has, numeric, text, texts } from './yaml-reader.ts'

/** Keys of a slice that say what may be told of groups, rows and times. */
export const SLICE_RULES = [
  'min_group_size',
  'group_entity',
  'raw_rows',
  'window',
  'aggregations',
  'joins',
] as const

type Rules = Pick<Slice, 'minGroupSize' | 'groupEntity' | 'rawRows' | 'window' | 'aggregations' | 'joins'>

/** Only what is said; each absent rule keeps its default. */
export function readSliceRules(fields: Fields): Rules {
  const size = sizeOf(fields)
  const entity = text(fields, 'group_entity')
  const rawRows = flag(fields, 'raw_rows')
  const window = windowOf(fields)
  return {
    ...(size === null ? {} : { minGroupSize: size }),
    ...(entity === null ? {} : { groupEntity: entity }),
    ...(rawRows === null ? {} : { rawRows }),
    ...(window === null ? {} : { window }),
    ...(has(fields, 'aggregations') ? { aggregations: aggregationsOf(fields) } : {}),
    ...(has(fields, 'joins') ? { joins: texts(fields, 'joins') } : {}),
  }
}

function sizeOf(fields: Fields): number | null {
  const size = numeric(fields, 'min_group_size')
  if (size === null || (Number.isInteger(size) && size >= 1)) return size
  complainAt(fields, 'min_group_size', 'min_group_size must be a whole number from 1, where 1 hides nothing.')
  return null
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const TRAILING = /^([1-9]\d{0,4}) (day|week|month|quarter|year)s?$/i

function windowOf(fields: Fields): SliceWindow | null {
  const window = child(fields, 'window', ['from', 'to', 'trailing'])
  if (!window) return null
  if (has(window, 'trailing')) return trailingOf(window)
  const [from, to] = [dayOf(window, 'from'), dayOf(window, 'to')]
  if (from === null && to === null) {
    complainAt(fields, 'window', 'window needs from, to, or trailing, like 90 days.')
    return null
  }
  if (from !== null && to !== null && from >= to)
    complainAt(window, 'to', `window ends on ${to}, which is not after its start ${from}.`)
  return { kind: 'between', from, to }
}

function dayOf(window: Fields, key: 'from' | 'to'): string | null {
  const day = text(window, key)
  if (day === null || (DAY.test(day) && !Number.isNaN(Date.parse(day)))) return day
  complainAt(window, key, `${key} of window must be a day like 2025-01-31, not ${day}.`)
  return null
}

function trailingOf(window: Fields): SliceWindow | null {
  const [, count = '', unit = ''] = TRAILING.exec(text(window, 'trailing') ?? '') ?? []
  const grain = TRAILING_GRAINS.find((one): one is TrailingGrain => one === unit.toLowerCase())
  if (grain !== undefined && !has(window, 'from') && !has(window, 'to'))
    return { kind: 'trailing', count: Number(count), grain }
  complainAt(
    window,
    'trailing',
    'trailing of window must stand alone and be a length like 90 days or 2 years.',
  )
  return null
}

const aggregationsOf = (fields: Fields): readonly Aggregation[] =>
  texts(fields, 'aggregations').flatMap((word) => {
    const found = AGGREGATIONS.find((one) => one === word)
    if (found === undefined)
      complainAt(fields, 'aggregations', `unknown aggregation: ${word}. Use ${AGGREGATIONS.join(', ')}.`)
    return found ?? []
  })
