import { toReading } from '../followup/follow-up.ts'
import { dropParts, stateOf } from '../followup/state.ts'
import type { Outcome, Reading } from '../outcome.ts'
import type { SampleAsked } from './find-sample.ts'
import { sampled } from './with-sample.ts'

const LEAD = String.raw`^\s*(?:(?:now|and|but|then|please|ok|okay|again|the same|same|show|give me|do|run|ask|read|that|it|this)\b[\s,]*)*`
const allRows = new RegExp(
  `${LEAD}(?:(?:on|for|over|from|with|using|of)\\s+)?(?:all|every|the (?:whole|full|entire))\\b(?:\\s+of)?(?:\\s+the)?\\s*(?:rows?|data|records|table|of it|set)\\s*[.!?]*$`,
  'i',
)
const noSample = new RegExp(
  `${LEAD}(?:(?:without|no|not (?:on |from )?|drop|remove|skip|stop|forget)\\s*(?:a |the |any )?sampl(?:e|ing)|(?:the )?exact(?:ly)?(?: (?:figures?|numbers?|values?|answer))?)\\s*[.!?]*$`,
  'i',
)
const onlySample = new RegExp(`${LEAD}(?:instead)?\\s*[.!?]*$`, 'i')

/** A sentence that only says how much of the rows the answer before is to be read from; null where it is none. */
export function changeSample(
  question: string,
  previous: Reading | null,
  asked: SampleAsked | null,
): Outcome | null {
  if (!previous || previous.plan.kind !== 'metrics') return null
  const { plan } = previous
  if (asked && plan.metrics.length > 0 && onlySample.test(asked.rest))
    return changed(sampled(toReading(stateOf(previous)), asked), 'reads a part of the rows')
  if (!plan.sample || !(allRows.test(question) || noSample.test(question))) return null
  const { sample: _, ...whole } = plan
  const state = dropParts({ ...stateOf(previous), plan: whole }, ({ kind }) => kind === 'sample')
  const assumed = state.assumed.filter(({ kind }) => kind !== 'sample')
  return changed(toReading({ ...state, assumed, dropped: [] }), 'reads all rows')
}

const changed = (reading: Reading, why: string): Outcome => ({ kind: 'reading', reading, trail: [why] })
