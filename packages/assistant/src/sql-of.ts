import { explainPlan } from '@numize/ask'
import type { Situation } from '@numize/planner'
import type { Call, Mind } from './mind.ts'
import { type Told, told } from './tell-catalog.ts'

const ASKS_SQL =
  /^\s*(?:please\s+|can you\s+|could you\s+)?(?:show|give|print|write|tell)(?: me)? (?:the |a )?(?:sql|query)(?: query| statement)? (?:for|of|behind|to get|that gives?) (.+?)\s*$/i

/** The question whose query is wanted and not its rows ("show me the SQL for revenue by month"); null of any other. */
export const asksSqlOf = (question: string): string | null => ASKS_SQL.exec(question)?.[1] ?? null

/** The query a question would run, within the asker's policies; null where it is not understood for certain. */
export async function tellSqlOf(
  asked: string,
  situation: Situation,
  { planner }: Mind,
  { parts, options }: Call,
): Promise<Told | null> {
  const outcome = planner.plan(asked, situation)
  if (outcome.kind !== 'reading') return null
  const { plan, stated, assumed } = outcome.reading
  const { sql } = await explainPlan(plan, parts.ground, options.principal, parts.clock)
  const list = (name: string, read: typeof stated): string[] =>
    read.length === 0 ? [] : [`${name}: ${read.map(({ reading }) => reading).join('; ')}.`]
  return told(
    'The query of this question; it was not run',
    [...list('Understood', stated), ...list('Assumed', assumed)],
    sql,
  )
}
