import { z } from 'zod'
import type { Filter, GroupBy } from '../plan.ts'
import { kinds, object, oneOf } from './strict.ts'

const name = z.string().min(1)
const version = z.literal(1).default(1)

/** Schemas of the main plan file that plans over events and rows are made of. */
export interface PlanParts<Time extends z.ZodType> {
  readonly filter: z.ZodType<Filter>
  readonly groupBy: z.ZodType<GroupBy>
  readonly moment: z.ZodType<string>
  readonly time: Time
}

const filters = ({ filter }: Pick<PlanParts<z.ZodType>, 'filter'>) => z.array(filter).default([])

const rangeOf = ({ moment }: Pick<PlanParts<z.ZodType>, 'moment'>) =>
  object({ start: moment.nullable(), end: moment.nullable() }).nullable().default(null)

export const retentionPlan = (parts: PlanParts<z.ZodType>) =>
  object({
    version,
    kind: z.literal('retention'),
    stream: name,
    start: filters(parts),
    returning: filters(parts),
    where: filters(parts),
    membership: oneOf(['firstTime', 'recurring']).default('firstTime'),
    grain: oneOf(['hour', 'day', 'week', 'month']).default('day'),
    periods: oneOf(['calendar', 'elapsed']).default('calendar'),
    match: oneOf(['on', 'onOrAfter']).default('on'),
    count: z.int().min(1).max(400).default(7),
    brackets: z
      .array(object({ from: z.int().min(1), to: z.int().min(1).nullable() }))
      .max(400)
      .default([]),
    minimumOccurrences: z.int().min(1).default(1),
    breakdown: z.array(parts.groupBy).default([]),
    time: rangeOf(parts),
    until: parts.moment.nullable().default(null),
    overall: z.boolean().default(false),
  }).meta({ id: 'RetentionPlan', description: 'Members of a cohort who come back, by the periods after it.' })

export const funnelPlan = (parts: PlanParts<z.ZodType>) => {
  const where = z.array(parts.filter)
  return object({
    version,
    kind: z.literal('funnel'),
    stream: name,
    steps: z
      .array(object({ name: name.exactOptional(), where }))
      .min(1)
      .max(20),
    where: filters(parts),
    order: oneOf(['ordered', 'strict', 'unordered']).default('ordered'),
    entry: oneOf(['first', 'any']).default('any'),
    window: object({
      count: z.int().min(1),
      grain: oneOf(['second', 'minute', 'hour', 'day', 'week']),
    }).default({ count: 7, grain: 'day' }),
    ties: oneOf(['allowed', 'strict']).default('allowed'),
    graceSeconds: z.number().min(0).default(0),
    exclusions: z
      .array(object({ where, after: z.int().min(1).exactOptional(), before: z.int().min(2).exactOptional() }))
      .default([]),
    breakdown: z.array(parts.groupBy).default([]),
    time: rangeOf(parts),
    members: object({ step: z.int().min(1), which: oneOf(['reached', 'dropped']) })
      .nullable()
      .default(null),
  }).meta({ id: 'FunnelPlan', description: 'How many entities reach each step, or which do.' })
}

const checkGrain = oneOf(['hour', 'day', 'week', 'month'])

const checkSchema = (moment: z.ZodType<string>) =>
  kinds(
    [
      object({ kind: z.literal('nulls'), dimension: name }),
      object({ kind: z.literal('duplicates'), dimensions: z.array(name).min(1) }),
      object({ kind: z.literal('orphans'), entity: name }),
      object({ kind: z.literal('order'), earlier: name, later: name }),
      object({ kind: z.literal('lag'), event: name, recorded: name }),
      object({ kind: z.literal('gaps'), dimension: name, grain: checkGrain }),
      object({ kind: z.literal('freshness'), dimension: name, asOf: moment }),
    ],
    ['nulls', 'duplicates', 'orphans', 'order', 'lag', 'gaps', 'freshness'],
  ).meta({ id: 'Check' })

export const checkPlan = <Time extends z.ZodType>(parts: PlanParts<Time>) =>
  object({
    version,
    kind: z.literal('check'),
    model: name,
    checks: z.array(checkSchema(parts.moment)).min(1),
    where: filters(parts),
    time: parts.time.nullable().default(null),
  }).meta({ id: 'CheckPlan', description: 'Whether the rows of a model can be trusted: a row per check.' })

export const profilePlan = <Time extends z.ZodType>(parts: PlanParts<Time>) =>
  object({
    version,
    kind: z.literal('profile'),
    model: name,
    dimensions: z.array(name).default([]),
    show: oneOf(['summary', 'values']).default('summary'),
    top: z.int().min(1).max(1000).default(10),
    where: filters(parts),
    time: parts.time.nullable().default(null),
  }).meta({ id: 'ProfilePlan', description: 'What the columns of a model hold.' })
