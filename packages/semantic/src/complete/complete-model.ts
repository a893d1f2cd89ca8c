import type { Model } from '../model.ts'
import { roleModels } from './role-models.ts'
import { subtypeMetrics } from './subtype-metrics.ts'

/**
 * A model with what its author only described: the parts that rows play by a code ("if role = 'AG' then the party is an
 * agent"), and the amounts of rows that another table marks (premiums among policy amounts). What was written stays as
 * it is; nothing is added under a name that is taken.
 */
export function completeModel(model: Model): Model {
  const taken = new Set([
    ...model.semanticModels.map(({ name }) => name),
    ...model.metrics.map(({ name }) => name),
  ])
  const roles = roleModels(model).filter(({ name }) => !taken.has(name))
  const { semanticModels, metrics } = subtypeMetrics(model)
  const added = metrics.filter(({ name }) => !taken.has(name))
  if (roles.length + added.length === 0) return model
  return { ...model, semanticModels: [...semanticModels, ...roles], metrics: [...model.metrics, ...added] }
}
