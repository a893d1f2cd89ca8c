import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@numize/base'
import { type Llm, openLlm, PROVIDER_VARIABLES } from '@numize/llm'

/** Sets whose questions go the way of the product, so that a language model can be asked. */
const WITH_QUESTIONS = ['acme', 'ambrosia', 'defog', 'spider']
const BUDGET_USD = 5

/**
 * The real language model that `--llm` asks for, from the environment: where the planner is unsure, or first with
 * `--llm=prefer`. `--budget` is the most it may cost a day, in dollars.
 */
export async function languageModel(
  set: string,
  flags: Readonly<Record<string, string | true>>,
): Promise<{ readonly llm: Llm | null } | { readonly skipped: string }> {
  if (flags['llm'] === undefined) return { llm: null }
  if (!WITH_QUESTIONS.includes(set))
    return { skipped: `skipped: ${set} asks no questions. With --llm: ${WITH_QUESTIONS.join(', ')}` }
  const prefer = flags['llm'] === 'prefer' ? 'llm' : 'planner'
  const dayUsd = typeof flags['budget'] === 'string' ? Number(flags['budget']) : BUDGET_USD
  const place = { env: process.env, stateDir: join(tmpdir(), 'numize-eval'), clock: systemClock }
  const llm = await openLlm({ prefer, budget: { dayUsd } }, place)
  return llm
    ? { llm }
    : { skipped: `skipped: no language model is set up. Set one of ${PROVIDER_VARIABLES.join(', ')}.` }
}
