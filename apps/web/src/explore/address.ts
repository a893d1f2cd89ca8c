import { isRangeName } from './range.ts'
import { CHARTS, emptyView, GRAINS, OPERATORS, type Split, type View, type ViewFilter } from './view.ts'

/** The view as the query part of an address. */
export function searchOf(view: View): string {
  const said = Object.entries(view).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(emptyView[key as keyof View]),
  )
  return said.length === 0 ? '' : `?view=${encodeURIComponent(JSON.stringify(Object.fromEntries(said)))}`
}

/** The view an address holds; what cannot be read of it is left at its beginning. */
export function viewIn(search: string): View {
  const json = read(new URLSearchParams(search).get('view'))
  const { metrics, split, filters, range, grain, compare, top, chart } = json
  return {
    metrics: listOf(metrics, isText),
    split: listOf(split, isSplit),
    filters: listOf(filters, isFilter),
    range: isRangeName(range) || isSpan(range) ? range : emptyView.range,
    grain: grain === null ? null : oneOf(GRAINS, grain, emptyView.grain),
    compare: oneOf(['previous', 'year'] as const, compare, null),
    top: typeof top === 'number' && top >= 1 && top <= 1000 ? Math.round(top) : null,
    chart: oneOf(CHARTS, chart, 'auto'),
  }
}

type Loose = Readonly<Record<string, unknown>>

function read(text: string | null): { readonly [K in keyof View]?: unknown } {
  try {
    const json: unknown = JSON.parse(text ?? '{}')
    return isObject(json) ? json : {}
  } catch {
    return {}
  }
}

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isDay = (value: unknown): boolean => value === null || (isText(value) && /^\d{4}-\d\d-\d\d/.test(value))
const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value)

const listOf = <T>(value: unknown, is: (item: unknown) => item is T): readonly T[] =>
  Array.isArray(value) ? value.filter(is) : []

const oneOf = <T, E>(known: readonly T[], value: unknown, otherwise: E): T | E =>
  known.find((one) => one === value) ?? otherwise

const isSpan = (value: unknown): value is { start: string | null; end: string | null } =>
  isObject(value) && isDay(value['start']) && isDay(value['end'])

const isSplit = (value: unknown): value is Split =>
  isObject(value) && isText(value['path']) && (value['grain'] === undefined || isText(value['grain']))

const isFilter = (value: unknown): value is ViewFilter =>
  isObject(value) &&
  isText(value['path']) &&
  OPERATORS.some((one) => one === value['is']) &&
  Array.isArray(value['values']) &&
  value['values'].every(isScalar)
