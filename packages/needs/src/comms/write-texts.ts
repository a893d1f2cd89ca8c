import type { Archetype } from '../config/dnr-config.ts'
import type { QuestionPlan, ThreadPlan } from './comms-plan.ts'
import { type EmailText, writeEmail } from './grammar/write-email.ts'
import { writeQuestion } from './grammar/write-question.ts'
import { writeThread } from './grammar/write-thread.ts'
import type { CommsPlan } from './plan-comms.ts'

/** The words of everything planned, by id. */
export interface Texts {
  readonly slack: ReadonlyMap<string, readonly string[]>
  readonly email: ReadonlyMap<string, EmailText>
  readonly nlq: ReadonlyMap<string, { readonly text: string; readonly sql: string }>
}

/** Words from our own grammar. */
export function writeByGrammar(plan: CommsPlan, archetype: Archetype): Texts {
  const written = <P extends ThreadPlan | QuestionPlan, T>(
    plans: readonly P[],
    write: (plan: P, archetype: Archetype) => T,
  ) => new Map(plans.map((one) => [one.id, write(one, archetype)]))
  return {
    slack: written(plan.slack, writeThread),
    email: written(plan.email, writeEmail),
    nlq: written(plan.nlq, writeQuestion),
  }
}
