import type { QuestionPlan } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { FAINT } from '../index/phrases.ts'
import { isRowName } from '../index/row-names.ts'
import type { Part } from '../outcome.ts'
import type { Frame, Quantity } from '../structure/frame.ts'
import { assume, CannotFit, doubt, type Fit, type Fitting, type Misfit, unknownWords } from './context.ts'
import { roleLabel, roleSentence } from './labels.ts'
import { listPlan } from './list-plan.ts'
import { metricsPlan } from './metrics-plan.ts'
import { statedParts } from './parts.ts'
import { groupsHead, isAggregate, isMeasure, resolveQuantity } from './resolve-quantity.ts'
import { settled } from './settle.ts'
import { sharePlan } from './share-plan.ts'
import { uncleanData } from './unclean.ts'
import { unsaid } from './unsaid.ts'
import { contradicts, joinsLists, losesCount, namesNobody, unshown } from './unshown.ts'

export interface FitInput {
  readonly frame: Frame
  readonly index: CatalogIndex
  readonly spoken: ReadonlySet<string>
  readonly now: string
  /** Ways chosen among parallel ones: the entity path to each model. */
  readonly ways?: ReadonlyMap<string, string>
}

export type Fitted = { readonly fit: Fit } | { readonly misfit: Misfit }

/** The plan a frame amounts to, with what was assumed and dropped on the way; or why there is none. */
export function fit(input: FitInput): Fitted {
  const ways = input.ways ?? new Map<string, string>()
  const fitting: Fitting = { ...input, ways, ties: [], assumed: [], dropped: [], trail: [], doubts: [] }
  try {
    const plan = input.frame.also
      ? stackedPlan(fitting, [input.frame, ...input.frame.also])
      : planOf({ ...fitting, frame: settled(fitting) })
    judge(fitting)
    for (const { text } of unsaid(input.frame, plan, input.index))
      doubt(fitting, `"${text}" found no place`, 0.9)
    for (const { text } of unshown(input.frame, plan, input.index))
      doubt(fitting, `"${text}" is asked for and would not be shown`, 0.9)
    if (namesNobody(input.frame, plan, input.index)) doubt(fitting, 'nothing would say who it is', 0.9)
    if (contradicts(plan)) doubt(fitting, 'no row is two different things at once', 0.9)
    if (joinsLists(input.frame, plan)) doubt(fitting, 'two lists are asked for at once', 0.9)
    if (input.frame.along && !('window' in plan))
      doubt(fitting, `"${input.frame.along.text}" found nothing to add up`, 0.9)
    if (losesCount(input.frame, plan)) doubt(fitting, 'nothing would be counted', 0.9)
    for (const { kind, reading } of input.frame.notes) assume(fitting, kind, reading)
    for (const item of input.frame.items)
      if (item.kind === 'link' && item.guessed)
        assume(fitting, 'entity', `"${item.text}" is passed over as a verb that only links`)
    const { assumed, dropped, doubts, trail, ties } = fitting
    for (const [model, path] of ways) assume(fitting, 'dimension', roleSentence(input.index, model, path))
    const roles = [...ways.values()].map((path) => `the ${roleLabel(path)}`)
    const stated = statedOf(fitting, plan)
    const unclean = uncleanData(input.frame, plan, input.index)
    return { fit: { plan, stated, assumed, dropped, doubts, trail, ties, roles, unclean } }
  } catch (error) {
    if (error instanceof CannotFit) return { misfit: unknownFirst(input.frame, error.misfit) }
    throw error
  }
}

/** A word nobody knows is a better reason than what could not be made of the rest. */
const unknownFirst = (frame: Frame, misfit: Misfit): Misfit =>
  frame.unknown.length === 0 ? misfit : unknownWords(frame.unknown.map(({ text }) => text))

/** Lists under one another, equal rows once. */
function stackedPlan(fitting: Fitting, frames: readonly Frame[]): QuestionPlan {
  const plans = frames.map((frame) =>
    listPlan({ ...fitting, frame: settled({ ...fitting, frame }), assumed: [] }),
  )
  const [first, ...rest] = plans
  if (!first) throw new Error('nothing stands under nothing')
  assume(fitting, 'columns', 'Repeated rows are shown once')
  const also = rest.map(({ root, columns, where, time }) => ({ root, columns, where, time }))
  return { ...first, distinct: true, also }
}

