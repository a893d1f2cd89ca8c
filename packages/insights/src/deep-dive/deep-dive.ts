import { explainChange } from '../explain/explain-change.ts'
import type { ChangeReport } from '../explain/report.ts'
import type {
  DiveBudget,
  DiveInput,
  DiveProgress,
  DiveReport,
  DiveTools,
  Evidence,
  Look,
} from './dive-report.ts'
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
  const looks: Look[] = []
  const notLooked: string[] = []
  const tell = (look: string, state: DiveProgress['state'], { evidence, ruledOut }: Look): Promise<void> =>
    tools.tell({ look, state, found: evidence, ruledOut, spent: purse.spent() })
  const look = async <L>(
    name: string,
    work: () => Promise<L>,
    told: (found: L) => Look,
  ): Promise<L | null> => {
    if (purse.isEmpty()) {
      notLooked.push(name)
      return null
    }
    await tell(name, 'looking', NOTHING)
    const found = await purse.take(name, work)
    looks.push(told(found))
    await tell(name, 'done', told(found))
    return found
  }
  const plainLook = <L extends Look>(name: string, work: () => Promise<L>): Promise<L | null> =>
    look(name, work, (found) => found)
  const explain = () => explainChange({ plan, catalog: tools.catalog, fetch: purse.fetch })
  const report = (await look('its drivers', explain, driversOf)) ?? (await explain())
  const scene: Scene = { report, plan, catalog: tools.catalog, fetch: purse.fetch }
  if (report.verdict === 'explained' || report.verdict === 'broad') {
    const days = await plainLook('the days it began', () => lookAtDays(scene))
    await plainLook('known events', async () => lookAtEvents(events, days?.onset ?? null, scene))
    await plainLook('inside the drivers', () => lookWithin(scene))
    await plainLook('the year before', () => lookAYearBack(scene))
    await plainLook('metrics that move with it', () => lookAtRelated(scene))
  }
  if (report.verdict !== 'unknown') await plainLook('the data itself', () => lookAtData(scene))
  return written(report, { looks, notLooked, runHashes: purse.hashes })
}

const NOTHING: Look = { evidence: [], ruledOut: [] }

const driversOf = ({ findings, ruledOut }: ChangeReport): Look => ({
  evidence: findings.map(({ text, confidence, plan: open }) => ({
    kind: 'driver',
    text,
    confidence,
    plan: open,
  })),
  ruledOut,
})

/** Counts plans and the time of looks; holds the hashes of what was fetched. */
function openPurse({ plans, ms }: DiveBudget, { fetch, now, step }: DiveTools) {
  const hashes: string[] = []
  let spentMs = 0
  const counted: DiveTools['fetch'] = async (wanted) => {
    const results = await fetch(wanted)
    hashes.push(...results.map(({ runHash }) => runHash))
    return results
  }
  return {
    hashes,
    fetch: counted,
    spent: (): DiveBudget => ({ plans: hashes.length, ms: spentMs }),
    isEmpty: () => hashes.length >= plans || spentMs >= ms,
    /** A durable look. What it took is kept with it, so that a dive that was interrupted has no new budget. */
    take: async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const paid = await step(name, async () => {
        const [from, startedAt] = [hashes.length, now()]
        const found = await work()
        return { found, hashes: hashes.splice(from), ms: now() - startedAt }
      })
      hashes.push(...paid.hashes)
      spentMs += paid.ms
      return paid.found
    },
  }
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
