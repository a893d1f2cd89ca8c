import type { Claims, Piece } from './claims.ts'
import { comparedWith, has, period, type ReadingWords, subject, was } from './wording.ts'

const MAX_METRICS = 3

/** One row of figures: each with its unit and period, and how it stands against the period compared with. */
export function oneNumber(claims: Claims, reading: ReadingWords): Piece[] {
  const { columns, plan } = claims.result
  const metrics = columns.flatMap((column, index) => (column.role === 'metric' ? [{ column, index }] : []))
  const sentences = metrics.slice(0, MAX_METRICS).flatMap(({ column, index }) => {
    const now = { row: 0, index }
    const name = subject(column, reading)
    if (claims.figure(now) === null) return [`${name} ${has(column.label)} no value${period(plan)}. `]
    return [`${name} ${was(column.label)} `, claims.value(now), period(plan), ...against(claims, now), '. ']
  })
  return trimmed(sentences)
}

/** `, up 12.3 % from $1.10 M a year earlier`; says so where there is nothing to compare with; empty without a comparison. */
export function against(claims: Claims, now: { row: number; index: number }): Piece[] {
  const { columns, plan } = claims.result
  const source = columns[now.index]?.source
  const index = columns.findIndex((column) => column.role === 'previous' && column.source === source)
  if (index < 0) return []
  const before = { row: now.row, index }
  const when = comparedWith(plan)
  if (claims.figure(before) === null) return [`, with nothing known ${when || 'before'} to compare with`]
  const direction = claims.direction(now, before)
  const change = direction.text === 'unchanged' ? null : claims.change(now, before)
  return [
    ', ',
    direction,
    ...(change === null ? [] : [' ', change]),
    ' from ',
    claims.value(before),
    when && ` ${when}`,
  ]
}

export function trimmed(pieces: readonly Piece[]): Piece[] {
  const last = pieces.at(-1)
  return typeof last === 'string' ? [...pieces.slice(0, -1), last.trimEnd()] : [...pieces]
}
