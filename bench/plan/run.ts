import { createPlanner } from '@numize/planner'
import { type Bench, quantile } from '../bench.ts'
import { largeCatalog } from './large-catalog.ts'

const NOW = '2026-06-01T12:00:00'
const VALUES = 1_000_000

/** Time to index and to plan on a large catalog: 120 metrics, 200 tables, a million values. */
export const run: Bench = ({ flags, print }) => {
  const wanted = typeof flags['values'] === 'string' ? Number(flags['values']) : VALUES
  const { catalog, questions, values } = largeCatalog(wanted, 'plan')
  const { metrics, semanticModels } = catalog.model
  print(`${metrics.length} metrics, ${semanticModels.length} tables, ${values} values`)
  const before = memory()
  let planner = createPlanner({ ...catalog, values: [] })
  const build = spent(() => {
    planner = createPlanner(catalog)
  })
  const perMillion = (build.wallMs * 1e6) / values / 1000
  print(
    `index   ${seconds(build)}   ${perMillion.toFixed(1)} s a million values (floor 10)   ${(memory() - before).toFixed(0)} MB`,
  )
  const kinds = new Map<string, number>()
  const spans = questions.map((question) =>
    spent(() => {
      const { kind } = planner.plan(question, { now: NOW, previous: null })
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }),
  )
  for (const [name, times] of [
    ['wall', spans.map(({ wallMs }) => wallMs)],
    ['cpu', spans.map(({ cpuMs }) => cpuMs)],
  ] as const)
    print(
      `plan    ${name.padEnd(5)} p50 ${quantile(times, 0.5).toFixed(1)} ms (floor 15)   p95 ${quantile(times, 0.95).toFixed(1)} ms (floor 80)   max ${Math.max(...times).toFixed(1)} ms`,
    )
  print(
    `of ${questions.length} questions: ${[...kinds].map(([kind, count]) => `${kind} ${count}`).join(', ')}`,
  )
  if (flags['slowest'])
    for (const [question, ms] of slowest(
      questions,
      spans.map(({ cpuMs }) => cpuMs),
    ))
      print(`${ms.toFixed(1)} ms  ${question}`)
  return Promise.resolve()
}

interface Spent {
  readonly wallMs: number
  readonly cpuMs: number
}

function spent(work: () => void): Spent {
  const cpu = process.cpuUsage()
  const start = performance.now()
  work()
  const wallMs = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  return { wallMs, cpuMs: (user + system) / 1000 }
}

const seconds = ({ wallMs, cpuMs }: Spent): string =>
  `wall ${(wallMs / 1000).toFixed(2)} s  cpu ${(cpuMs / 1000).toFixed(2)} s`

/** MB in use, after a collection where node was started with `--expose-gc`. */
const memory = (): number => {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 1e6
}

const slowest = (questions: readonly string[], times: readonly number[]) =>
  questions
    .map((question, at) => [question, times[at] ?? 0] as const)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 10)
