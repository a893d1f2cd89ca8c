import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Outcome, Reading } from '../outcome.ts'
import { nearestTo } from '../refusals/suggest.ts'
import type { Words } from '../structure/frame.ts'
import { LEAST_CHANCE } from './calibration.ts'
import { type Misfit, unknownWords } from './context.ts'
import { type Candidate, CLEAR_MARGIN, describePlan, FARTHEST_RIVAL, toReading } from './decide.ts'
import { listed, metricLabel } from './labels.ts'
import { sayPlan } from './say-plan.ts'

/** A reading that could not be planned, and why. */
export type Unfitted = Misfit & { readonly score: number; readonly measures: boolean }

export interface Decision {
  readonly question: string
  readonly candidates: readonly Candidate[]
  readonly misfits: readonly Unfitted[]
  readonly index: CatalogIndex
  readonly trail: readonly string[]
}

/** A likelier reading that cannot be planned stops a much less likely one from being answered. */
const MISFIT_LEAD = 0.6

/** A reading that is doubted more than this is not answered. */
const TOO_DOUBTFUL = 0.85

/** Answer, ask back or refuse. */
export function outcomeOf(decision: Decision): Outcome {
  const { candidates, misfits, trail } = decision
  const [best, second] = candidates
  const notes = [
    ...trail,
    ...candidates.slice(0, 4).map((one) => `${one.score.toFixed(2)} ${describePlan(one.fit.plan)}`),
  ]
  const misfit = misfits.toSorted((a, b) => b.score - a.score)[0]
  if (!best) return refuse(decision, misfit ?? nothing, notes)
  const ambiguous = best.frame.ambiguous[0]
  if (ambiguous) return askMeaning(decision, ambiguous, notes)
  const guessed = best.frame.items.flatMap((item) =>
    item.kind === 'link' && item.guessed ? [item.text] : [],
  )
  const unknown = best.frame.unknown.map(({ text }) => text)
  if (unknown.length > 0) return refuse(decision, unknownWords([...unknown, ...guessed]), notes)
  if (misfit && outdoes(misfit, best)) return refuse(decision, misfit, notes)
  const likelier = candidates.find((one) => rivals(one, best))
  if (likelier) return refuse(decision, doubtful(likelier), notes)
  if (doubtsOf(best) > TOO_DOUBTFUL) return refuse(decision, doubtful(best), notes)
  const { choice } = best.frame
  if (choice) {
    const options = meaningsOf(candidates, choice)
    if (options.length > 1 || choice.asked) return askWhich(choice, options, notes)
  }
  if (guessed.length > 0) return refuse(decision, unknownWords(guessed), notes)
  if (second && best.score - second.score < CLEAR_MARGIN && second.frame.unknown.length === 0)
    return askBetween(decision, notes)
  const reading = toReading(best, second)
  if (reading.confidence.score < LEAST_CHANCE) return askWhether(decision, reading, notes)
  return { kind: 'reading', reading, trail: notes }
}

/**
 * Whether readings that score no more than this change nothing: neither what is answered or asked, nor how sure it is.
 * `candidates` are the best so far, best first.
 */
export function isDecided([best, second]: readonly Candidate[], atMost: number): boolean {
  if (!best || best.frame.ambiguous.length > 0) return false
  const offered = best.frame.choice ? CHOICE_MARGIN : CLEAR_MARGIN
  return atMost <= best.score - offered && atMost <= (second?.score ?? best.score - FARTHEST_RIVAL)
}

const doubtsOf = ({ fit }: Candidate): number => fit.doubts.reduce((sum, { weight }) => sum + weight, 0)

/** How much likelier the words of a reading may be than those of the one answered, where it cannot be answered itself. */
const DOUBTFUL_LEAD = 0.3

/** What the words most likely say, but no plan holds, is not answered by something else that one does hold. */
const rivals = (one: Candidate, best: Candidate): boolean =>
  doubtsOf(one) > TOO_DOUBTFUL && one.score + doubtsOf(one) > best.score + doubtsOf(best) + DOUBTFUL_LEAD

/** A likelier reading in numbers is not answered by a list of something else. */
const outdoes = (misfit: Unfitted, best: Candidate): boolean =>
  misfit.score > best.score + MISFIT_LEAD ||
  (misfit.measures && best.fit.plan.kind === 'list' && misfit.score > best.score)

interface Option {
  readonly label: string
  readonly reading: Reading
}

/** Meanings of the same words in a much worse reading of the rest are not offered. */
const CHOICE_MARGIN = 0.45

