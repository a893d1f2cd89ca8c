import type { Chosen } from '../cover/item.ts'
import type { CatalogIndex } from '../index/catalog-index.ts'
import { asVerbs } from './as-verbs.ts'
import type { Frame } from './frame.ts'
import { createReader, type Rule } from './reader.ts'
import { along } from './rules/along.ts'
import { alongside } from './rules/alongside.ts'
import { averageCount } from './rules/average-count.ts'
import { averagePeriod } from './rules/average-period.ts'
import { connective, negation, relative } from './rules/clauses.ts'
import { columnsCompared } from './rules/columns-compared.ts'
import {
  bareComparison,
  columnCondition,
  dated,
  exactNumber,
  measureVerb,
  quantityCondition,
} from './rules/conditions.ts'
import { bareContains } from './rules/contains.ts'
import { contrast } from './rules/contrast.ts'
import { deniedState } from './rules/denied-state.ts'
import { timeBetween } from './rules/elapsed.ts'
import { datedYear } from './rules/event-period.ts'
import { grouping } from './rules/grouping.ts'
import { hasValue } from './rules/has-value.ts'
import { howLong } from './rules/how-long.ts'
import { measure, share, times } from './rules/measure.ts'
import { perAmount } from './rules/per-amount.ts'
import { period, presentation } from './rules/presentation.ts'
import { quotient } from './rules/quotient.ts'
import { ordering, ranking } from './rules/ranking.ts'
import { eachOne, sentence } from './rules/sentence.ts'
import { rest, subject } from './rules/subject.ts'
import { timely } from './rules/timely.ts'
import { quotedName, values } from './rules/values.ts'
import { withRoles } from './with-roles.ts'

/** The first rule that uses something wins; a new phrase is a rule and a line here. */
const rules: readonly Rule[] = [
  sentence,
  eachOne,
  presentation,
  deniedState,
  contrast,
  along,
  hasValue,
  period,
  ranking,
  ordering,
  times,
  averageCount,
  averagePeriod,
  quotient,
  perAmount,
  share,
  howLong,
  timeBetween,
  timely,
  columnsCompared,
  quantityCondition,
  measure,
  grouping,
  dated,
  datedYear,
  columnCondition,
  exactNumber,
  measureVerb,
  bareComparison,
  bareContains,
  values,
  quotedName,
  negation,
  relative,
  connective,
  alongside,
  subject,
  rest,
]

/** What chosen items say together. */
export function readFrame(chosen: readonly Chosen[], index: CatalogIndex): Frame {
  const items = withRoles(asVerbs(chosen, index), index)
  const reader = createReader(items, index, (part) => readFrame(part, index))
  for (const item of items)
    if (item.kind === 'thing' && item.meanings)
      reader.frame.ambiguous.push({ text: item.text, span: item.span, choices: item.meanings })
  while (reader.at < items.length) {
    const before = reader.at
    const rule = rules.find((one) => one(reader))
    if (!rule || reader.at === before) throw new Error(`no rule moved past "${items[before]?.text}"`)
    if (rule !== rest) {
      const read = items.slice(before, reader.at).map((item) => item.text)
      reader.frame.trail.push(`${rule.name}: ${read.join(' ')}`)
    }
  }
  return reader.frame
}
