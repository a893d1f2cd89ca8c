import type { SavedQuery } from '../model.ts'
import { DESCRIBED_KEYS, described } from './read-parts.ts'
import { child, complain, type Fields, numeric, texts } from './yaml-reader.ts'

export const SAVED_QUERY_KEYS = [...DESCRIBED_KEYS, 'query_params', 'exports', 'tags'] as const

export function readSavedQuery(fields: Fields): SavedQuery {
  const params = child(fields, 'query_params', ['metrics', 'group_by', 'where', 'order_by', 'limit'])
  if (!params) complain(fields.reader, fields.line, `${fields.what} needs query_params.`)
  return {
    ...described(fields),
    metrics: params ? texts(params, 'metrics') : [],
    groupBy: params ? texts(params, 'group_by') : [],
    where: params ? texts(params, 'where') : [],
    orderBy: params ? texts(params, 'order_by') : [],
    limit: params && numeric(params, 'limit'),
  }
}
