import { completed } from './complete/complete.ts'
import { type Choice, chooseThings } from './cover/choose.ts'
import { bestCovers } from './cover/cover.ts'
import { expandAmbiguous } from './cover/expand-ambiguous.ts'
import { conceptAsked, conceptTogether, expandConcept } from './cover/expand-concept.ts'
import { readDefinitions } from './evidence/definitions.ts'
import { withDenied } from './evidence/denied-words.ts'
import { findSpans } from './evidence/spans.ts'
import { applyControl, asksUndo } from './followup/controls.ts'
import { type Follow, followUp, isStacked, toReading } from './followup/follow-up.ts'
import { removeFilter } from './followup/remove-filter.ts'
import { stateOf } from './followup/state.ts'
import { threadPeriods } from './followup/thread-periods.ts'
import { type Guided, guide } from './guidance/guide.ts'
import { matched } from './guidance/matched.ts'
import type { CatalogIndex } from './index/catalog-index.ts'
import { thingId } from './index/thing.ts'
import type { Outcome, Part, Reading } from './outcome.ts'
import type { Situation } from './planner.ts'
import type { Misfit } from './readings/context.ts'
import { type Candidate, candidate, rankCandidates } from './readings/decide.ts'
import type { FitInput } from './readings/fit.ts'
import { fitWays } from './readings/fit-ways.ts'
import { isDecided, outcomeOf, type Unfitted } from './readings/outcome-of.ts'
import { guardQuestion } from './refusals/guard.ts'
import { nearestTo } from './refusals/suggest.ts'
import { findSample } from './sample/find-sample.ts'
import { changeSample } from './sample/sample-thread.ts'
import { withSample } from './sample/with-sample.ts'
import type { Frame } from './structure/frame.ts'
import { readFrame } from './structure/read-frame.ts'
import { tokenize } from './text/tokenize.ts'

const COVERS = 6
const CHOICES = 8
const READ_AT_MOST = 14
/** All meanings of a general noun are offered after each of them. */
const TOGETHER = 0.01

/** One question, from text to outcome; within a thread it may change the reading before. */
export function planQuestion(question: string, situation: Situation, index: CatalogIndex): Outcome {
  const sample = findSample(question, index)
  const changed = changeSample(question, situation.previous, sample)
  if (changed) return changed
  const outcome = planAllRows(sample?.rest ?? question, situation, index)
  return sample ? withSample(outcome, sample) : outcome
}

function planAllRows(question: string, situation: Situation, index: CatalogIndex): Outcome {
  return (
    declined(question, situation, index) ??
    taken(question, situation, index) ??
    readGuided(guide(question), situation, index)
  )
}

/** Reads what is asked, and tells it in the words and places of the question as it was typed. */
function readGuided(guided: Guided, situation: Situation, index: CatalogIndex): Outcome {
  const outcome = readQuestion(guided, situation, index)
  return guided.notes.length === 0 ? outcome : withNotes(outcome, guided)
}

function withNotes(outcome: Outcome, { notes, origin }: Guided): Outcome {
  const trail = [...notes, ...outcome.trail]
  const own = (part: Part): Part => ({ ...part, span: part.span && origin(part.span) })
  const told = (reading: Reading): Reading => ({
    ...reading,
    stated: reading.stated.map(own),
    dropped: reading.dropped.map(own),
    assumed: [
      ...reading.assumed.map(own),
      ...notes.map((note): Part => ({ kind: 'filter', text: '', reading: note, span: null })),
    ],
  })
  if (outcome.kind === 'reading') return { ...outcome, trail, reading: told(outcome.reading) }
  if (outcome.kind === 'refuse') return { ...outcome, trail }
  return {
    ...outcome,
    trail,
    options: outcome.options.map((one) => ({ ...one, reading: told(one.reading) })),
  }
}

/** What is refused before anything is read. */
function declined(question: string, { previous }: Situation, index: CatalogIndex): Outcome | null {
  const refused = previous && asksUndo(question) ? noUndo : guardQuestion(question)
  if (!refused) return null
  const { code, reason, guard } = refused
  return {
    kind: 'refuse',
    code,
    reason,
    nearest: nearestTo(index, []),
    trail: [`refused before reading: ${guard}`],
  }
}

/** A sentence that only takes something away from the thread. */
function taken(question: string, { previous }: Situation, index: CatalogIndex): Outcome | null {
  const state = previous && !isStacked(previous.plan) ? stateOf(previous) : null
  const less = state && (applyControl(question, state) ?? removeFilter(question, state, index))
  return (
    less && {
      kind: 'reading',
      reading: toReading(less),
      trail: ['takes something away from the answer before'],
    }
  )
}

