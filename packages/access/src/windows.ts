import type { Project, SemanticModel, Slice, SliceWindow, TimeWindow } from '@numize/semantic'
import { accessError } from './errors.ts'

/**
 * The times of which rows exist, for each model of a project that has a time: a model outside the slice may still be
 * read by a metric. Models without a time are whole.
 * @throws `access/no-today` for a trailing window where today is not known
 */
export function windowsOf(project: Project, slice: Slice, today: string | undefined): readonly TimeWindow[] {
  if (!slice.window) return []
  const { start, end, text } = rangeOf(slice.window, slice.name, today)
  return project.model.semanticModels.flatMap((model) => {
    const dimension = timeOf(model)
    return dimension === null ? [] : [{ model: model.name, dimension, start, end, text }]
  })
}

/** The time a model is counted by; its only time where it declares none. */
function timeOf({ defaultTimeDimension, dimensions }: SemanticModel): string | null {
  if (defaultTimeDimension !== null) return defaultTimeDimension
  const times = dimensions.filter(({ kind, validity }) => kind === 'time' && validity === null)
  return times.length === 1 ? (times[0]?.name ?? null) : null
}

type Range = Pick<TimeWindow, 'start' | 'end' | 'text'>

function rangeOf(window: SliceWindow, slice: string, today: string | undefined): Range {
  if (window.kind === 'between') {
    const { from, to } = window
    const words = [from === null ? '' : ` from ${from}`, to === null ? '' : ` until before ${to}`].join('')
    return { start: from, end: to, text: `Only rows${words}` }
  }
  if (today === undefined) throw accessError('no-today', { slice })
  const { count, grain } = window
  const end = shifted(today, 1, 'day')
  const text = `Only rows of the last ${count === 1 ? grain : `${count} ${grain}s`}`
  return { start: shifted(end, -count, grain), end, text }
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const

/** A day moved by periods; the last day of a shorter month stands for those it does not have. */
function shifted(
  day: string,
  count: number,
  grain: Extract<SliceWindow, { kind: 'trailing' }>['grain'],
): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  if (grain === 'day' || grain === 'week')
    return iso(Date.UTC(year, month - 1, date + count * (grain === 'week' ? 7 : 1)))
  const first = new Date(Date.UTC(year, month - 1 + count * MONTHS[grain], 1))
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return iso(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, days)))
}

const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
