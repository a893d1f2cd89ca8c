import type { Archetype } from '../config/dnr-config.ts'
import { needsError } from '../errors.ts'

export interface CommsOptions {
  readonly archetype: Archetype
  /** Threads of 4 to 8 messages. */
  readonly slack: number
  /** Messages, one to a thread. */
  readonly email: number
  readonly nlq: number
  readonly seed: number
  /** `event_aware` writes some items within a day of what was planted in the warehouse; `uniform` does not. */
  readonly samplePolicy: 'event_aware' | 'uniform'
  /** Folder of the warehouse: its last day and zone decide when people wrote. */
  readonly warehouse: string
  /** Folder of the oracle: `defects.json` and `events.json` are read, the labels are written. */
  readonly meta: string
  /** Folder of the communications; replaced as a whole. */
  readonly out: string
  /** What is done with the SQL of questions: nothing, bound against the warehouse's schema, or run on its data. */
  readonly sql: 'keep' | 'parse' | 'execute'
  /** A model that writes the texts where the environment has its key; without one the grammar does. */
  readonly llm?: LlmSettings | null
}

export interface LlmSettings {
  readonly provider: string
  readonly model: string
  /** Of an OpenAI-compatible endpoint; null is the provider's own. */
  readonly baseUrl: string | null
  readonly keyVariable: string
  readonly capUsd: number
  readonly concurrency: number
  /** Where replies are kept; null keeps none. */
  readonly cacheDir: string | null
}

/** Months of communications, which end with the warehouse's. */
export const COMMS_MONTHS = 12
export const MOST_TOKENS = { slack: 80, email: 180, nlq: 30 } as const
const MOST_ITEMS = 100_000

/** @throws `needs/bad-number` */
export function checkCommsOptions({ slack, email, nlq, seed }: CommsOptions): void {
  for (const [option, value] of Object.entries({ slack, email, nlq })) requireWhole(option, value, MOST_ITEMS)
  requireWhole('seed', seed, Number.MAX_SAFE_INTEGER)
}

function requireWhole(option: string, value: number, high: number): void {
  if (!Number.isSafeInteger(value) || value < 0 || value > high)
    throw needsError('bad-number', { option, value: String(value), low: 0, high })
}
