import { explainChange } from '../explain/explain-change.ts'
import type { ChangeReport } from '../explain/report.ts'
import type { DiveInput, DiveReport, DiveTools, Evidence, Look } from './dive-report.ts'
import { lookAtData, lookAtEvents } from './look-at-data.ts'
import { lookAtDays } from './look-at-days.ts'
import { lookAtRelated } from './look-at-related.ts'
import { lookAYearBack, lookWithin } from './look-within.ts'
import type { Scene } from './scene.ts'

/**
 * Everything that can be looked at for the cause of a change, one look after the other, each a durable step of governed
 * plans: its drivers, the days it began, what moved inside the drivers, the year before, what is known to have happened,
 * metrics that move with it, the data itself. Names no cause where the change is noise.
 * @throws `insights/no-metric`, `insights/no-period`
 */
export async function deepDive({ plan, events, budget }: DiveInput, tools: DiveTools): Promise<DiveReport> {
  const purse = openPurse(budget, tools)
  const report = await tools.step('change', () =>
    explainChange({ plan, catalog: tools.catalog, fetch: purse.fetch }),
  )
  const drivers = report.findings.map(
    ({ text, confidence, plan: open }): Evidence => ({
      kind: 'driver',
      text,
      confidence,
      plan: open,
    }),
  )
  await tools.tell({ look: 'its drivers', found: drivers })
  const scene: Scene = { report, plan, catalog: tools.catalog, fetch: purse.fetch }
  const looks: Look[] = [{ evidence: drivers, ruledOut: report.ruledOut }]
  const notLooked: string[] = []
  const look = async <L extends Look>(name: string, work: () => Promise<L>): Promise<L | null> => {
    if (purse.isEmpty()) {
      notLooked.push(name)
      return null
    }
    const found = await tools.step(name, work)
    looks.push(found)
    await tools.tell({ look: name, found: found.evidence })
    return found
  }
  if (report.verdict === 'explained' || report.verdict === 'broad') {
    const days = await look('the days it began', () => lookAtDays(scene))
    await look('known events', async () => lookAtEvents(events, days?.onset ?? null, scene))
    await look('inside the drivers', () => lookWithin(scene))
    await look('the year before', () => lookAYearBack(scene))
    await look('metrics that move with it', () => lookAtRelated(scene))
  }
  if (report.verdict !== 'unknown') await look('the data itself', () => lookAtData(scene))
  return written(report, { looks, notLooked, runHashes: purse.hashes })
}

/** Counts plans and time; holds the hashes of what was fetched. */
function openPurse({ plans, ms }: DiveInput['budget'], { fetch, now }: DiveTools) {
  const until = now() + ms
  const hashes: string[] = []
  const counted: DiveTools['fetch'] = async (wanted) => {
    const results = await fetch(wanted)
    hashes.push(...results.map(({ runHash }) => runHash))
    return results
  }
  return { fetch: counted, hashes, isEmpty: () => hashes.length >= plans || now() >= until }
}

interface Seen {
  readonly looks: readonly Look[]
  readonly notLooked: readonly string[]
  readonly runHashes: readonly string[]
}

function written(report: ChangeReport, { looks, notLooked, runHashes }: Seen): DiveReport {
  const evidence = looks.flatMap((look) => look.evidence)
  return {
    change: report.change,
    verdict: report.verdict,
    headline: report.headline,
    summary: report.summary,
    evidence,
    ruledOut: [...new Set(looks.flatMap((look) => look.ruledOut))],
    nextSteps: nextSteps(report, evidence),
    actions: actions(evidence),
    notLooked,
    runHashes: [...new Set([...report.runHashes, ...runHashes])],
  }
}

function nextSteps({ verdict }: ChangeReport, evidence: readonly Evidence[]): string[] {
  const has = (kind: Evidence['kind']): boolean => evidence.some((one) => one.kind === kind)
  if (verdict === 'noise') return ['Wait for another period: a change this small comes and goes.']
  if (verdict === 'unknown') return ['Choose a period with data on both sides.']
  return [
    ...(has('data') ? ['Have the data checked first: a defect of it can look like a change.'] : []),
    ...(has('driver') && verdict === 'explained'
      ? ['Open the first driver and see who or what is in it.']
      : []),
    ...(has('onset') && !has('event')
      ? ['Ask what happened on the day it began, and note it on the timeline.']
      : []),
    ...(verdict === 'broad'
      ? ['Look outside these dimensions: prices, campaigns, releases, the market.']
      : []),
    ...(has('related') ? ['Check whether a metric that moved with it has a cause of its own.'] : []),
  ]
}

function actions(evidence: readonly Evidence[]): string[] {
  const find = (kind: Evidence['kind']): Evidence | undefined => evidence.find((one) => one.kind === kind)
  return [
    ...(find('data') ? ['Tell the owners of the table what is missing.'] : []),
    ...(find('event')
      ? ['Undo or repeat what the event changed, for a part of the customers, and compare.']
      : []),
    ...(find('driver') && !find('lastYear') ? ['Set an alert on the segment that moved.'] : []),
  ]
}
