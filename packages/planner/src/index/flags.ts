import type { Dimension } from '@numize/semantic'
import type { ColumnValues } from '../catalog.ts'
import type { Thing } from './thing.ts'

/** The two things a column of yes and no says. */
export type Flag = Readonly<Record<'yes' | 'no', Extract<Thing, { kind: 'value' }>>>

const affirmations = new Set(['yes', 'y', 'true', 't'])
const denials = new Set(['no', 'n', 'false', 'f'])

/** Whether a column says yes and no, as booleans or in words. */
export function flagOf(dimension: Dimension, model: string, values: readonly ColumnValues[]): Flag | null {
  const thing = { kind: 'value', model, name: dimension.name } as const
  if (dimension.dataType === 'boolean')
    return { yes: { ...thing, value: true }, no: { ...thing, value: false } }
  const known = values.find((one) => one.model === model && one.dimension === dimension.name)?.values ?? []
  const yes = known.find((value) => affirmations.has(value.toLowerCase()))
  const no = known.find((value) => denials.has(value.toLowerCase()))
  if (known.length !== 2 || yes === undefined || no === undefined) return null
  return { yes: { ...thing, value: yes }, no: { ...thing, value: no } }
}