function statedOf(fitting: Fitting, plan: QuestionPlan): readonly Part[] {
  const frames = [fitting.frame, ...(fitting.frame.also ?? [])]
  const parts = frames.flatMap((frame) => statedParts({ ...fitting, frame }, plan))
  return parts.filter(
    ({ span, reading }, at) =>
      parts.findIndex((other) => other.reading === reading && other.span?.join() === span?.join()) === at,
  )
}

function planOf(fitting: Fitting): QuestionPlan {
  const { frame } = fitting
  const { rank } = frame
  if (rank && !(Number.isInteger(rank.count) && rank.count > 0))
    throw new CannotFit('not-supported', `"${rank.text}" is no number of rows to show: ask for one or more.`)
  if (frame.share) return sharePlan(fitting, frame.share)
  return measures(fitting) ? metricsPlan(fitting) : listPlan(fitting)
}

/** Whether the question asks for numbers of groups rather than for rows. */
function measures(fitting: Fitting): boolean {
  const { frame } = fitting
  const measuresRows = (quantity: Quantity): boolean => isMeasure(resolveQuantity(fitting, quantity))
  if (frame.wants.some(({ quantity }) => measuresRows(quantity))) return true
  if (frame.rank && measuresRows(frame.rank.by)) return true
  if (frame.order && frame.order.by.kind !== 'implied' && measuresRows(frame.order.by)) return true
  if (frame.groups.some(({ shown }) => !shown) && frame.groups.length > 0 && frame.wants.length > 0)
    return true
  return frame.conditions.some(
    (one) => isAggregate(one) && (groupsAreValues(fitting, one) || groupsHead(frame, one)),
  )
}

/** "hometowns shared by at least two teachers": the columns shown are groups of the rows that are counted. */
function groupsAreValues(fitting: Fitting, condition: { readonly kind: string }): boolean {
  const { frame, index } = fitting
  const [first] = frame.groups
  if (first?.target.kind !== 'column') return false
  const column = first.target.column
  const quantity = 'quantity' in condition ? (condition.quantity as Quantity) : null
  if (quantity?.kind === 'metric') return frame.entities.length === 0
  if (quantity?.kind === 'aggregate')
    return quantity.column.model === column.model && !isRowName(index, column) && frame.groups.length === 1
  const names =
    index.schema.display(column.model).some((one) => one.name === column.name) || column.kind === 'key'
  return (
    quantity?.kind === 'count' && (quantity.model === column.model || !names) && frame.groups.length === 1
  )
}

/** What the frame could not use makes the reading doubtful. */
function judge(fitting: Fitting): void {
  const { frame } = fitting
  for (const item of frame.items)
    if (item.kind === 'thing' && item.evidence.quality <= FAINT)
      doubt(fitting, `I do not know "${item.text}" here`, 0.9)
  for (const { text } of frame.unknown) doubt(fitting, `I do not know "${text}"`, 1)
  for (const { text } of frame.stranded) doubt(fitting, `"${text}" found nothing to work on`, 1)
  for (const { text } of frame.unused) doubt(fitting, `"${text}" found no place`, 0.9)
  if (frame.versus && !comparesSomething(frame))
    doubt(fitting, `"${frame.versus.text}" has only one side I know`, 1)
  if (frame.change && !frame.periods.some(({ match }) => match.comparison !== undefined))
    doubt(fitting, `"${frame.change.text}" needs two periods to compare`, 1)
  if (frame.links > 2) doubt(fitting, 'several verbs were passed over', 0.05 * (frame.links - 2))
}

const comparesSomething = (frame: Frame): boolean =>
  frame.wants.length > 1 ||
  frame.periods.length > 1 ||
  frame.periods.some(({ match }) => match.comparison !== undefined) ||
  frame.conditions.some((one) => one.kind === 'values' && one.values.length > 1)
