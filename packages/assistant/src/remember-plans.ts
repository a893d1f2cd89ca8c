import { hashJson } from '@numize/base'
import type { Outcome, Planner, Reading } from '@numize/planner'

const MOST = 1000

/** The same planner, which reads the same words at the same moment and point of a thread only once. */
export function rememberPlans(planner: Planner): Planner {
  const known = new Map<string, Outcome>()
  const hashes = new WeakMap<Reading, string>()
  const hashOf = (reading: Reading): string => {
    const hash = hashes.get(reading) ?? hashJson(reading)
    hashes.set(reading, hash)
    return hash
  }
  return {
    ...planner,
    plan: (question, situation) => {
      const { now, previous } = situation
      const key = JSON.stringify([question, now, previous && hashOf(previous)])
      const outcome = known.get(key) ?? planner.plan(question, situation)
      known.delete(key)
      known.set(key, outcome)
      const [oldest] = known.keys()
      if (known.size > MOST && oldest !== undefined) known.delete(oldest)
      return outcome
    },
  }
}
