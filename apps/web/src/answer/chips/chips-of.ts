import { formatPeriod } from '@numize/blocks'
import type { Part, Reading } from '@numize/planner'
import type { Filter, GroupBy, QuestionPlan } from '@numize/semantic'
import type { CatalogView } from '@numize/server/contract'
import { labelOf } from '../../explore/options.ts'
import { viewFilterOf } from '../../explore/view-of-plan.ts'
import { distinctParts } from '../parts.ts'
import { countOf, type Piece, piecesOf } from './pieces.ts'

/** One part of how a question was read. */
export interface Chip {
  readonly state: 'stated' | 'assumed' | 'dropped'
  readonly words: string
  /** What was read; null where the Plan holds it and no word of it was said. */
  readonly part: Part | null
  /** What of the Plan it stands for; null = it can only be read. */
  readonly piece: Piece | null
}

/** The words as understood, each with the part of the Plan it became; parts of the Plan that no word stands for come last. */
export function chipsOf(reading: Reading, catalog: CatalogView | undefined): readonly Chip[] {
  const { plan, stated, assumed, dropped } = reading
  const said: Said[] = [
    ...distinctParts(stated).map((part) => ({ part, state: 'stated' as const })),
    ...distinctParts(assumed).map((part) => ({ part, state: 'assumed' as const })),
  ]
  const paired = pairedWith(piecesOf(plan), said, plan, catalog)
  const unsaid = [...paired].filter(([, one]) => one === null)
  const pieceOf = new Map([...paired].map(([piece, one]) => [one, piece]))
  return [
    ...said.map((one) => ({
      ...one,
      words: one.part.reading || one.part.text,
      piece: pieceOf.get(one) ?? null,
    })),
    ...unsaid.map(([piece]) => ({
      state: 'assumed' as const,
      words: wordsOfPiece(plan, piece, catalog),
      part: null,
      piece,
    })),
    ...distinctParts(dropped).map((part) => ({
      part,
      state: 'dropped' as const,
      words: part.reading || part.text,
      piece: null,
    })),
  ]
}

interface Said {
  readonly part: Part
  readonly state: 'stated' | 'assumed'
}

const KINDS: Readonly<Record<Piece['kind'], readonly Part['kind'][]>> = {
  metric: ['metric'],
  group: ['dimension', 'grain'],
  filter: ['filter'],
  period: ['period'],
  comparison: ['comparison'],
  limit: ['limit'],
  sample: ['sample'],
}

/** For each piece what was said of it: what names it first, then what is left of its kind, in order. */
function pairedWith(
  pieces: readonly Piece[],
  said: readonly Said[],
  plan: QuestionPlan,
  catalog: CatalogView | undefined,
): ReadonlyMap<Piece, Said | null> {
  const left = new Set(said)
  const paired = new Map<Piece, Said | null>()
  const take = (piece: Piece, names: (said: Said) => boolean): void => {
    const found = [...left].find((one) => KINDS[piece.kind].includes(one.part.kind) && names(one))
    if (!found || paired.get(piece)) return
    paired.set(piece, found)
    left.delete(found)
  }
  for (const piece of pieces) {
    const marks = marksOf(plan, piece, catalog).map((mark) => mark.toLowerCase())
    take(piece, ({ part }) => marks.some((mark) => part.reading.toLowerCase().includes(mark)))
  }
  for (const piece of pieces) {
    take(piece, ({ state, part }) => state === 'stated' || piece.kind !== 'period' || part.span !== null)
    if (!paired.has(piece)) paired.set(piece, null)
  }
  return paired
}

/** Texts by one of which a reading can be known to speak of a piece. */
function marksOf(plan: QuestionPlan, piece: Piece, catalog: CatalogView | undefined): readonly string[] {
  if (piece.kind === 'filter') return valuesOf(plan.where[piece.at])
  if (plan.kind === 'list') return []
  if (piece.kind === 'metric' || piece.kind === 'group') return [wordsOfPiece(plan, piece, catalog)]
  return []
}

function valuesOf(filter: Filter | undefined): readonly string[] {
  if (filter?.kind === 'in') return filter.values.map(String)
  if (filter?.kind === 'compare' || filter?.kind === 'text')
    return typeof filter.value === 'object' ? [] : [String(filter.value)]
  return []
}

/** A part of a Plan in a few words: `Card spend`, `by month`, `Country is FR or DE`. */
export function wordsOfPiece(plan: QuestionPlan, piece: Piece, catalog: CatalogView | undefined): string {
  switch (piece.kind) {
    case 'metric':
      return plan.kind === 'metrics' ? metricWords(plan.metrics[piece.at], catalog) : ''
    case 'group':
      return plan.kind === 'metrics' ? groupWords(plan.groupBy[piece.at], catalog) : ''
    case 'filter':
      return filterWords(plan.where[piece.at], catalog)
    case 'period':
      return capital(formatPeriod(plan.time))
    case 'comparison':
      return 'Compared with another period'
    case 'limit':
      return `The first ${countOf(plan) ?? ''}`
    case 'sample':
      return sampleWords(plan)
  }
}

function sampleWords(plan: QuestionPlan): string {
  const share = plan.kind === 'metrics' ? (plan.sample?.share ?? 1) : 1
  return `An estimate from ${Number((share * 100).toPrecision(6))} % of the rows`
}

function metricWords(ref: object | undefined, catalog: CatalogView | undefined): string {
  if (!ref || !('metric' in ref)) return 'a calculation'
  return catalog?.metrics.find(({ name }) => name === ref.metric)?.label ?? String(ref.metric)
}

function groupWords(group: GroupBy | undefined, catalog: CatalogView | undefined): string {
  if (!group) return ''
  const { dimension, grain } = group
  if (dimension === 'metric_time') return `by ${grain ?? 'time'}`
  const label = catalog ? labelOf(catalog, dimension) : dimension
  return grain === undefined ? label : `${grain} of ${label}`
}

function filterWords(filter: Filter | undefined, catalog: CatalogView | undefined): string {
  const view = filter && catalog ? viewFilterOf(filter, catalog) : undefined
  if (!view || !catalog) return 'a condition'
  return `${labelOf(catalog, view.path)} ${view.is} ${view.values.map(String).join(' or ')}`.trim()
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
