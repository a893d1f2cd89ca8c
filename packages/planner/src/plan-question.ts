import { type Choice, chooseThings } from './cover/choose.ts'
import { bestCovers } from './cover/cover.ts'
import { expandAmbiguous } from './cover/expand-ambiguous.ts'
import { findSpans } from './evidence/spans.ts'
import type { CatalogIndex } from './index/catalog-index.ts'
import { thingId } from './index/thing.ts'
import type { Outcome } from './outcome.ts'
import { findPeriods } from './period/find-periods.ts'
import type { Situation } from './planner.ts'
import type { Misfit } from './readings/context.ts'
import { type Candidate, candidate, rankCandidates } from './readings/decide.ts'
import { fit } from './readings/fit.ts'
import { outcomeOf } from './readings/outcome-of.ts'
import { guardQuestion } from './refusals/guard.ts'
import { nearestTo } from './refusals/suggest.ts'
import { readFrame } from './structure/read-frame.ts'
import { tokenize } from './text/tokenize.ts'

const COVERS = 6
const CHOICES = 8
const READ_AT_MOST = 14

/** One question, from text to outcome. */
export function planQuestion(question: string, situation: Situation, index: CatalogIndex): Outcome {
  const refused = guardQuestion(question)
  if (refused) {
    const { code, reason, guard } = refused
    return {
      kind: 'refuse',
      code,
      reason,
      nearest: nearestTo(index, []),
      trail: [`refused before reading: ${guard}`],
    }
  }
  const trail: string[] = []
  const { candidates, misfits } = readAll(question, situation, index, trail)
  return outcomeOf({ question, candidates, misfits, index, trail })
}

interface Readings {
  readonly candidates: readonly Candidate[]
  /** Why likelier readings did not become plans, likeliest first. */
  readonly misfits: readonly (Misfit & { readonly score: number })[]
}

/** Every reading worth fitting, best first. */
function readAll(question: string, situation: Situation, index: CatalogIndex, trail: string[]): Readings {
  const tokens = tokenize(question)
  const periods = findPeriods(question, { now: situation.now, calendar: index.catalog.calendar })
  for (const match of periods) trail.push(`period: "${question.slice(...match.span)}" is ${match.reading}`)
  const covers = bestCovers(tokens.length, findSpans(question, tokens, periods, index), COVERS)
  const choices = covers
    .flatMap((cover) => chooseThings(cover, index, CHOICES))
    .toSorted((a, b) => b.score - a.score)
  const spoken = new Set(tokens.flatMap((token) => [token.lower, token.lemma]))
  const candidates: Candidate[] = []
  const misfits: (Misfit & { readonly score: number })[] = []
  for (const choice of choices.slice(0, READ_AT_MOST).flatMap((one) => expandAmbiguous(one, index))) {
    const frame = readFrame(choice.items, index)
    const fitted = fit({ frame, index, spoken, now: situation.now })
    if ('fit' in fitted) candidates.push(candidate(fitted.fit, frame, choice.score))
    else misfits.push({ ...fitted.misfit, score: choice.score })
  }
  trail.push(...describeChoices(choices.slice(0, 2)))
  const ranked = rankCandidates(candidates)
  trail.push(...(ranked[0]?.frame.trail ?? []), ...(ranked[0]?.fit.trail ?? []))
  return { candidates: ranked, misfits }
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
