import { seededRandom } from '@numize/base'
import { type DaySeries, findAnomalies } from '@numize/insights'
import { normalQuantile } from '@numize/statistics'
import type { EvalSet } from '../score.ts'

const DIGESTS = 1000
const METRICS = 50
const HISTORY_DAYS = 154
const DAY_MS = 86_400_000
const START = Date.UTC(2024, 0, 1)

/**
 * Weekly digests over fifty metrics in which nothing ever happens: of a thousand, how many raise any alarm (5 % at most).
 * Noise of several kinds: even, of counts, skewed, that remembers yesterday, of shares; with weekdays and a drift. `--rounds N` for fewer.
 */
export const run: EvalSet = async ({ flags, print }) => {
  const rounds = typeof flags['rounds'] === 'string' ? Number(flags['rounds']) : DIGESTS
  const since = new Date(START + (HISTORY_DAYS - 7) * DAY_MS).toISOString().slice(0, 10)
  let alarmed = 0
  for (let digest = 0; digest < rounds; digest++) {
    const series = Array.from({ length: METRICS }, (_, at) => noise(`${digest} ${at}`, at))
    const [first] = findAnomalies(series, { since, settleDays: 0 })
    if (!first) continue
    alarmed++
    print(
      `digest ${digest}: ${KINDS[Number(first.metric.split(' ')[1]) % KINDS.length]} metric ${first.metric}`,
    )
  }
  const rate = Math.round((1e4 * alarmed) / rounds) / 1e4
  print(`${alarmed} of ${rounds} digests of noise raise an alarm: ${(100 * rate).toFixed(1)} % (5 % at most)`)
  return {
    set: 'digest_noise',
    counts: { passed: rounds - alarmed, failed: alarmed },
    scores: { digests: rounds, metrics: METRICS, alarmRate: rate },
  }
}

const KINDS = ['even', 'counts', 'skewed', 'remembering', 'shares'] as const

function noise(seed: string, at: number): DaySeries {
  const random = seededRandom(seed)
  const bell = (): number => normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, random())))
  const kind = KINDS[at % KINDS.length]!
  const weekend = 0.4 + 0.6 * random()
  const drift = 0.002 * (random() - 0.5)
  const size = Math.exp(3 + 6 * random())
  let memory = 0
  const value = (day: number): number => {
    const base = size * (day % 7 >= 5 ? weekend : 1) * Math.exp(drift * day)
    memory = 0.6 * memory + 0.8 * bell()
    switch (kind) {
      case 'even':
        return base * (1 + 0.04 * bell())
      case 'counts':
        return Math.max(0, Math.round(base + Math.sqrt(base) * bell()))
      case 'skewed':
        return base * Math.exp(0.25 * bell())
      case 'remembering':
        return base * Math.exp(0.05 * memory)
      case 'shares':
        return Math.max(0, 0.1 + 0.01 * bell())
    }
  }
  return {
    metric: seed,
    segment: [],
    start: new Date(START).toISOString().slice(0, 10),
    values: Float64Array.from({ length: HISTORY_DAYS }, (_, day) => value(day)),
    scale: kind === 'shares' ? 'points' : 'proportional',
  }
}
