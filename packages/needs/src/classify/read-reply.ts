import type { Json } from '@numize/base'
import { RELEVANCES, THEMES } from '../config/dnr-config.ts'
import type { KnownTable } from './entities/dictionary.ts'
import type { FoundEntity } from './entities/find-entities.ts'
import type { QuestionVerdict } from './judge-question.ts'
import type { ThreadVerdict } from './judge-thread.ts'

const UNSAID_CONFIDENCE = 0.5

/** The label of a thread in a model's reply; null where it holds none. */
export function readThreadReply(text: string): ThreadVerdict | null {
  const reply = readObject(text)
  const relevance = RELEVANCES.find((one) => one === reply?.['relevance'])
  const theme = THEMES.find((one) => one === reply?.['theme']) ?? null
  if (!reply || !relevance || (relevance === 'positive' && theme === null)) return null
  return {
    relevance,
    theme: relevance === 'positive' ? theme : null,
    confidence: confidenceOf(reply['confidence']),
  }
}

/** The theme of a question in a model's reply; null where it holds none. */
export function readQuestionReply(text: string): QuestionVerdict | null {
  const reply = readObject(text)
  const theme = THEMES.find((one) => one === reply?.['theme'])
  return reply && theme ? { theme, confidence: confidenceOf(reply['confidence']) } : null
}

/** The tables and columns in a model's reply that the warehouse has; null where the reply is none. */
export function readEntityReply(text: string, tables: readonly KnownTable[]): readonly FoundEntity[] | null {
  const reply = readObject(text)
  if (!reply || !Array.isArray(reply['tables']) || !Array.isArray(reply['columns'])) return null
  const known = new Map(tables.map(({ table, columns }) => [table, new Set(columns)]))
  const named = objectsOf(reply['tables']).map(({ name, confidence }) => ({
    table: textOf(name),
    column: null,
    confidence: confidenceOf(confidence),
  }))
  const columns = objectsOf(reply['columns']).map(({ table, column, confidence }) => ({
    table: textOf(table),
    column: textOf(column),
    confidence: confidenceOf(confidence),
  }))
  return [...named, ...columns].filter(
    ({ table, column }) => known.has(table) && (column === null || known.get(table)?.has(column)),
  )
}

type Fields = Readonly<Record<string, Json | undefined>>

const objectsOf = (items: readonly Json[]): readonly Fields[] => items.filter(isObject)

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

const confidenceOf = (value: Json | undefined): number =>
  typeof value === 'number' && value >= 0 && value <= 1 ? value : UNSAID_CONFIDENCE

/** The JSON object of a reply, mended once where it is not JSON as it stands. */
function readObject(text: string): Fields | null {
  const value = parsed(text) ?? parsed(mended(text))
  return isObject(value) ? value : null
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** What models do to JSON: words and fences around it, single quotes, commas at the end, an end that was cut off. */
function mended(text: string): string {
  const from = text.indexOf('{')
  if (from < 0) return ''
  const until = text.lastIndexOf('}')
  const body = text
    .slice(from, until > from ? until + 1 : undefined)
    .replace(/[“”]/g, '"')
    .replace(/'([^'"]*)'/g, '"$1"')
    .replace(/\bNone\b/g, 'null')
    .replace(/,\s*([}\]])/g, '$1')
  const open = (body.match(/"/g) ?? []).length % 2 === 1 ? `${body}"` : body
  return open + missingEnds(open)
}

function missingEnds(text: string): string {
  const ends: string[] = []
  for (const char of text.replace(/"(?:[^"\\]|\\.)*"/g, '')) {
    if (char === '{') ends.unshift('}')
    else if (char === '[') ends.unshift(']')
    else if (char === ends[0]) ends.shift()
  }
  return ends.join('')
}
