import type { Reachable } from '@numize/semantic'
import type { Column } from '../index/thing.ts'
import { roleNames } from '../lexicon/roles.ts'
import { keyOf, spelledOut, wordsOf } from '../text/words-of.ts'
import { assume, CannotFit, doubt, type Fitting } from './context.ts'
import { columnLabel, rowsLabel } from './labels.ts'

/** The name of a column seen from rows of a model; null where no join leads to it. */
export function refOf(fitting: Fitting, from: string, column: Column): string | null {
  const refs = fitting.index.graph.refs(from, column)
  const { role } = column
  const inRole = role === undefined ? [] : refs.filter(({ entityPath }) => entityPath.includes(role))
  const usable = inRole.length > 0 ? inRole : refs
  const nearest = usable.filter((ref) => ref.hops === usable[0]?.hops)
  const ref = nearest.length < 2 ? nearest[0] : byRoleWords(fitting, nearest)
  return ref === undefined ? null : (heldBy(fitting, column, ref) ?? ref.ref)
}

/** What rows are joined by is read where they hold it: also where what it points to is missing. */
function heldBy({ index }: Fitting, column: Column, { entityPath }: Reachable): string | null {
  const last = entityPath.at(-1)
  const target = index.schema.models.get(column.model)
  const key = target?.entities.find(({ name }) => name === last)
  const expr = index.schema.dimension(column)?.expr
  const same =
    key !== undefined &&
    last !== target?.primaryEntity &&
    key.expr.replace(/"/g, '') === expr?.replace(/"/g, '')
  return same ? entityPath.join('__') : null
}

/**
 * Parallel ways (origin and destination) are told apart by what the asker chose, else by the words of the question;
 * where neither does, the first is taken and the tie is kept for asking.
 */
function byRoleWords(fitting: Fitting, nearest: readonly Reachable[]): Reachable | undefined {
  const distinct = nearest.filter((ref, at) => nearest.findIndex((other) => other.ref === ref.ref) === at)
  const own = distinct.find((ref) => ref.entityPath.length === 0)
  if (distinct.length === 1 || own) return own ?? distinct[0]
  const model = distinct[0]?.model ?? ''
  const chosen = distinct.find((ref) => pathOf(ref) === fitting.ways.get(model))
  if (chosen) return chosen
  const leaders = pointedAt(fitting, distinct)
  if (leaders.length > 1) fitting.ties.push({ model, paths: leaders.map(pathOf) })
  else doubtOnce(fitting, 'the role is told by a verb elsewhere in the question', 0.1)
  return leaders[0]
}

const doubtOnce = (fitting: Fitting, why: string, weight: number): void => {
  if (!fitting.doubts.some((one) => one.why === why)) doubt(fitting, why, weight)
}

/** The entities a column is reached through, as one name. */
const pathOf = ({ entityPath }: Reachable): string => entityPath.join('__')

function pointedAt(fitting: Fitting, refs: readonly Reachable[]): readonly Reachable[] {
  const columns = new Set(fitting.frame.groups.flatMap(({ text }) => text.toLowerCase().split(' ')))
  const spoken = new Set([...fitting.spoken].filter((word) => !columns.has(word)))
  const pointed = roleNames(spoken)
  const scored = refs.map((ref) => ({
    ref,
    words: roleWords(ref).filter((word) => spoken.has(word) || pointed.has(word)).length,
  }))
  const best = Math.max(...scored.map(({ words }) => words))
  return scored.filter(({ words }) => words === best).map(({ ref }) => ref)
}

const roleWords = (ref: Reachable): string[] =>
  keyOf(spelledOut(wordsOf(ref.entityPath.join('_')))).split(' ')

/** As `refOf`, for a column the answer cannot do without. */
export function needRef(fitting: Fitting, from: string, column: Column): string {
  const ref = refOf(fitting, from, column)
  if (ref === null)
    throw new CannotFit(
      'no-path',
      `${rowsLabel(fitting.index, from)} cannot be joined to ${columnLabel(fitting.index, column)} without repeating rows.`,
    )
  return ref
}

/** A column of a model that one of the names fits, numbers and times only; the model's own before those it leads to. */
export function namedColumn(
  fitting: Fitting,
  models: readonly string[],
  names: readonly string[],
): Column | null {
  const { schema } = fitting.index
  const plain = names.map((name) => name.replace(/^!/, ''))
  for (const name of plain)
    for (const model of models) {
      const dimensions = schema.models.get(model)?.dimensions ?? []
      const found = dimensions
        .map((dimension): { column: Column; words: string[] } => ({
          column: { kind: 'dimension', model, name: dimension.name },
          words: spelledOut(wordsOf(dimension.name)),
        }))
        .filter(({ column }) => schema.isNumeric(column) || schema.isTime(column))
        .filter(({ words }) => ` ${keyOf(words)} `.includes(` ${name} `))
        .toSorted((a, b) => a.words.length - b.words.length)[0]
      if (found) {
        assume(fitting, 'order', `Measured by ${columnLabel(fitting.index, found.column)}`)
        return found.column
      }
    }
  return null
}
