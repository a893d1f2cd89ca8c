import type { Outcome } from '@numize/planner'
import type { Reply } from './conversation.ts'
import { tellExperiment } from './experiment.ts'
import { tellForecast } from './forecast.ts'
import { type GoalTools, tellGoals } from './goals.ts'
import { tellWhatIf } from './what-if.ts'

type Teller = (question: string, tools: GoalTools) => Promise<Reply | Outcome | null>

const TELLERS: readonly Teller[] = [tellGoals, tellWhatIf, tellExperiment, tellForecast]

/** What is to come, would follow, or did better: the first that the question asks for; null of questions about what is. */
export async function tellAhead(question: string, tools: GoalTools): Promise<Reply | Outcome | null> {
  for (const tell of TELLERS) {
    const told = await tell(question, tools)
    if (told) return told
  }
  return null
}
