import type { Grant } from '@numize/access'
import type { Catalog, ColumnValues } from '@numize/planner'
import { type Dimension, emptyMetricsPlan, type SemanticModel } from '@numize/semantic'
import { columnValues } from '@numize/sources'
import { compileOn, type Ground } from './ground.ts'

/** Values kept of one column, most frequent first. */
const MAX_VALUES = 5_000
const DEADLINE_MS = 30_000
/** Values kept of a whole catalog. */
const MAX_TOTAL = 200_000

/**
 * What the planner may know for one grant. Values come only from text and boolean columns the grant shows in the
 * clear; where the grant filters the rows of a model, that model's values stay out (they could tell of hidden rows), and
 * where it leaves out small groups or other times, so do values of too few rows or of none of the time.
 */
export async function buildCatalog(ground: Ground, grant: Grant): Promise<Catalog> {
  const filtered = new Set(grant.policies.rowFilters.map(({ model }) => model))
  const masked = new Set(grant.policies.masks.map(({ model, dimension }) => `${model}.${dimension}`))
  const values: ColumnValues[] = []
  let total = 0
  for (const { owner, dimension } of indexable(grant.visible.semanticModels)) {
    if (filtered.has(owner.name) || masked.has(`${owner.name}.${dimension.name}`) || total >= MAX_TOTAL)
      continue
    const most = Math.min(MAX_VALUES, MAX_TOTAL - total)
    const found = await (isWhole(grant)
      ? columnValues(ground.source, owner.relation, dimension.expr, most)
      : governedValues(ground, grant, { owner, dimension, most }))
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

/** Whether every value of a model's rows may be known, however few have it and whenever. */
const isWhole = ({ policies: { minGroup, windows = [] } }: Grant): boolean =>
  (minGroup?.size ?? 1) === 1 && windows.length === 0

interface Asked {
  readonly owner: SemanticModel
  readonly dimension: Dimension
  readonly most: number
}

/** Longer texts are prose, not names: nobody asks for them by heart. */
const LONGEST = 200

/** The values that enough rows of the slice have, as a plan over it would list them. */
async function governedValues(ground: Ground, grant: Grant, { owner, dimension, most }: Asked) {
  const path = owner.primaryEntity === null ? dimension.name : `${owner.primaryEntity}__${dimension.name}`
  const plan = { ...emptyMetricsPlan, groupBy: [{ dimension: path }], limit: most + 1 }
  const { stages } = compileOn(plan, ground, grant.policies)
  const { rows } = await ground.source.engine.run(stages.at(-1)?.sql ?? '', {
    deadlineMs: DEADLINE_MS,
    maxRows: most + 1,
  })
  const texts = rows.flatMap(([value]) => (value === null || value === undefined ? [] : [String(value)]))
  const names = texts.filter((text) => text.length > 0 && text.length <= LONGEST)
  return { values: names.slice(0, most), complete: rows.length <= most }
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
