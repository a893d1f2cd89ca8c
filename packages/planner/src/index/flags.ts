import type { Dimension } from '@numize/semantic'
import type { ColumnValues } from '../catalog.ts'
import { wordsOf } from '../text/words-of.ts'
import type { Thing } from './thing.ts'

/** The two things a column of yes and no says. */
export type Flag = Readonly<Record<'yes' | 'no', Extract<Thing, { kind: 'value' }>>>

const affirmations = new Set(['yes', 'y', 'true', 't'])
const denials = new Set(['no', 'n', 'false', 'f'])

/** `is_rush`, `has_lift`: a whole number called so is 1 or 0. */
const asked = /^(is|has|was)$/

/** Whether a column says yes and no, as booleans, in words, or as 1 and 0. */
export function flagOf(dimension: Dimension, model: string, values: readonly ColumnValues[]): Flag | null {
  const thing = { kind: 'value', model, name: dimension.name } as const
  if (dimension.dataType === 'boolean')
    return { yes: { ...thing, value: true }, no: { ...thing, value: false } }
  const words = wordsOf(dimension.name)
  if (dimension.dataType === 'integer' && words.length > 1 && asked.test(words[0] ?? ''))
    return { yes: { ...thing, value: 1 }, no: { ...thing, value: 0 } }
  const known = values.find((one) => one.model === model && one.dimension === dimension.name)?.values ?? []
  const yes = known.find((value) => affirmations.has(value.toLowerCase()))
  const no = known.find((value) => denials.has(value.toLowerCase()))
  if (known.length !== 2 || yes === undefined || no === undefined) return null
  return { yes: { ...thing, value: yes }, no: { ...thing, value: no } }
}
