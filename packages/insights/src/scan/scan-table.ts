import { adjustPValues } from '@numize/statistics'
import { backlogs } from './backlogs.ts'
import { type Candidate, diverse, written } from './choose.ts'
import { compareCounts } from './compare-counts.ts'
import { compareMeans } from './compare-means.ts'
import { compareShares } from './compare-shares.ts'
import { correlations } from './correlations.ts'
import { evenBeside } from './even.ts'
import { type Facets, isStateName } from './facets.ts'
import { loads } from './loads.ts'
import { compareCountsInside } from './nested.ts'
import type { Notable, Part, Tested } from './notable.ts'
import { within } from './plans.ts'
import { facetsOf } from './read-facets.ts'
import { repeats } from './repeats.ts'
import { spikes } from './spikes.ts'
import type { ScanTable } from './table.ts'
import { coverage, trends } from './trends.ts'
import { words } from './words.ts'

const MOST = 10
const ALPHA = 0.05
/** Weaker than this is true perhaps, but not worth a sentence. */
const LEAST_EFFECT = 0.12
/** Members whose own rows are looked at once more. */
const MOST_PARTS = 5
const LEAST_PART = 30
const MOST_EVEN = 3
/** A finding of this weight is told before anything that merely does not move. */
const STRONG = 0.16

/**
 * What is notable in a table: the strongest findings first, ten at most, each about something else. Every test made
 * counts in the correction (Benjamini and Hochberg, 1995, over the whole scan), so that a table of noise gives hardly any.
 */
export function scanTable(table: ScanTable, most = MOST): Notable[] {
  const facets = facetsOf(table)
  const whole: Part = {
    rows: Int32Array.from({ length: table.rows }, (_, at) => at),
    members: [],
    where: [],
    said: '',
  }
  const first = LOOKS.flatMap((look) => look(facets, whole))
  const parts = partsWorthALook(first, facets, whole)
  const second = parts.flatMap((part) => lookCloser(facets, part, whole))
  const chosen = diverse(significant([...first, ...second]), most)
  const notables = chosen.map(written)
  const even = evenBeside(notables, facets, whole)
  const strong = chosen.filter(({ weight }) => (weight ?? 0) >= STRONG).length
  return withEven(notables, even, { most, strong })
}

type Look = (facets: Facets, part: Part) => Tested[]
const LOOKS: readonly Look[] = [
  compareCounts,
  compareMeans,
  compareShares,
  trends,
  spikes,
  correlations,
  loads,
  words,
  repeats,
  backlogs,
]
/** What is looked at again among the rows of a member that stands out; time has looked at each member already. */
const CLOSER: readonly Look[] = [compareMeans, compareShares, correlations, words]
/** What a finding about a part keeps beside one about all rows. */
const PARTLY = 0.7

const lookCloser = (facets: Facets, part: Part, whole: Part): Tested[] =>
  [...compareCountsInside(facets, part, whole), ...CLOSER.flatMap((look) => look(facets, part))].map(
    (tested) => ({
      ...tested,
      effect: tested.effect * PARTLY * coverage(part, whole),
    }),
  )

function significant(tested: readonly Tested[]): Candidate[] {
  const adjusted = adjustPValues(
    tested.map(({ pValue }) => pValue),
    'benjamini-hochberg',
  )
  return tested
    .map((one, at) => ({ ...one, adjusted: adjusted[at]! }))
    .filter(({ adjusted: p, effect }) => p < ALPHA && effect >= LEAST_EFFECT)
}

function partsWorthALook(tested: readonly Tested[], facets: Facets, whole: Part): Part[] {
  const seen = new Set<string>()
  const parts: Part[] = []
  for (const { standsOut } of significant(tested).toSorted((a, b) => b.effect - a.effect)) {
    const category = facets.categories.find(({ ref }) => ref === standsOut?.ref)
    if (!standsOut || !category || isStateName(category) || seen.has(`${standsOut.ref} ${standsOut.member}`))
      continue
    seen.add(`${standsOut.ref} ${standsOut.member}`)
    const part = within(whole, category, standsOut.member)
    if (part.rows.length >= LEAST_PART && part.rows.length <= 0.95 * whole.rows.length) parts.push(part)
    if (parts.length === MOST_PARTS) break
  }
  return parts
}

/** Beside findings only: one at least, and a few where the last findings are faint. */
function withEven(
  chosen: readonly Notable[],
  even: readonly Notable[],
  { most, strong }: { readonly most: number; readonly strong: number },
): Notable[] {
  const distinct = even.filter(({ text }, at) => even.findIndex((other) => other.text === text) === at)
  const room = Math.max(1, most - strong)
  const kept = distinct.slice(0, Math.min(MOST_EVEN, room))
  return [...chosen.slice(0, most - kept.length), ...kept]
}
