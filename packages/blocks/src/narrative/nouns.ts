import type { ResultColumn } from '@numize/semantic'
import { inSentence, isPlural, pluralOf, singularOf } from './grammar.ts'

/** A thing that is counted, for one and for many: `service visit`, `service visits`. */
export interface Noun {
  readonly one: string
  readonly many: string
}

/**
 * What a metric counts, where its label says so: `Orders`, `Cards issued`, `Service visit count`,
 * `Different Technician`. Null for every other figure (and for counts whose label is no plural: `Churn`).
 */
export function countedNoun(column: ResultColumn): Noun | null {
  if (column.unit?.kind !== 'count') return null
  const label = inSentence(column.label)
  const counted = /^(?:number|count) of (.+)$/i.exec(label)?.[1] ?? /^(.+) count$/i.exec(label)?.[1]
  if (counted !== undefined) return nounOf(counted)
  return /^different /i.test(label) || isPlural(label) ? nounOf(label) : nounWithParticiple(label)
}

/** `cards issued` → `card issued`. */
function nounWithParticiple(label: string): Noun | null {
  const [first = '', ...rest] = label.split(' ')
  const isOne = rest.length > 0 && isPlural(first) && rest.every((word) => /(?:ed|en)$/.test(word))
  return isOne ? { one: [singularOf(first), ...rest].join(' '), many: label } : null
}

export const nounOf = (text: string): Noun => {
  const noun = inSentence(text)
  return { one: singularOf(noun), many: pluralOf(noun) }
}

/** The rows of a semantic model, by its name: `service_visits`, `stg_orders`. */
export const nounOfModel = (model: string): Noun =>
  nounOf(
    model
      .replace(/^(?:stg|fct|fact|dim|int|mart)_+/i, '')
      .replaceAll(/_+/g, ' ')
      .trim(),
  )

export const numbered = (noun: Noun, count: number | null): string => (count === 1 ? noun.one : noun.many)

/** A figure's or dimension's name in a sentence, without the unit its values show: `Weight kg` → `weight`. */
export function nameInSentence({ label, unit }: Pick<ResultColumn, 'label' | 'unit'>): string {
  const words = inSentence(label).split(' ')
  const last = words.at(-1)?.toLowerCase().replace(/s$/, '')
  const shown =
    unit?.kind === 'other'
      ? unit.symbol
      : unit?.kind === 'duration'
        ? unit.unit
        : unit?.kind === 'money'
          ? unit.currency
          : null
  return shown !== null && words.length > 1 && last === shown.toLowerCase()
    ? words.slice(0, -1).join(' ')
    : words.join(' ')
}
