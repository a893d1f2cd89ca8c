import { join } from 'node:path'
import type { Clock } from '@numize/base'
import type { Resolve } from '@numize/secrets'
import type { Providers } from '@numize/semantic'
import { chooseProvider, type Environment } from './choose-provider.ts'
import { llmError } from './errors.ts'
import type { Llm } from './llm.ts'
import { dayPurse } from './purse.ts'
import { withKey } from './with-key.ts'

export interface LlmPlace {
  readonly env: Environment
  /** Where what was spent today is kept. */
  readonly stateDir: string
  readonly clock: Clock
  /** Looks up a key that is a reference. */
  readonly resolve?: Resolve
}

const QUESTION_USD = 0.5
const DAY_USD = 5
const SECONDS = 30

/**
 * The language model of a project, or null where none is set up: then nothing leaves the machine. The SDKs are only
 * loaded where there is one.
 * @throws `llm/bad-base-url`, `llm/no-model`, `llm/bad-limit`, `secrets/…`
 */
export async function openLlm(settings: Providers | undefined, place: LlmPlace): Promise<Llm | null> {
  const provider = chooseProvider(settings, place.env)
  if (!provider) return null
  const { createLlm } = await import('./create-llm.ts')
  const budget = settings?.budget ?? {}
  return createLlm(await withKey(provider, place.env, place.resolve), {
    preferred: settings?.prefer === 'llm',
    questionUsd: budget.questionUsd ?? QUESTION_USD,
    seconds: budget.seconds ?? SECONDS,
    dayPurse: dayPurse(join(place.stateDir, 'llm-spending.json'), dayUsd(budget.dayUsd, place), place.clock),
  })
}

/** The owner's own limit, from the environment, holds whatever a project says. @throws `llm/bad-limit` */
function dayUsd(wanted: number | undefined, { env }: LlmPlace): number {
  const written = env['NUMIZE_LLM_DAY_USD']?.trim()
  if (!written) return wanted ?? DAY_USD
  const limit = Number(written)
  if (!(limit >= 0)) throw llmError('bad-limit', { variable: 'NUMIZE_LLM_DAY_USD' })
  return Math.min(limit, wanted ?? limit)
}
