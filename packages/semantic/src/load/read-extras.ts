import { didYouMean, nearestNames } from '@numize/base'
import { AGGREGATIONS, type Aggregation, type Extras, type Unit } from '../model.ts'
import { readEventStream } from './read-event-stream.ts'
import {
  child,
  complain,
  complainAt,
  type Fields,
  flag,
  has,
  json,
  lineAt,
  text,
  textIfScalar,
  texts,
} from './yaml-reader.ts'

/** Our keys, as written in YAML; anything else under `meta.numize` is kept as it stands. */
const EXTRA_KEYS = [
  'synonyms',
  'unit',
  'up_is_good',
  'pii',
  'display',
  'hidden',
  'aggregations',
  'event_stream',
] as const

/** Numize's additions to any object of the dbt spec: `meta.numize`, or `config.meta.numize`. */
export function readExtras(object: Fields): Extras {
  const config = child(object, 'config', null)
  const metas = [config && child(config, 'meta', null), child(object, 'meta', null)]
  const ours = metas.flatMap((meta) => (meta && child(meta, 'numize', null)) ?? [])
  return Object.assign({}, ...ours.map((fields) => extrasOf({ ...fields, what: object.what }))) as Extras
}

function extrasOf(ours: Fields): Extras {
  const extras: Record<string, Extras[string]> = {}
  for (const key of ours.entries.keys()) {
    const ownKey = EXTRA_KEYS.find((known) => known === key)
    if (ownKey) assign(extras, ours, ownKey)
    else extras[key] = other(ours, key)
  }
  return extras
}

function assign(extras: Record<string, Extras[string]>, ours: Fields, key: (typeof EXTRA_KEYS)[number]) {
  if (!has(ours, key)) return
  if (key === 'synonyms') extras['synonyms'] = texts(ours, key)
  else if (key === 'aggregations') extras['aggregations'] = aggregations(ours)
  else if (key === 'unit') extras['unit'] = readUnit(ours) ?? undefined
  else if (key === 'event_stream') extras['eventStream'] = readEventStream(ours) ?? undefined
  else extras[key === 'up_is_good' ? 'upIsGood' : key] = flag(ours, key) ?? undefined
}

function other(ours: Fields, key: string): Extras[string] {
  const near = nearestNames(key, EXTRA_KEYS)
  if (near.length > 0)
    complain(ours.reader, lineAt(ours, key), `unknown key: ${key}.${didYouMean(near)}`, 'warning')
  return json(ours, key)
}

function aggregations(ours: Fields): readonly Aggregation[] {
  return texts(ours, 'aggregations').flatMap((written) => {
    const found = AGGREGATIONS.find((known) => known === written)
    if (found) return [found]
    const near = didYouMean(nearestNames(written, AGGREGATIONS)) || ` Use ${AGGREGATIONS.join(', ')}.`
    complainAt(ours, 'aggregations', `unknown aggregation of ${ours.what}: ${written}.${near}`)
    return []
  })
}

const DURATIONS = ['second', 'minute', 'hour', 'day'] as const

/** `USD`, `percent`, `count`, `minutes`, any other symbol; or the long form `{kind: money, currency: USD}`. */
function readUnit(fields: Fields): Unit | null {
  const short = textIfScalar(fields, 'unit')
  if (short !== null) return unitOf(short)
  const long = child(fields, 'unit', ['kind', 'currency', 'unit', 'symbol', 'of'])
  if (!long) return null
  const kind = text(long, 'kind')
  const of = text(long, 'of')
  if (kind === 'count') return of === null ? { kind } : { kind, of }
  if (kind === 'percent') return { kind }
  if (kind === 'money') return { kind, currency: text(long, 'currency') ?? '' }
  if (kind === 'other') return { kind, symbol: text(long, 'symbol') ?? '' }
  const unit = DURATIONS.find((known) => known === text(long, 'unit'))
  if (kind === 'duration' && unit) return { kind, unit }
  complainAt(
    fields,
    'unit',
    `unit of ${fields.what} is not one we know. Write USD, percent, count, minutes, or a symbol.`,
  )
  return null
}

/** The unit a short form stands for. Three capitals are a currency (ISO 4217). */
function unitOf(short: string): Unit {
  const duration = DURATIONS.find((unit) => unit === short || `${unit}s` === short)
  if (duration) return { kind: 'duration', unit: duration }
  if (/^[A-Z]{3}$/.test(short)) return { kind: 'money', currency: short }
  if (short === 'percent' || short === 'count') return { kind: short }
  return { kind: 'other', symbol: short }
}
