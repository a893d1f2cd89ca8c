import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@numize/base'
import { emptyMetricsPlan, type MetricsPlan } from '@numize/semantic'
import { diskFiles, type Effects } from '../../apps/cli/src/effects.ts'
import { openInstallation } from '../../apps/cli/src/installation.ts'
import { openSubject } from '../../apps/cli/src/open-subject.ts'
import { largeNeobank } from '../ask/neobank.ts'

const FLOOR_MS = { first: 3000, done: 30_000 }
const BUDGET = { plans: 60, ms: 120_000 }

/** Changes that something lies behind: a shift of mix, an outage, a wave of fraud. */
const CHANGES: readonly { readonly metric: string; readonly start: string; readonly end: string }[] = [
  { metric: 'card_spend', start: '2026-05-01', end: '2026-06-01' },
  { metric: 'decline_rate', start: '2026-10-14', end: '2026-10-16' },
  { metric: 'interchange_revenue', start: '2026-07-01', end: '2026-08-01' },
]

/** A deep dive on ten million rows, nothing fetched before: wall until the first finding is told, and until it is done. */
export async function benchDives(print: (line: string) => void, project: string | null): Promise<void> {
  const folder = project ?? (await largeNeobank(print))
  const state = mkdtempSync(join(tmpdir(), 'numize-bench-dive-'))
  try {
    await dives(folder, state, print)
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
}

async function dives(folder: string, state: string, print: (line: string) => void): Promise<void> {
  const effects = quiet(state)
  await using installation = await openInstallation(effects)
  await using subject = await openSubject({ project: folder }, installation, effects)
  const { assistant } = subject
  const { owner: principal } = installation
  await assistant.welcome(principal)
  for (const change of CHANGES) {
    const begun = performance.now()
    const told: number[] = []
    const report = await assistant.dive(planOf(change), [], {
      principal,
      budget: BUDGET,
      step: (_, work) => work(),
      tell: async ({ found }) => {
        if (found.length > 0) told.push(performance.now() - begun)
      },
    })
    const doneMs = performance.now() - begun
    const [firstMs = doneMs] = told
    const what = `deep dive into ${change.metric}, ten million rows (${report.runHashes.length} plans, ${report.evidence.length} findings)`
    print(`${seconds(firstMs)}  ${what}: first finding ${held(firstMs, FLOOR_MS.first)}`)
    print(`${seconds(doneMs)}  ${what}: done ${held(doneMs, FLOOR_MS.done)}`)
  }
}

const planOf = ({ metric, start, end }: (typeof CHANGES)[number]): MetricsPlan => ({
  ...emptyMetricsPlan,
  metrics: [{ metric }],
  time: { start, end },
  compare: end.endsWith('-01')
    ? { kind: 'shift', count: 1, grain: 'month' }
    : { kind: 'shift', count: 1, grain: 'week' },
})

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s wall`.padStart(14)
const held = (ms: number, floorMs: number): string =>
  `(floor ${floorMs / 1000} s ${ms <= floorMs ? 'held' : 'MISSED'})`

const quiet = (stateDir: string): Effects => ({
  clock: systemClock,
  files: diskFiles,
  stateDir,
  env: {},
  out: () => {},
  err: (text) => void process.stderr.write(text),
  isTerminal: false,
})
