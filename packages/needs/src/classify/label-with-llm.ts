import type { Source } from '../config/dnr-config.ts'
import type { Filtered } from '../threads/prefilter.ts'
import type { Question } from '../threads/thread.ts'
import { threadInput } from '../threads/thread-input.ts'
import { type Asked, type Asking, askAll, type Replies } from './ask-all.ts'
import type { QuestionVerdict } from './judge-question.ts'
import type { ThreadVerdict } from './judge-thread.ts'
import type { Labelled, Stage, ToLabel } from './labels.ts'
import type { Weights } from './lexicon/weigh-text.ts'
import {
  QUESTION_RULES,
  QUESTION_SCHEMA,
  questionDocument,
  THREAD_RULES,
  THREAD_SCHEMA,
  threadDocument,
} from './prompts.ts'
import { readQuestionReply, readThreadReply } from './read-reply.ts'

/** Labels by a language model, source after source; one that ends early leaves the others alone. */
export async function labelWithLlm(
  { threads, questions }: ToLabel,
  asking: Asking,
  maxOutputTokens: number,
): Promise<Labelled> {
  const slack = await askAll(threadsOf('slack', threads, maxOutputTokens), asking)
  const email = await askAll(threadsOf('email', threads, maxOutputTokens), asking)
  const nlq = await askAll(
    questions.map((question) => askedOfQuestion(question, maxOutputTokens)),
    asking,
  )
  return {
    slack: slack.values,
    email: email.values,
    nlq: nlq.values,
    stages: [stageOf('slack', slack), stageOf('email', email), stageOf('nlq', nlq)],
  }
}

const threadsOf = (source: Source, threads: readonly Filtered[], maxOutputTokens: number) =>
  threads
    .filter(({ thread }) => thread.source === source)
    .map((thread) => askedOfThread(thread, maxOutputTokens))

export const askedOfThread = (
  { thread, replies }: Filtered,
  maxOutputTokens: number,
): Asked<ThreadVerdict> => ({
  id: thread.id,
  request: {
    rules: THREAD_RULES,
    turns: [{ role: 'user', text: threadDocument(threadInput(thread, replies.map(importanceOf))) }],
    schema: THREAD_SCHEMA,
    maxOutputTokens,
    read: readThreadReply,
  },
})

export const askedOfQuestion = (
  { id, text, sql }: Question,
  maxOutputTokens: number,
): Asked<QuestionVerdict> => ({
  id,
  request: {
    rules: QUESTION_RULES,
    turns: [{ role: 'user', text: questionDocument(text, sql) }],
    schema: QUESTION_SCHEMA,
    maxOutputTokens,
    read: readQuestionReply,
  },
})

/** How much a message tells of data. */
const importanceOf = ({ themes, data }: Weights): number => Math.max(0, ...Object.values(themes)) + data

const stageOf = (
  source: Source,
  { calls, cachedCalls, parseErrors, costUsd, partial, capReached }: Replies<unknown>,
): Stage => ({ stage: 'labels', source, calls, cachedCalls, parseErrors, costUsd, partial, capReached })
