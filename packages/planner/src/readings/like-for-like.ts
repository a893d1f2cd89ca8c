import type { Comparison, TimeRange } from '@numize/semantic'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export interface LikeForLike {
  readonly time: TimeRange | null
  /** What was clipped, in words; null where nothing was. */
  readonly said: string | null
}

/**
 * A period that runs beyond today is compared with the one before over the days it has had so far: "this year" asked on
 * 31 October ends after 31 October, and so does the year before. Without a comparison it stays as said.
 */
export function likeForLike(time: TimeRange | null, compare: Comparison | null, now: string): LikeForLike {
  const today = now.slice(0, 10)
  const end = dayAfter(today)
  const runs = time?.start && time.end && time.start.slice(0, 10) <= today && time.end.slice(0, 10) > end
  if (!runs || compare?.kind !== 'shift') return { time, said: null }
  const [year, month, day] = today.split('-').map(Number)
  return { time: { ...time, end }, said: `Up to ${day} ${MONTHS[(month ?? 1) - 1]} ${year}, like for like` }
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