/** One option for each meaning of the words, the likeliest first. */
const meaningsOf = (candidates: readonly Candidate[], said: Words): Option[] =>
  candidates
    .filter(({ frame }) => frame.choice?.span.join() === said.span.join())
    .filter(({ score }) => (candidates[0]?.score ?? 0) - score < CHOICE_MARGIN)
    .map((one) => ({ label: one.frame.choice?.label ?? '', reading: toReading(one, undefined) }))
    .filter(({ label }, at, all) => all.findIndex((other) => other.label === label) === at)

const askWhich = (said: Words, options: readonly Option[], trail: readonly string[]): Outcome => ({
  kind: 'clarify',
  question: `What is "${said.text}" to mean here: ${listed(
    options.map(({ label }) => label),
    'or',
  )}?`,
  options,
  trail,
})

const nothing: Misfit = {
  code: 'unknown-words',
  reason: 'I found nothing in this question that the data knows.',
}

const alike: Misfit = {
  code: 'not-supported',
  reason: 'I can read this in two ways that I cannot tell apart in words; please say it more fully.',
}

const doubtful = (best: Candidate): Misfit => ({
  code: 'not-supported',
  reason: `I could not make one plan of all of this: ${best.fit.doubts.toSorted((a, b) => b.weight - a.weight)[0]?.why ?? 'too much is unclear'}.`,
})

/** A reading that is likelier wrong than right is told, with why, and answered only when it is what was meant. */
function askWhether({ index }: Decision, reading: Reading, trail: readonly string[]): Outcome {
  const label = sayPlan(reading.plan, index)
  const why = reading.confidence.reasons[0] ?? 'too much is unclear'
  return {
    kind: 'clarify',
    question: `I am not sure of this answer: ${why}. Is this what you mean: ${label}?`,
    options: [{ label, reading }],
    trail,
  }
}

function refuse(decision: Decision, misfit: Misfit, trail: readonly string[]): Outcome {
  const { index, candidates, question } = decision
  const words = misfit.words ?? candidates[0]?.frame.unknown.map(({ text }) => text) ?? []
  const nearest = nearestTo(index, words, question)
  return { kind: 'refuse', code: misfit.code, reason: misfit.reason, nearest, trail }
}

/** A word the project declares to have several meanings: one choice for each, the rest of the question unchanged. */
function askMeaning({ index, candidates }: Decision, said: Ambiguity, trail: readonly string[]): Outcome {
  const labels = said.choices.map((choice) => metricLabel(index, choice))
  const options = candidates
    .filter((one) => one.frame.ambiguous.length > 0)
    .map((one) => ({
      label:
        one.fit.stated.find(({ span }) => span?.[0] === said.span[0])?.reading ??
        sayPlan(one.fit.plan, index),
      reading: toReading(one, undefined),
    }))
    .filter(({ label }, at, all) => all.findIndex((other) => other.label === label) === at)
    .slice(0, said.choices.length)
  return {
    kind: 'clarify',
    question: `"${said.text}" has several meanings here: ${listed(labels, 'or')}?`,
    options,
    trail,
  }
}

type Ambiguity = Candidate['frame']['ambiguous'][number]

const MOST_OPTIONS = 4

/** Of each what not all of them say, once. */
function ownOf(said: readonly (readonly string[])[]): string[][] {
  const isCommon = (one: string): boolean => said.every((all) => all.includes(one))
  return said.map((all) => [...new Set(all)].filter((one) => !isCommon(one)))
}

/** Close readings: each told by what only it says. */
function askBetween(decision: Decision, trail: readonly string[]): Outcome {
  const { candidates, index } = decision
  const best = candidates[0]?.score ?? 0
  const close = candidates
    .filter((one) => best - one.score < CLEAR_MARGIN && one.frame.unknown.length === 0)
    .slice(0, MOST_OPTIONS)
  const stated = ownOf(close.map((one) => one.fit.stated.map(({ reading }) => reading)))
  const roles = ownOf(close.map((one) => one.fit.roles)).map((own) => listed(own))
  const own = close.map((_, at) => [...(stated[at] ?? []), roles[at] ?? ''].filter(Boolean).join(', '))
  const labels = close.map((one, at) => {
    const label = own[at] ?? ''
    const clear = label !== '' && own.filter((other) => other === label).length === 1
    return clear ? label : sayPlan(one.fit.plan, index)
  })
  const options = close
    .map((one, at) => ({ label: labels[at] ?? '', reading: toReading(one, undefined) }))
    .filter(({ label }, at) => labels.indexOf(label) === at)
  if (options.length < 2) return refuse(decision, alike, trail)
  return {
    kind: 'clarify',
    question: `Which do you mean: ${listed(
      options.map(({ label }) => label),
      'or',
    )}?`,
    options,
    trail,
  }
}
