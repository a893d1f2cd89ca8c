import type { CatalogIndex } from '../index/catalog-index.ts'
import { rowColumns } from '../index/row-columns.ts'
import { modelOf } from '../readings/row-filter.ts'
import type { Condition, Frame, Group } from '../structure/frame.ts'
import { type Meaning, oneOf } from './choice.ts'
import type { Completion } from './completion.ts'

/**
 * "nurses and therapists on the day shift": what is said beside one of several values may be said of that one only, or of
 * all of them. Both are offered.
 */
export const attachment: Completion = (frame, index) => {
  const found = besideValues(frame)
  if (!found) return [frame]
  const { other, near, rest } = found
  const { joined: _joined, ...values } = found.values
  const ofNear: Condition = { ...values, values: [near] }
  const ofRest: Condition = { ...values, values: rest }
  const whole: Frame = frame.groups.length > 0 ? frame : withNames(frame, index, found)
  const either: Condition = {
    kind: 'either',
    ways: [[ofRest], [ofNear, other]],
    text: values.text,
    span: values.span,
    or: false,
    clause: values.clause,
  }
  const meanings: Meaning[] = [
    {
      label: `all of ${values.values.map(String).join(' and ')} with "${other.text}"`,
      frame: { ...whole, conditions: [values, other] },
    },
    {
      label: `only ${String(near)} with "${other.text}", ${rest.map(String).join(' and ')} in any case`,
      frame: { ...whole, conditions: [either] },
    },
  ]
  return oneOf(frame, { text: other.text, span: other.span }, meanings)
}

/** Rows that nothing names are shown by what they hold. */
function withNames(frame: Frame, index: CatalogIndex, { values, other }: Found): Frame {
  const before = frame.entities.find(({ clause, span: own }) => clause === 0 && own[0] < values.span[1])
  const about = modelOf(other)
  const model = before?.model ?? rowsOfBoth(index, values.column.model, about)
  const { text, span } = before ?? values
  const rest = frame.entities.filter((one) => one !== before && one.model !== model && one.model !== about)
  const entities = [before ?? { text, span, model, clause: 0 }, ...rest]
  const names = index.schema.display(model)
  if (names.some((column) => column.kind === 'dimension' && column.name !== values.column.name))
    return { ...frame, entities }
  const others = rowColumns(index, model, values.column.model === model ? [values.column.name] : [])
  const groups = [...names, ...others.filter(({ kind }) => kind === 'dimension')].map(
    (column): Group => ({ text, span, target: { kind: 'column', column }, shown: true }),
  )
  return { ...frame, entities, groups }
}

/** What the values are said of: their own rows, or where those only tell the kind of others, the others. */
function rowsOfBoth({ graph }: CatalogIndex, model: string, other: string | null): string {
  if (other === null || graph.distance(model, other) !== null) return model
  return graph.roots([model, other])[0] ?? model
}

type Values = Extract<Condition, { kind: 'values' }>

interface Found {
  readonly values: Values
  readonly other: Condition
  /** The value that stands beside the other condition. */
  readonly near: Values['values'][number]
  readonly rest: Values['values']
}

/** The only two conditions of a question: values of one column joined by "and", and one more beside them. */
function besideValues(frame: Frame): Found | null {
  const { clauses, wants, rank } = frame
  const conditions = together(frame.conditions)
  const several = conditions.filter(isJoined)
  const [values] = several
  const [other, ...more] = conditions.filter((one) => one !== values)
  if (!values || several.length > 1 || !other || more.length > 0 || wants.length > 0 || rank) return null
  if (clauses.some(({ negate }) => negate) || other.or || !isPlain(other) || sameColumn(values, other))
    return null
  const after = other.span[0] >= values.span[1]
  if (follows(frame, values, after ? leadsBefore(values, other) : narrowing)) return null
  const near = after ? values.values.at(-1) : values.values[0]
  if (near === undefined || (!after && other.span[1] > values.span[0])) return null
  return { values, other, near, rest: values.values.filter((one) => one !== near) }
}

const narrowing: ReadonlySet<string> = new Set(['preposition', 'be', 'with', 'relative'])

/** Behind a preposition values are no heads, but a clause ("who …") that follows them may still be about them. */
const leadsBefore = (values: Condition, other: Condition): ReadonlySet<string> =>
  new Set(other.clause === values.clause ? ['preposition', 'be'] : ['be'])

/** "Boeing models and Airbus models": values of one column one after the other are a list of them. */
function together(conditions: readonly Condition[]): readonly Condition[] {
  const [first, second, ...rest] = conditions
  const alike =
    first?.kind === 'values' &&
    second?.kind === 'values' &&
    sameColumn(first, second) &&
    !first.negate &&
    !second.negate
  if (!alike || second.or || first.clause !== second.clause) return conditions
  const text = `${first.text} and ${second.text}`
  const span = [first.span[0], second.span[1]] as const
  return [{ ...first, text, span, values: [...first.values, ...second.values], joined: 'and' }, ...rest]
}

/** "customers from Kent and Devon": values behind a preposition narrow what is named before, and are no heads of their own. */
function follows({ items }: Frame, { span }: Values, ops: ReadonlySet<string>): boolean {
  const before = items
    .filter((item) => item.span[1] <= span[0] && item.kind !== 'filler' && item.kind !== 'link')
    .at(-1)
  return before?.kind === 'operator' && ops.has(before.op.op)
}

const isJoined = (one: Condition): one is Values =>
  one.kind === 'values' && one.values.length > 1 && one.joined === 'and' && one.every !== true && !one.negate

const isPlain = (one: Condition): boolean =>
  one.kind === 'values' || one.kind === 'text' || (one.kind === 'compare' && one.quantity.kind === 'column')

const sameColumn = (a: Values, b: Condition): boolean =>
  'column' in b && a.column.model === b.column.model && a.column.name === b.column.name
