import { nearestNames } from '@numize/base'
import { fail } from '../errors.ts'
import { grainNames, type ModelIndex } from '../graph/model-index.ts'
import { DATE_PARTS, type DatePart, FINE_GRAINS, GRAINS } from '../model.ts'

export const METRIC_TIME = 'metric_time'

/** A reference to a dimension as it was asked, its grain or date part apart. */
export interface Ref {
  readonly name: string
  readonly grain: string | null
  readonly datePart: DatePart | null
}

/** A group-by with its output column settled. */
export interface Key extends Ref {
  readonly column: string
}

const ORDER = [...FINE_GRAINS, ...GRAINS]
const ranks: ReadonlyMap<string, number> = new Map([
  ...ORDER.map((grain, at) => [grain as string, at] as const),
  ['fiscal_quarter', ORDER.indexOf('quarter')],
  ['fiscal_year', ORDER.indexOf('year')],
])

export const DAY_RANK = ORDER.indexOf('day')

/** Order of grains, finest 0; a custom grain counts as its spine's next coarser one. */
export function rankOf(index: ModelIndex, grain: string): number {
  const rank = ranks.get(grain)
  if (rank !== undefined) return rank
  const custom = index.customGrains.get(grain)
  if (custom) return rankOf(index, custom.spine.grain)
  return DAY_RANK
}

export const isCustom = (index: ModelIndex, grain: string): boolean => index.customGrains.has(grain)
/** Day and coarser: shown as dates. */
export const isDateGrain = (index: ModelIndex, grain: string): boolean => rankOf(index, grain) >= DAY_RANK

/**
 * Splits `metric_time__month` and `order__at__extract_year` where the last part is a grain or date part; a dimension
 * that is itself called so (`wine__year`) stays whole.
 * @throws `semantic/unknown-grain`
 */
export function readRef(
  index: ModelIndex,
  name: string,
  grain: string | null | undefined,
  datePart: DatePart | null | undefined,
): Ref {
  if (grain) checkGrain(index, grain, name)
  const at = name.lastIndexOf('__')
  const last = at < 0 ? '' : name.slice(at + 2)
  const part = DATE_PARTS.find((one) => `extract_${one}` === last)
  if (part) return { name: name.slice(0, at), grain: null, datePart: part }
  if ((ranks.has(last) || index.customGrains.has(last)) && !isDeclared(index, name.slice(0, at), last))
    return { name: name.slice(0, at), grain: grain ?? last, datePart: datePart ?? null }
  return { name, grain: grain ?? null, datePart: datePart ?? null }
}

/** Whether `wine__year` is a dimension called "year" of `wine`, and not `wine` by year. */
function isDeclared(index: ModelIndex, path: string, last: string): boolean {
  const entity = path.slice(path.lastIndexOf('__') + (path.includes('__') ? 2 : 1))
  return [...index.semanticModels.values()].some(
    (model) =>
      model.dimensions.some((dimension) => dimension.name === last) &&
      (model.primaryEntity === entity || model.entities.some((one) => one.name === entity)),
  )
}

function checkGrain(index: ModelIndex, grain: string, dimension: string): void {
  if (ranks.has(grain) || index.customGrains.has(grain)) return
  const choices = grainNames(index)
  throw fail('unknown-grain', { name: grain, dimension, near: nearestNames(grain, choices), choices })
}

/** `metric_time__month`, `order__at__extract_dow`, `customer__country`. */
export const columnName = (ref: string, grain: string | null, datePart: DatePart | null): string =>
  datePart ? `${ref}__extract_${datePart}` : grain ? `${ref}__${grain}` : ref
