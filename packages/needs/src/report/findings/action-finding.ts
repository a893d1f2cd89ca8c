import type { Cell, ResultColumn, Unit } from '@numize/semantic'
import type { Evidence } from '../actions/evidence.ts'
import type { Gap } from '../actions/find-gaps.ts'
import { columnName, THEME_WORDS, tableName } from '../actions/theme-words.ts'
import type { Report } from '../compose-report.ts'
import {
  COUNT,
  DOLLARS,
  type Finding,
  label,
  MINUTES,
  metric,
  PERCENT,
  type Piece,
  type Sentence,
  writeFinding,
} from './finding.ts'

/** The four things an executive asks of an action, each with its figures looked up. */
export interface Action {
  readonly gap: Gap
  readonly what: Finding
  readonly title: string
  readonly todo: string
}

/** What is wrong, how big it is and why it is on the list, as one block per action; what to do beside it. */
export function writeAction(gap: Gap, report: Report, rank: number): Action {
  const words = THEME_WORDS[gap.theme]
  const title = gap.table === null ? words.label : `${words.label}: ${tableName(gap.table)}`
  const cells = cellsOf(gap, report)
  const what = writeFinding({
    id: `action-${rank}`,
    title,
    columns: [label('theme', 'Need'), ...cells.map(({ column }) => column)],
    rows: [[words.label, ...cells.map(({ value }) => value)]],
    sentences: sentencesOf(gap, report),
    open: gap.evidence.filter(({ severity }) => severity > 0).map(({ rows }) => rows),
    caveats: caveatsOf(gap),
  })
  return { gap, what, title, todo: words.todo }
}

interface Named {
  readonly column: ResultColumn
  readonly value: Cell
}

function cellsOf(gap: Gap, { facts, demand, classified }: Report): readonly Named[] {
  const named = (name: string, text: string, unit: Unit | null, value: Cell): Named => ({
    column: metric(name, text, unit),
    value,
  })
  const asked = demand.themes.find(({ theme }) => theme === gap.theme)
  const items = asked?.items ?? []
  const evidence = gap.evidence.filter(({ severity }) => severity > 0).slice(0, MOST_EVIDENCE)
  return [
    ...evidence.flatMap((each, index) => [
      named(`figure_${index}`, describe(each), unitOf(each), scaled(each, each.value)),
      named(
        `objective_${index}`,
        `Objective of ${describe(each)}`,
        unitOf(each),
        scaled(each, each.threshold),
      ),
    ]),
    named('at_risk', 'Revenue at risk', DOLLARS, cents(gap.atRiskUsd)),
    named(
      'days',
      'Length of the window',
      { kind: 'duration', unit: 'day' },
      facts.window.to - facts.window.from + 1,
    ),
    named('impact', 'Part of a month', PERCENT, gap.parts.revenueImpact),
    named('demand', 'Share of requests', PERCENT, asked?.share ?? 0),
    named('requests', 'Counted', null, items.length),
    named('naming', 'Counted with the table', null, gap.mentions),
    named('unmet', 'Counted as not met', null, items.filter(({ met }) => met === false).length),
    named(
      'read',
      'Number read',
      COUNT,
      (classified?.threads.length ?? 0) + (classified?.questions.length ?? 0),
    ),
  ]
}

const MOST_EVIDENCE = 2
const unitOf = ({ kind }: Evidence): Unit => (kind === 'late' ? MINUTES : PERCENT)
const scaled = ({ kind }: Evidence, value: number): number => (kind === 'late' ? value : value / 100)
const cents = (usd: number): number => Math.round(usd * 100) / 100

const describe = ({ kind, table, column }: Evidence): string =>
  `${kind} ${table}${column === null ? '' : `.${column}`}`

const at = (column: string): Piece => ({ row: 0, column })

function sentencesOf(gap: Gap, report: Report): readonly Sentence[] {
  const asked = report.demand.themes.find(({ theme }) => theme === gap.theme)
  const evidence = gap.evidence.filter(({ severity }) => severity > 0).slice(0, MOST_EVIDENCE)
  const money: Sentence = [
    'In ',
    at('days'),
    ', ',
    at('at_risk'),
    ' of revenue hangs on it, ',
    at('impact'),
    ' of a usual month.',
  ]
  const naming: Sentence =
    gap.mentions > 0 && gap.table !== null ? [', ', at('naming'), ' of which name this table'] : []
  const demand: Sentence = [
    'It is ',
    at('demand'),
    ' of what people ask for: ',
    at('requests'),
    asked?.items.length === 1 ? ' request' : ' requests',
    ...naming,
    '.',
  ]
  return [
    [`${THEME_WORDS[gap.theme].need}.`],
    ...evidence.map(measured),
    ...(gap.atRiskUsd > 0 ? [money] : []),
    ...((asked?.share ?? 0) > 0 ? [demand] : []),
    ...(asked?.items.some(({ met }) => met === false) ? [[at('unmet'), ' of them are still open.']] : []),
  ]
}

function measured(each: Evidence, index: number): Sentence {
  const figure = at(`figure_${index}`)
  const rows = tableName(each.table)
  const field = columnName(each.column ?? '')
  const limit = [' (limit: ', at(`objective_${index}`), ').'] as const
  switch (each.kind) {
    case 'nulls':
      return [`Of ${rows}, `, figure, ` have no ${field}`, ...limit]
    case 'orphans':
      return [
        `Of ${rows}, `,
        figure,
        ` name ${article(field)} ${field} that does not exist, or began later`,
        ...limit,
      ]
    case 'copies':
      return [`Of ${rows}, `, figure, ' are there a second time', ...limit]
    case 'late':
      return [`Of ${rows}, the slow ones take `, figure, ' and longer to arrive', ...limit]
    case 'unpaid':
      return [`Of ${rows}, `, figure, ' have no payment', ...limit]
  }
}

const article = (noun: string): string => (/^[aeiou]/.test(noun) ? 'an' : 'a')

const caveatsOf = ({ evidence, theme, atRiskUsd }: Gap): readonly string[] =>
  evidence.length === 0
    ? ['No figure of the warehouse measures this need: it stands on what people write.']
    : atRiskUsd === 0
      ? [`No revenue of the window can be tied to it (${THEME_WORDS[theme].label.toLowerCase()}).`]
      : []
