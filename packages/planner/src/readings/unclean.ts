import type { QuestionPlan } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Thing } from '../index/thing.ts'
import type { Frame } from '../structure/frame.ts'
import { columnLabel } from './labels.ts'

/** Where the data itself may mislead an answer, in words: values with stray blanks, numbers kept as text. */
export function uncleanData(frame: Frame, plan: QuestionPlan, index: CatalogIndex): readonly string[] {
  const things = frame.items.flatMap((item): Thing[] =>
    item.kind === 'thing' ? [item.thing] : item.kind === 'quoted' && item.thing ? [item.thing] : [],
  )
  const names = new Set((JSON.stringify(plan).match(/"\w+__\w+"/g) ?? []).map(lastName))
  return [
    ...new Set(things.flatMap((thing) => strayBlanks(thing) ?? textAsNumbers(thing, names, index) ?? [])),
  ]
}

const lastName = (quoted: string): string => quoted.slice(quoted.lastIndexOf('__') + 2, -1)

/** What is stored with blanks around it is another value than what is stored without. */
const strayBlanks = (thing: Thing): string | null =>
  thing.kind === 'value' && typeof thing.value === 'string' && thing.value !== thing.value.trim()
    ? `"${thing.value.trim()}" is stored with blanks around it`
    : null

/** What cannot be read as a number counts as unknown. */
function textAsNumbers(thing: Thing, names: ReadonlySet<string>, index: CatalogIndex): string | null {
  if (thing.kind !== 'dimension' || !names.has(thing.name)) return null
  const column = { kind: 'dimension', model: thing.model, name: thing.name } as const
  return index.schema.dimension(column)?.extras.mixed === true
    ? `${columnLabel(index, column)} is text in which not all are numbers; what is none is left out`
    : null
}
