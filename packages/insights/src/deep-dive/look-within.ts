import { attempt } from '../daily.ts'
import { moveBack } from '../explain/dates.ts'
import { explainChange } from '../explain/explain-change.ts'
import { sayFigures } from '../explain/finding.ts'
import type { Finding } from '../explain/report.ts'
import { numberAt } from '../explain/tables.ts'
import type { Evidence, Look } from './dive-report.ts'
import { daysOf, inside, plainSegment, type Scene } from './scene.ts'

const MOST_SEGMENTS = 2
const MOST_WITHIN = 2
const SURE = 0.95

/** What moved inside the segments that explain most. */
export async function lookWithin(scene: Scene): Promise<Look> {
  const { report, plan, catalog, fetch } = scene
  const evidence: Evidence[] = []
  const ruledOut: string[] = []
  for (const { segment } of strongest(report.findings)) {
    const inner = await explainChange({ plan: { ...plan, where: inside(scene, segment) }, catalog, fetch })
    const found = inner.findings.filter(({ kind, confidence }) => kind === 'segment' && confidence >= SURE)
    for (const { text, confidence, plan: open } of found.slice(0, MOST_WITHIN))
      evidence.push({
        kind: 'within',
        text: `Inside ${plainSegment(segment)}: ${text}`,
        confidence,
        plan: open,
      })
    if (found.length === 0) ruledOut.push(`Inside ${plainSegment(segment)} everything moved alike.`)
  }
  return { evidence, ruledOut }
}

const strongest = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ kind, segment }) => kind === 'segment' && segment.length > 0).slice(0, MOST_SEGMENTS)

/** A change a year before that was this large a part of the present one speaks for the season. */
const LIKEWISE = 0.5

/** Whether the same happened a year before, where the data goes back that far. */
export async function lookAYearBack(scene: Scene): Promise<Look> {
  const { report, plan } = scene
  const { period, previous, before, after } = report.change
  const back = (at: string): string => moveBack(at, 1, 'year')
  const earlier = {
    ...plan,
    groupBy: [],
    time: { start: back(period.start), end: back(period.end) },
    compare: { kind: 'range' as const, start: back(previous.start), end: back(previous.end) },
  }
  const window = { start: back(previous.start), end: back(period.end) }
  const days = await daysOf(report.change.metric, window, plan.where, scene)
  if (!days || Number.isNaN(days.values[0])) return { evidence: [], ruledOut: [] }
  const result = (await attempt(scene.fetch, earlier)) ?? undefined
  const [then, now] = [numberAt(result, 'previous'), numberAt(result, 'metric')]
  const change = relativeChange(before, after)
  const changeThen = relativeChange(then, now)
  if (then === null || now === null || change === null || changeThen === null)
    return { evidence: [], ruledOut: [] }
  const alike =
    Math.sign(changeThen) === Math.sign(change) && Math.abs(changeThen) >= LIKEWISE * Math.abs(change)
  const figures = sayFigures(then, now, report.change.unit)
  if (!alike) return { evidence: [], ruledOut: [`No season: a year before it ${figures}.`] }
  const text = `A year before it did likewise: it ${figures}.`
  return { evidence: [{ kind: 'lastYear', text, confidence: null, plan: earlier }], ruledOut: [] }
}

const relativeChange = (before: number | null, after: number | null): number | null =>
  before === null || after === null || before === 0 ? null : (after - before) / Math.abs(before)