function readQuestion(guided: Guided, situation: Situation, catalog: CatalogIndex): Outcome {
  const { previous, now } = situation
  const { question, index, names } = readDefinitions(guided.text, catalog)
  const trail: string[] = names.map((name) => `the question defines "${name}"`)
  const { choices, spoken } = chooseAll(question, situation, index, trail)
  const said = choices.map((choice) => sayingOf(choice, guided, index))
  const changed = previous ? changeThread({ question, said, previous, index, spoken, now }) : null
  if (changed && 'reading' in changed)
    return { kind: 'reading', reading: changed.reading, trail: [...trail, 'changes the answer before'] }
  const { candidates, misfits } = fitAll(said, { index, spoken, now })
  const [best] = candidates
  if (best) trail.push(...best.frame.trail, ...best.fit.trail)
  const fresh = outcomeOf({ question, candidates, misfits, index, trail })
  if (!changed || fresh.kind === 'reading') return fresh
  const { code, reason, words = [] } = changed.misfit
  return { kind: 'refuse', code, reason, nearest: nearestTo(index, words), trail }
}

const noUndo = {
  code: 'not-supported',
  reason: 'There is nothing to go back to here: say what to change.',
  guard: 'undo',
} as const

interface Framed {
  readonly frame: Frame
  readonly score: number
}

/** What chosen items say, read when somebody looks, and once. */
interface Saying {
  readonly score: number
  readonly framed: () => readonly Framed[]
}

function sayingOf({ items, score }: Choice, guided: Guided, index: CatalogIndex): Saying {
  let known: readonly Framed[] | null = null
  const read = (): readonly Framed[] => {
    const frame = conceptAsked(matched(readFrame(items, index), guided, index), index)
    const all = conceptTogether(frame, index)
    return [{ frame, score }, ...(all ? [{ frame: all, score: score - TOGETHER }] : [])]
  }
  return {
    score,
    framed: () => {
      known ??= read()
      return known
    },
  }
}

type Thread = Omit<Follow, 'frame'> & { readonly said: readonly Saying[] }

/** The first reading that changes the thread; null where the question stands by itself. */
function changeThread({ said, ...thread }: Thread) {
  let misfit: Misfit | null = null
  for (const { frame } of framesOf(said)) {
    const followed = followUp({ ...thread, frame })
    if (!followed) return misfit ? { misfit } : null
    if ('reading' in followed) return followed
    misfit ??= followed.misfit
  }
  return misfit ? { misfit } : null
}

function* framesOf(said: readonly Saying[]): Iterable<Framed> {
  for (const { framed } of said) yield* framed()
}

interface Readings {
  readonly candidates: readonly Candidate[]
  /** Why likelier readings did not become plans, likeliest first. */
  readonly misfits: readonly Unfitted[]
}

/** Every reading worth fitting, best first. */
function chooseAll(question: string, situation: Situation, index: CatalogIndex, trail: string[]) {
  const tokens = withDenied(tokenize(question), index)
  const periods = threadPeriods(withoutTimely(question, index), situation, index.catalog.calendar)
  for (const match of periods) trail.push(`period: "${question.slice(...match.span)}" is ${match.reading}`)
  const covers = bestCovers(tokens.length, findSpans(question, tokens, periods, index), COVERS)
  const choices = covers
    .flatMap((cover) => chooseThings(cover, index, CHOICES))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, READ_AT_MOST)
    .flatMap((one) => expandAmbiguous(one, index))
    .flatMap(expandConcept)
  trail.push(...describeChoices(choices.slice(0, 2)))
  return { choices, spoken: new Set(tokens.flatMap((token) => [token.lower, token.lemma])) }
}

/** "delivered late in 2025", where rows have a deadline: late in what they did, not in the year. */
const withoutTimely = (question: string, { deadlines }: CatalogIndex): string =>
  deadlines.length === 0
    ? question
    : question.replaceAll(/\b(?:late|early)(?= in\b)/gi, (word) => ' '.repeat(word.length))

/** Readings are fitted, likeliest first, until none that is left could change what is answered. */
function fitAll(said: readonly Saying[], given: Omit<FitInput, 'frame'>): Readings {
  const all: Candidate[] = []
  const misfits: Unfitted[] = []
  let candidates: readonly Candidate[] = []
  for (const { score: atMost, framed } of said) {
    if (isDecided(candidates, atMost)) break
    const { fitted, unfitted } = fitEach(framed(), given)
    misfits.push(...unfitted)
    all.push(...fitted)
    if (fitted.length > 0) candidates = rankCandidates(all)
  }
  return { candidates, misfits }
}

function fitEach(framed: readonly Framed[], given: Omit<FitInput, 'frame'>) {
  const whole = framed.flatMap(({ frame, score }) =>
    completed(frame, given.index).map((one) => ({ frame: one, score })),
  )
  const fitted: Candidate[] = []
  const unfitted: Unfitted[] = []
  for (const { frame, score } of whole)
    for (const one of fitWays({ ...given, frame }))
      if ('fit' in one) fitted.push(candidate(one.fit, frame, score))
      else unfitted.push({ ...one.misfit, score, measures: frame.wants.length > 0 })
  return { fitted, unfitted }
}

const describeChoices = (choices: readonly Choice[]): string[] =>
  choices.map(({ items, score }) => {
    const read = items.map((item) => {
      if (item.kind === 'thing') return `${item.text}=${thingId(item.thing)}`
      return item.kind === 'operator'
        ? `${item.text}<${item.op.op}>`
        : item.kind === 'filler'
          ? item.text
          : `${item.text}(${item.kind})`
    })
    return `${score.toFixed(2)}: ${read.join(' | ')}`
  })
