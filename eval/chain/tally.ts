import type { Outcome } from '@numize/planner'
import type { Score } from '../score.ts'
import type { Value } from './match-rows.ts'
import type { Chain } from './open-chain.ts'
import { tiedChoices } from './tied-choices.ts'

export type Verdict = 'right' | 'wrong' | 'asked' | 'refused'

/** One question judged, with what a reader needs to see why. */
export interface Judged {
  readonly id: string
  readonly question: string
  readonly verdict: Verdict
  readonly detail: string
  readonly trail: readonly string[]
  readonly confidence: number | null
  /** What the confidence was worked out from, of an answer. */
  readonly features?: Readonly<Record<string, number>>
  /** What the one reading of a question back would have been. */
  readonly confirmable?: 'right' | 'wrong'
  /** The database it was asked of, where a set has several. */
  readonly group?: string
}

type Accepts = (rows: readonly (readonly Value[])[]) => boolean

/** Asks one question and judges the rows of its answer; an answer that cannot be run counts as refused, with the reason. */
export async function judge(
  chain: Chain,
  asked: { id: string; question: string; now: string },
  accepts: Accepts,
): Promise<Judged> {
  const outcome = await chain.read(asked.question, asked.now)
  const base = { id: asked.id, question: asked.question, trail: outcome.trail }
  if (outcome.kind === 'clarify')
    return { ...base, ...unanswered(outcome), ...(await confirmed(outcome, chain, accepts)) }
  if (outcome.kind === 'refuse') return { ...base, ...unanswered(outcome), confidence: null }
  const { score: confidence, features } = outcome.reading.confidence
  const plan = JSON.stringify(outcome.reading.plan)
  try {
    const answered = await chain.run(outcome.reading.plan)
    const { rows, sql } = answered
    const right = accepts(rows) || tiedChoices(outcome.reading.plan, answered).some(accepts)
    const shown = right ? '' : `${plan}\n${sql}\n${JSON.stringify(rows.slice(0, 3))}`
    const known = features === undefined ? {} : { features }
    return { ...base, verdict: right ? 'right' : 'wrong', detail: shown, confidence, ...known }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ...base, verdict: 'refused', detail: `not run: ${reason}\n${plan}`, confidence }
  }
}

/** A question back with one reading has a confidence too: whether that reading is right, if it gives rows. */
async function confirmed(
  { options }: Outcome & { kind: 'clarify' },
  chain: Chain,
  accepts: Accepts,
): Promise<Pick<Judged, 'confidence' | 'features' | 'confirmable'>> {
  const [only, ...others] = options
  if (!only || others.length > 0) return { confidence: null }
  const { score, features } = only.reading.confidence
  const answered = await chain.run(only.reading.plan).catch(() => null)
  if (!answered) return { confidence: score }
  const right = accepts(answered.rows) || tiedChoices(only.reading.plan, answered).some(accepts)
  return { confidence: score, ...(features && { features }), confirmable: right ? 'right' : 'wrong' }
}

export function unanswered(outcome: Exclude<Outcome, { kind: 'reading' }>): {
  verdict: Verdict
  detail: string
} {
  return outcome.kind === 'clarify'
    ? { verdict: 'asked', detail: outcome.question }
    : { verdict: 'refused', detail: `${outcome.code}: ${outcome.reason}` }
}

/** Counts and precision of judged questions, failures printed for a reader. */
export function tally(set: string, judged: readonly Judged[], print: (line: string) => void): Score {
  const counts: Record<Verdict, number> = { right: 0, wrong: 0, asked: 0, refused: 0 }
  for (const one of judged) {
    counts[one.verdict]++
    if (one.verdict !== 'right')
      print(`${one.verdict} ${one.id}: ${one.question}\n  ${one.detail.split('\n')[0] ?? ''}`)
  }
  const answered = counts.right + counts.wrong
  return {
    set,
    counts,
    scores: {
      precision: answered === 0 ? null : counts.right / answered,
      accuracy: judged.length === 0 ? null : counts.right / judged.length,
    },
  }
}
