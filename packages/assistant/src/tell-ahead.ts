import type { Outcome } from '@numize/planner'
import { type AnomalyTools, tellAnomalies } from './anomalies.ts'
import { type BenchmarkTools, tellBenchmarks } from './benchmarks.ts'
import type { Reply } from './conversation.ts'
import { tellExperiment } from './experiment.ts'
import { tellForecast } from './forecast.ts'
import { type GoalTools, tellGoals } from './goals.ts'
import { tellProfile } from './profile.ts'
import { tellWhatIf } from './what-if.ts'

type Tools = GoalTools & AnomalyTools & BenchmarkTools
type Teller = (question: string, tools: Tools) => Promise<Reply | Outcome | null>

const TELLERS: readonly Teller[] = [
  tellGoals,
  tellBenchmarks,
  tellAnomalies,
  tellProfile,
  tellWhatIf,
  tellExperiment,
  tellForecast,
]

/**
 * What is to come, would follow, did better, is unusual, or others have: the first that the question asks for; null of
 * questions about what is.
 */
export async function tellAhead(question: string, tools: Tools): Promise<Reply | Outcome | null> {
  for (const tell of TELLERS) {
    const told = await tell(question, tools)
    if (told) return told
  }
  return null
}
