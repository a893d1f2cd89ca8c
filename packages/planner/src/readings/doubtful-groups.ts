import { isMoney } from '../complete/nature.ts'
import { doubt, type Fitting } from './context.ts'
import { modelOf } from './row-filter.ts'

/** An entity that is named and has no part in the answer. */
export function doubtIdle(fitting: Fitting, facts: readonly string[]): void {
  const { frame, index } = fitting
  const used = new Set([
    ...frame.groups.map(({ target }) => (target.kind === 'column' ? target.column.model : target.model)),
    ...frame.conditions.map(modelOf),
    ...facts,
  ])
  for (const { model, clause, text } of frame.entities)
    if (clause === 0 && !used.has(model) && facts.every((fact) => index.graph.distance(fact, model) === null))
      doubt(fitting, `"${text}" found no place`, 0.9)
}

/** A bare number or date shown beside a measure is seldom meant to group it. */
export function doubtNumericGroups(fitting: Fitting): void {
  const { frame, index } = fitting
  const { schema } = index
  if (frame.rank) return
  doubtAmountGroups(fitting)
  const names = frame.groups.some(
    ({ target }) =>
      target.kind === 'entity' ||
      schema.display(target.column.model).some((one) => one.name === target.column.name) ||
      target.column.kind === 'key',
  )
  for (const { target, shown, text } of frame.groups)
    if (
      shown &&
      !names &&
      target.kind === 'column' &&
      (schema.isNumeric(target.column) || schema.isTime(target.column))
    )
      doubt(fitting, `"${text}" would be a group of its own`, 0.95)
}

/** "orders per amount": rows are seldom counted for each sum of money or number of pieces there is. */
function doubtAmountGroups(fitting: Fitting): void {
  const { frame, index } = fitting
  for (const { target, shown, text } of frame.groups) {
    const column = target.kind === 'column' ? target.column : null
    const counted =
      column && index.schema.isNumeric(column) && /(^|_)(count|total|amount)(_|$)/.test(column.name)
    if (!shown && column && (counted || isMoney(index, column)))
      doubt(
        fitting,
        `"${text}" has a group for nearly each row: name a range of it, or ask for its average`,
        0.9,
      )
  }
}
