import { hashJson } from '@numize/base'
import type { QuestionPlan } from '@numize/semantic'
import { filterTexts } from '../guard/filter-texts.ts'

/** What two plans share that differ only in the values, the period and the number of rows they ask for. */
export function planShape(plan: QuestionPlan): string {
  let blank = plan
  for (const at of filterTexts(plan).keys()) blank = filterTexts(blank)[at]?.replaced('') ?? blank
  const time = blank.time && { ...blank.time, start: '', end: '' }
  return hashJson(
    blank.kind === 'metrics'
      ? { ...blank, time, top: blank.top && { ...blank.top, count: 0 }, limit: blank.limit && 0 }
      : { ...blank, time, limit: blank.limit && 0 },
  )
}
