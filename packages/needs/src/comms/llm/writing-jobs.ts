import type { BatchRequest } from '@numize/llm'
import type { Archetype } from '../../config/dnr-config.ts'
import { MOST_TOKENS } from '../comms-options.ts'
import type { QuestionPlan, ThreadPlan } from '../comms-plan.ts'
import { vocabularyFor } from '../grammar/vocabulary.ts'
import type { CommsPlan } from '../plan-comms.ts'
import type { PlantedEvent } from '../planted-events.ts'
import { randomOf } from '../random.ts'
import type { Texts } from '../write-texts.ts'
import { readTexts } from './read-reply.ts'
import { RULES, SCHEMAS } from './writing-rules.ts'

/** One request to the model: the items it writes, and where its texts go. */
export interface WritingJob {
  readonly source: 'slack' | 'email' | 'nlq'
  readonly ids: readonly string[]
  readonly request: BatchRequest<readonly string[]>
}

const QUESTIONS_PER_CALL = 10

/** A request for each thread and e-mail, and one for ten questions; in an order in which each source is spread. */
export function writingJobs(plan: CommsPlan, byGrammar: Texts, archetype: Archetype): readonly WritingJob[] {
  const chunks = Array.from({ length: Math.ceil(plan.nlq.length / QUESTIONS_PER_CALL) }, (_, at) =>
    plan.nlq.slice(at * QUESTIONS_PER_CALL, (at + 1) * QUESTIONS_PER_CALL),
  )
  const jobs = [
    ...plan.slack.map((thread) => slackJob(thread, archetype)),
    ...plan.email.map((thread) => emailJob(thread, archetype)),
    ...chunks.map((questions) => questionsJob(questions, byGrammar, archetype)),
  ]
  return randomOf('writing order', jobs.length).shuffled(jobs)
}

const slackJob = (plan: ThreadPlan, archetype: Archetype): WritingJob => ({
  source: 'slack',
  ids: [plan.id],
  request: {
    rules: RULES.slack,
    turns: asked({
      ...situation(plan, archetype),
      speakers: plan.turns.map(({ user }) => `${user.user_id} (${user.role})`),
    }),
    schema: SCHEMAS.slack(plan.turns.length),
    maxOutputTokens: 40 + plan.turns.length * MOST_TOKENS.slack,
    read: (reply) => readTexts(reply, ['messages'], plan.turns.length),
  },
})

const emailJob = (plan: ThreadPlan, archetype: Archetype): WritingJob => ({
  source: 'email',
  ids: [plan.id],
  request: {
    rules: RULES.email,
    turns: asked({ ...situation(plan, archetype), sender: plan.turns[0]?.user.role ?? 'other' }),
    schema: SCHEMAS.email(),
    maxOutputTokens: 80 + MOST_TOKENS.email,
    read: (reply) => readTexts(reply, ['subject', 'body'], 2),
  },
})

const questionsJob = (
  plans: readonly QuestionPlan[],
  byGrammar: Texts,
  archetype: Archetype,
): WritingJob => ({
  source: 'nlq',
  ids: plans.map(({ id }) => id),
  request: {
    rules: RULES.nlq,
    turns: asked({
      company: archetype,
      questions: plans.map(({ id, theme, user, event }) => ({
        need: theme,
        role: user.role,
        sql: byGrammar.nlq.get(id)?.sql,
        event: eventNote(event),
      })),
    }),
    schema: SCHEMAS.nlq(plans.length),
    maxOutputTokens: 40 + plans.length * (MOST_TOKENS.nlq + 8),
    read: (reply) => readTexts(reply, ['questions'], plans.length),
  },
})

const asked = (what: object): BatchRequest<unknown>['turns'] => [{ role: 'user', text: JSON.stringify(what) }]

/** What a thread must say, with some words of the company so that no two threads are asked for alike. */
function situation(plan: ThreadPlan, archetype: Archetype): object {
  const random = randomOf(plan.seed, 'llm')
  const words = vocabularyFor(archetype, plan.event, random)
  const word = (slot: string): string => random.one(words[slot] ?? [''])
  return {
    company: archetype,
    relevance: plan.relevance,
    need: plan.theme,
    outcome: plan.outcome,
    event: eventNote(plan.event),
    words: {
      table: word('table'),
      metric: word('metric'),
      report: word('report'),
      team: word('team'),
      segment: word('segment'),
    },
    directness: random.one(['plain', 'indirect', 'only hinted at first, then clear']),
    variation: random.whole(1, 1_000_000),
  }
}

const eventNote = (event: PlantedEvent | null): string | null =>
  event &&
  `${event.kind.replace('_', ' ')} in ${event.table}${event.column ? `.${event.column}` : ''}, noticed today`
