import type { Grant } from '@numize/access'
import type { Catalog, ColumnValues } from '@numize/planner'
import type { Dimension, SemanticModel } from '@numize/semantic'
import { columnValues } from '@numize/sources'
import type { Ground } from './ground.ts'

/** Values kept of one column, most frequent first. */
const MAX_VALUES = 5_000
/** Values kept of a whole catalog. */
const MAX_TOTAL = 200_000

/**
 * What the planner may know for one grant. Values come only from text and boolean columns the grant shows in the
 * clear; where the grant filters the rows of a model, that model's values stay out (they could tell of hidden rows).
 */
export async function buildCatalog(ground: Ground, grant: Grant): Promise<Catalog> {
  const filtered = new Set(grant.policies.rowFilters.map(({ model }) => model))
  const masked = new Set(grant.policies.masks.map(({ model, dimension }) => `${model}.${dimension}`))
  const values: ColumnValues[] = []
  let total = 0
  for (const { owner, dimension } of indexable(grant.visible.semanticModels)) {
    if (filtered.has(owner.name) || masked.has(`${owner.name}.${dimension.name}`) || total >= MAX_TOTAL)
      continue
    const found = await columnValues(
      ground.source,
      owner.relation,
      dimension.expr,
      Math.min(MAX_VALUES, MAX_TOTAL - total),
    )
    total += found.values.length
    values.push({
      model: owner.name,
      dimension: dimension.name,
      dataType: dimension.dataType ?? 'string',
      values: found.values,
      complete: found.complete,
    })
  }
  return {
    model: grant.visible,
    calendar: ground.project.calendar,
    lexicon: ground.project.lexicon,
    values,
    inlineMeasures: grant.policies.inlineMeasures,
    dataRange: ground.loaded && {
      start: ground.loaded.start.slice(0, 10),
      end: ground.loaded.end.slice(0, 10),
    },
    examples: ground.project.examples,
  }
}

const indexable = (
  models: readonly SemanticModel[],
): readonly { owner: SemanticModel; dimension: Dimension }[] =>
  models.flatMap((owner) =>
    owner.dimensions
      .filter(
        ({ kind, dataType, extras }) =>
          kind === 'categorical' &&
          extras.hidden !== true &&
          (dataType === 'string' || dataType === 'boolean'),
      )
      .map((dimension) => ({ owner, dimension })),
  )
