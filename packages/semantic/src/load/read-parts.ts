import type { Relation, Window } from '../model.ts'
import { readExtras } from './read-extras.ts'
import {
  child,
  complainAt,
  type Fields,
  has,
  numeric,
  placeOf,
  requiredText,
  text,
  textIfScalar,
} from './yaml-reader.ts'

/** The keys every named object of the spec may carry. */
export const DESCRIBED_KEYS = ['name', 'label', 'description', 'config', 'meta'] as const

export const described = (fields: Fields) => ({
  name: requiredText(fields, 'name'),
  label: text(fields, 'label'),
  description: text(fields, 'description'),
  extras: readExtras(fields),
  place: placeOf(fields),
})

/** `model: ref('orders')`, `model: source('raw', 'orders')`, `model: schema.orders`, or `node_relation:`. */
export function readRelation(fields: Fields): Relation {
  const node = child(fields, 'node_relation', ['alias', 'schema_name', 'database', 'relation_name'])
  if (node)
    return {
      database: text(node, 'database'),
      schema: text(node, 'schema_name'),
      name: requiredText(node, 'alias'),
    }
  const written = requiredText(fields, 'model')
  const call = /^(?:\{\{\s*)?(ref|source)\(\s*(.*?)\s*\)(?:\s*\}\})?$/.exec(written)
  if (call) {
    const names = [...(call[2] ?? '').matchAll(/'([^']*)'|"([^"]*)"/g)].map((m) => m[1] ?? m[2] ?? '')
    const name = names.at(-1) ?? ''
    if (name === '') complainAt(fields, 'model', `model of ${fields.what} names nothing. Write ref('table').`)
    return { database: null, schema: call[1] === 'source' ? (names[0] ?? null) : null, name }
  }
  return relationOf(written)
}

/** `database.schema.name`, `schema.name` or `name`. */
export function relationOf(dotted: string): Relation {
  const parts = dotted.split('.').map((part) => part.trim().replace(/^"(.*)"$/, '$1'))
  return { database: parts.at(-3) ?? null, schema: parts.at(-2) ?? null, name: parts.at(-1) ?? '' }
}

/** `7 days` or `{count: 7, granularity: day}`. */
export function readWindow(fields: Fields, key: string): Window | null {
  if (!has(fields, key)) return null
  const written = textIfScalar(fields, key)
  if (written === null) {
    const long = child(fields, key, ['count', 'granularity'])
    if (!long) return null
    return { count: numeric(long, 'count') ?? 1, grain: requiredText(long, 'granularity') }
  }
  const parts = /^(\d+)\s+([a-z_]\w*)$/i.exec(written)
  if (parts) return { count: Number(parts[1]), grain: (parts[2] ?? '').toLowerCase().replace(/s$/, '') }
  complainAt(
    fields,
    key,
    `${key} of ${fields.what} must be a count and a grain, like "7 days", not ${written}.`,
  )
  return null
}
