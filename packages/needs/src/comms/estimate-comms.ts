import { type CommsOptions, checkCommsOptions } from './comms-options.ts'
import { type CommsEffects, openWriter, planFor } from './compose-comms.ts'
import { writingJobs } from './llm/writing-jobs.ts'
import { readWarehouseFacts } from './read-oracle.ts'
import { writeByGrammar } from './write-texts.ts'

/** What `generateComms` would do. */
export interface CommsEstimate {
  /** The model that would write; null is the grammar. */
  readonly model: string | null
  readonly requests: number
  /** US dollars at list price, with nothing cached; the cap holds whatever it is. */
  readonly estimateUsd: number
  readonly capUsd: number
  /** Events of the warehouse that people would write about. */
  readonly events: number
}

/** English text and JSON have some four bytes to a token. */
const BYTES_PER_TOKEN = 4
/** Of the longest reply that is allowed, what is used on average. */
const REPLY_SHARE = 0.5

/** Plans without writing or sending anything. @throws the errors of `generateComms` before it writes */
export async function estimateComms(
  options: CommsOptions,
  effects: CommsEffects = {},
): Promise<CommsEstimate> {
  checkCommsOptions(options)
  const facts = await readWarehouseFacts(options)
  const batch = await openWriter(options, effects)
  const events = facts.events.length
  if (!batch) return { model: null, requests: 0, estimateUsd: 0, capUsd: 0, events }
  const { plan } = planFor(options, facts)
  const jobs = writingJobs(plan, writeByGrammar(plan, options.archetype), options.archetype)
  const costs = jobs.map(({ request: { rules, turns, schema, maxOutputTokens } }) =>
    batch.priceUsd(
      Buffer.byteLength(JSON.stringify({ rules, turns, schema })) / BYTES_PER_TOKEN,
      maxOutputTokens * REPLY_SHARE,
    ),
  )
  const estimateUsd = costs.reduce((sum, cost) => sum + cost, 0)
  return { model: batch.name, requests: jobs.length, estimateUsd, capUsd: batch.capUsd, events }
}
