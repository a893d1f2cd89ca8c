import type { Result } from '@numize/semantic'
import { cutTies } from './cut-ties.ts'
import type { Check, CheckTools, Finding, NearQuestions } from './finding.ts'
import { noted } from './finding.ts'
import { impossibleFigures } from './impossible-figures.ts'
import { isEmpty } from './is-empty.ts'
import { nearPeriods, periodOfData } from './near-periods.ts'
import { nearValues } from './near-values.ts'
import { partsAndTotal } from './parts-and-total.ts'
import { rowsOfList } from './rows-of-list.ts'

/** What the checks of one answer came to. */
export interface Verdict {
  readonly checks: readonly Check[]
  readonly caveats: readonly string[]
  /** Why the rows are not told; null where nothing proves them wrong. */
  readonly wrong: string | null
  /** What may have been meant where there are no rows. */
  readonly near: NearQuestions | null
}

/** Whether rows are reasonable, before they are told. */
export async function checkRows(tools: CheckTools): Promise<Verdict> {
  const found: readonly (Finding | null)[] = [
    ...impossibleFigures(tools),
    periodOfData(tools),
    ...unknownColumns(tools.result),
    await partsAndTotal(tools),
    await rowsOfList(tools),
    await cutTies(tools),
  ]
  const findings = found.filter((finding) => finding !== null)
  return {
    checks: findings.map(({ check }) => check),
    caveats: findings.flatMap(({ caveat }) => caveat ?? []),
    wrong: findings.find(({ wrong }) => wrong !== undefined)?.wrong ?? null,
    near: isEmpty(tools.result) ? ((await nearValues(tools)) ?? (await periodsWhereDated(tools))) : null,
  }
}

/** A count of nothing within the data is an answer; only where the data does not reach is another period offered. */
async function periodsWhereDated(tools: CheckTools): Promise<NearQuestions | null> {
  const { reading, result, catalog } = tools
  const { time } = reading.plan
  const isCounted = result.rows.some((row) => row.some((cell) => cell !== null))
  const beyond =
    catalog.dataRange !== null &&
    ((time?.start ?? '') > `${catalog.dataRange.end}T23:59:59` ||
      (time?.end ?? '9999') <= catalog.dataRange.start)
  return isCounted && !beyond ? null : nearPeriods(tools)
}

/** Columns of labels that hold nothing. */
const unknownColumns = ({ columns, rows }: Result): readonly Finding[] =>
  columns.flatMap(({ role, label }, at) =>
    (role === 'dimension' || role === 'entity' || role === 'time') &&
    rows.length > 1 &&
    rows.every((row) => (row[at] ?? null) === null)
      ? [noted('values', `${label} is not known in any row.`)]
      : [],
  )
