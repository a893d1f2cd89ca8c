import { GRAINS, type Model } from '@numize/semantic'

/** Why MetricFlow refuses, as far as its message and the manifest tell, with the codes of ours that say the same. */
export interface RejectClass {
  readonly name: string
  readonly codes: readonly string[]
}

const code = (name: string): string => `semantic/${name}`
const of = (name: string, ...codes: readonly string[]): RejectClass => ({ name, codes: codes.map(code) })

const byMessage: readonly (readonly [RegExp, RejectClass])[] = [
  [/cumulative metric .*do(es)? not include/, of('a window without time', 'needs-metric-time')],
  [
    /specifies a time offset|offset.*do not include 'metric_time'/,
    of('an offset without time', 'needs-metric-time'),
  ],
  [/no metrics or group by items/, of('nothing asked', 'empty-plan')],
  [/Error parsing where filter/, of('an unreadable filter', 'bad-expression')],
  [/order-by item/, of('ordered by something else', 'unknown-column')],
  [/limit .* is not >=/, of('a bad limit', 'bad-limit')],
]

/**
 * MetricFlow has one text for a wrong name, a missing or multiplying or ambiguous path and a grain too fine; the name
 * it complains about and the manifest tell them apart.
 */
export function rejectClass(message: string, model: Model): RejectClass | null {
  const text = message.replaceAll(/\s+/g, ' ')
  const known = byMessage.find(([pattern]) => pattern.test(text))
  if (known) return known[1]
  if (!text.includes('does not match any of the available group-by-items')) return null
  const named = /Object Builder Input: \w+\('([^']+)'/.exec(text) ?? /Query Input: (\S+)/.exec(text)
  return classOfName((named?.[1] ?? '').replaceAll(/[^\w]/g, ''), model)
}

function classOfName(name: string, model: Model): RejectClass {
  const parts = name.split('__')
  const last = parts.at(-1) ?? ''
  const isGrain = GRAINS.some((grain) => grain === last)
  if (name === 'metric_time' || (isGrain && parts.length === 2 && parts[0] === 'metric_time'))
    return of('a grain too fine', 'grain-not-available')
  if (parts[0] === 'metric_time') return of('an unknown grain', 'unknown-grain')
  const path = isGrain ? parts.slice(0, -1) : parts
  return classOfPath(path, model)
}

function classOfPath(path: readonly string[], model: Model): RejectClass {
  const last = path.at(-1) ?? ''
  const prefix = path.at(-2)
  const owners = model.semanticModels.filter((one) =>
    [...one.dimensions, ...one.entities].some((own) => own.name === last),
  )
  const named = (one: Model['semanticModels'][number]): boolean =>
    one.primaryEntity === prefix || one.entities.some((entity) => entity.name === prefix)
  if (owners.length === 0 || (prefix !== undefined && !owners.some(named)))
    return of('a wrong name', 'unknown-dimension')
  return prefix === undefined
    ? of('half a path', 'ambiguous-dimension')
    : of('no single path', 'no-path', 'fan-out', 'ambiguous-dimension')
}
