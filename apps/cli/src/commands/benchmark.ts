import { benchmarkQuestion } from '@numize/insights'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { type AskFlags, ask, requestOf } from './ask.ts'

/** `numize benchmark "churn rate last month"`, or the whole question: "how do we compare with the benchmark for churn rate". */
export async function benchmark(
  what: string,
  flags: AskFlags,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  const asked = benchmarkQuestion(what) ? what : `benchmark for ${what}`
  return ask(requestOf(asked, flags), flags, desk, effects)
}
