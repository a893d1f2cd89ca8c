import { isoDate } from './calendar-date.ts'
import type { Counted } from './numbers.ts'
import { type Piece, type Scope, wordAt } from './piece.ts'
import { clockUnitNamed } from './words.ts'

const DAY_SECONDS = 86_400

/** `last 24 hours`, `past 30 minutes`: up to now, to the second. */
export function clockRange(scope: Scope, at: number, count: Counted, sign: -1 | 1): Piece | null {
  const unit = clockUnitNamed(wordAt(scope, count.to))
  if (!unit) return null
  const seconds = count.value * (unit === 'hour' ? 3600 : 60)
  const now = secondsOf(scope)
  const [start, end] = sign < 0 ? [now - seconds, now] : [now, now + seconds]
  return {
    at,
    to: count.to + 1,
    grain: unit,
    span: { start: Math.floor(start / DAY_SECONDS), end: Math.ceil(end / DAY_SECONDS) },
    others: [],
    assumed: [],
    clock: { start: isoMoment(start), end: isoMoment(end) },
  }
}

function secondsOf(scope: Scope): number {
  const [hours = 0, minutes = 0, seconds = 0] = scope.now.slice(11, 19).split(':').map(Number)
  return scope.today * DAY_SECONDS + hours * 3600 + minutes * 60 + seconds
}

function isoMoment(moment: number): string {
  const day = Math.floor(moment / DAY_SECONDS)
  const rest = moment - day * DAY_SECONDS
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  return `${isoDate(day)}T${two(rest / 3600)}:${two((rest % 3600) / 60)}:${two(rest % 60)}`
}
