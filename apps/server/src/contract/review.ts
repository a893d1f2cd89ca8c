import { z } from 'zod'

const text = z.string().min(1).max(500)
const reason = z.enum([
  'wrong metric',
  'wrong filter',
  'wrong period',
  'wrong grouping',
  'numbers look wrong',
  'incomplete',
  'other',
])
const verdict = z.enum(['up', 'down'])

/** What somebody says of an answer. */
export const feedback = z.object({ verdict, reason: reason.optional(), note: text.optional() })
/** `approved` where whoever said it may, else `queued` for somebody who may. */
export const feedbackState = z.object({ state: z.enum(['approved', 'queued']) })

const why = text.optional()
const fixes = [
  z.object({ kind: z.literal('metric'), metric: text, why }),
  z.object({ kind: z.literal('synonym'), phrase: text, means: text, why }),
  z.object({ kind: z.literal('filter'), words: text, why }),
] as const
/** What an answer should have been. */
export const correction = z.discriminatedUnion('kind', fixes)
/** What becomes of what somebody said of an answer. */
export const decision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('approve'), why }),
  z.object({ kind: z.literal('leave'), why }),
  ...fixes,
])

/** What waits for somebody with the right. */
export const review = z.object({
  id: z.string(),
  slice: z.string(),
  runHash: z.string(),
  verdict,
  reason: reason.nullable(),
  note: z.string().nullable(),
  question: z.string(),
  /** How it was read, in words. */
  read: z.array(z.string()).readonly(),
  by: z.string(),
  at: z.string(),
})
/** What was approved or put right. */
export const lesson = z.object({
  id: z.string(),
  slice: z.string(),
  by: z.string(),
  at: z.string(),
  lesson: z.looseObject({ kind: z.enum(['answer', 'synonym', 'filter']) }),
})
