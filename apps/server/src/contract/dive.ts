import type { Dive } from '@numize/assistant'
import type { Answer } from '@numize/blocks'
import type { Result } from '@numize/semantic'
import { z } from 'zod'
import { answer, list, result } from './turn.ts'

const figure = z.number().nullable()
const spent = z.object({ plans: z.int(), ms: z.number() })
const span = z.object({ start: z.string(), end: z.string() })

/** What speaks for a cause. `plan` gives its figures; it is opened by the place it has in the report. */
const evidence = z.object({
  kind: z.enum(['driver', 'within', 'onset', 'day', 'lastYear', 'related', 'event', 'data']),
  text: z.string(),
  confidence: z.number().min(0).max(1).nullable(),
  plan: z.looseObject({ version: z.literal(1), kind: z.string() }).nullable(),
})

const report = z.object({
  change: z.looseObject({
    metric: z.string(),
    label: z.string(),
    unit: z.looseObject({ kind: z.string() }).nullable(),
    period: span,
    previous: span,
    after: figure,
    before: figure,
  }),
  verdict: z.enum(['explained', 'broad', 'noise', 'unknown']),
  headline: z.string(),
  summary: z.string(),
  evidence: list(evidence),
  ruledOut: list(z.string()),
  nextSteps: list(z.string()),
  actions: list(z.string()),
  notLooked: list(z.string()),
  runHashes: list(z.string()),
  questions: list(z.string()),
})

/** A deep dive: how far it has come, and once it is done what it came to. */
export const dive = z
  .object({
    id: z.string(),
    project: z.string(),
    slice: z.string(),
    about: z.string(),
    question: z.string(),
    state: z.enum(['waiting', 'running', 'done', 'stopped', 'failed']),
    isStopping: z.boolean(),
    startedAt: z.string().describe('ISO 8601, UTC'),
    endedAt: z.string().nullable(),
    looks: list(
      z.object({
        look: z.string(),
        state: z.enum(['looking', 'done']),
        found: list(evidence),
        ruledOut: list(z.string()),
      }),
    ),
    spent: spent.describe('queries, and milliseconds of looking'),
    budget: spent,
    report: report.nullable(),
    problem: z.string().nullable(),
  })
  .meta({ description: 'A deep dive.' }) as unknown as z.ZodType<Dive>

/** The figures of a piece of evidence, as any answer has them. */
export const opened = z.object({ result, answer }) as unknown as z.ZodType<{
  readonly result: Result
  readonly answer: Answer
}>

export type { Dive }
