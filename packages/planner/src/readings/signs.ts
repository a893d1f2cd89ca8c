import type { QuestionPlan } from '@numize/semantic'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { thingId } from '../index/thing.ts'
import type { Frame } from '../structure/frame.ts'
import { keyOf } from '../text/words-of.ts'

/** What a reading leans on, beside its words: what may make the same words mean something else, and how clean the data is. */
export interface Signs {
  /** Other things the names used could as well mean. */
  readonly namesakes: number
  /** Other columns that hold the values used. */
  readonly homonyms: number
  /** Names known only by a part of them. */
  readonly parts: number
  /** Tables that what is named lies in. */
  readonly tables: number
  /** Columns shown that no word names. */
  readonly unnamed: number
  readonly quality: number
  readonly worst: number
  /** Why the data itself may mislead, in words. */
  readonly unclean: readonly string[]
}

export function signsOf(frame: Frame, plan: QuestionPlan, index: CatalogIndex): Signs {
  const things = frame.items.flatMap((item) => (item.kind === 'thing' ? [item] : []))
  const names = things.filter(({ thing }) => thing.kind !== 'value')
  const values = frame.items.flatMap((item) =>
    item.kind === 'thing' && item.thing.kind === 'value'
      ? [{ text: item.text, thing: item.thing }]
      : item.kind === 'quoted' && item.thing?.kind === 'value'
        ? [{ text: item.text, thing: item.thing }]
        : [],
  )
  const key = (text: string): string => keyOf(text.toLowerCase().split(' '))
  const namesakes = names.map(
    ({ text, thing, evidence }) =>
      index.phrases
        .find(key(text))
        .filter((one) => one.quality >= evidence.quality - 0.05 && thingId(one.thing) !== thingId(thing))
        .length,
  )
  const homonyms = values.map(({ text, thing }) => {
    const bare = text.replace(/^["'`“]+|["'`”]+$/g, '')
    const found = index.values
      .find(key(bare), bare)
      .flatMap((one) => (one.thing.kind === 'value' ? [one.thing] : []))
    return new Set(
      found
        .map(({ model, name }) => `${model}.${name}`)
        .filter((one) => one !== `${thing.model}.${thing.name}`),
    ).size
  })
  const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0)
  const models = new Set(things.flatMap(({ thing }) => ('model' in thing ? [thing.model] : [])))
  const said = new Set(names.flatMap(({ thing }) => ('name' in thing ? [thing.name] : [])))
  const shown =
    plan.kind === 'list'
      ? plan.columns.map(({ dimension }) => dimension)
      : plan.groupBy.map(({ dimension }) => dimension)
  const qualities = things.map(({ evidence }) => evidence.quality)
  return {
    namesakes: total(namesakes),
    homonyms: total(homonyms),
    parts: names.filter(({ evidence }) => evidence.source === 'part' && evidence.quality < 0.93).length,
    tables: models.size,
    unnamed: shown.filter((ref) => !said.has(ref.split('__').at(-1) ?? ref)).length,
    quality: qualities.length === 0 ? 1 : total(qualities) / qualities.length,
    worst: Math.min(1, ...qualities),
    unclean: [
      ...uncleanValues(values.map(({ thing }) => thing.value)),
      ...uncleanColumns(frame, plan, index),
    ],
  }
}

/** Values stored with blanks around them: what is stored without is another value. */
const uncleanValues = (values: readonly (string | boolean)[]): readonly string[] =>
  values
    .filter((value): value is string => typeof value === 'string' && value !== value.trim())
    .map((value) => `"${value.trim()}" is stored with blanks around it`)

/** Numbers kept as text: what cannot be read as one is left out. */
function uncleanColumns(frame: Frame, plan: QuestionPlan, index: CatalogIndex): readonly string[] {
  const used = new Set(
    (JSON.stringify(plan).match(/"[a-z]\w*__\w+"/gi) ?? []).map((ref) => ref.slice(1, -1).split('__').at(-1)),
  )
  const things = frame.items.flatMap((item) =>
    item.kind === 'thing' && item.thing.kind === 'dimension' ? [item.thing] : [],
  )
  const found = things.filter(({ model, name }) => {
    const expr = index.schema.dimension({ kind: 'dimension', model, name })?.expr ?? ''
    return used.has(name) && /^TRY_CAST\(/i.test(expr)
  })
  return [...new Set(found.map(({ name }) => `"${name}" is text read as numbers`))]
}
