import type { Mask, Model, Project, Slice } from '@numize/semantic'
import type { Principal } from './principal.ts'

interface Personal {
  /** `model.dimension`. */
  readonly key: string
  readonly model: string
  readonly dimension: string
}

/** Dimensions marked as personal data. */
export const personalDimensions = (model: Model): readonly Personal[] =>
  model.semanticModels.flatMap((semanticModel) =>
    semanticModel.dimensions
      .filter((dimension) => dimension.extras.pii === true)
      .map((dimension) => ({
        key: `${semanticModel.name}.${dimension.name}`,
        model: semanticModel.name,
        dimension: dimension.name,
      })),
  )

/** Personal data is hidden unless the slice says how it may be seen, or an approval that has not ended lets the asker see it. */
export function masksOf(
  project: Project,
  slice: Slice,
  { approvals = [] }: Principal,
  at: number | undefined,
): readonly Mask[] {
  const said = new Map(slice.pii.map(({ dimension, mask }) => [dimension, mask]))
  const approved = new Set(
    approvals
      .filter((one) => one.project === project.name && one.slice === slice.name)
      .filter(({ until }) => at !== undefined && at < Date.parse(until))
      .map(({ dimension }) => dimension),
  )
  return personalDimensions(project.model).flatMap(({ key, model, dimension }) => {
    const mask = said.get(key) ?? 'hide'
    return mask === 'show' || approved.has(key) ? [] : [{ model, dimension, mask }]
  })
}
