import { randomUUID } from 'node:crypto'
import type { Turn } from '@numize/assistant'
import { NumizeError } from '@numize/base'
import type { Conversations } from '../projects.ts'

const noData = () => Promise.reject(new Error('no data here'))
const withoutData = {
  diveOn: noData,
  readGoal: noData,
  catalog: noData,
  run: noData,
  experiment: noData,
  profile: noData,
  replay: noData,
}

/** Takes every question down and refuses it: conversations without data, for what the server itself does with them. */
export function memoryAssistant(): Conversations {
  const threads = new Map<string, { owner: string; turns: Turn[] }>()

  const answer: Conversations['answer'] = async (
    question,
    { principal, signal, onStep, threadId = randomUUID() },
  ) => {
    onStep?.({ name: 'understand', status: 'started', detail: '', elapsedMs: 0 })
    if (question === 'break') throw new Error('secret of the house')
    if (question === 'wait') await aborted(signal)
    const thread = threads.get(threadId) ?? { owner: principal.userId, turns: [] }
    threads.set(threadId, thread)
    const turn: Turn = {
      id: randomUUID(),
      threadId,
      question,
      askedAt: '2026-01-05T08:00:00.000Z',
      now: '2026-01-05T09:00:00',
      reply: { status: 'refused', code: 'unknown-words', reason: `no data about ${question}`, nearest: [] },
    }
    thread.turns.push(turn)
    return turn
  }

  return {
    ...withoutData,
    answer,
    choose: async (turnId, option, options) => answer(`choice ${option} of ${turnId}`, options),
    revise: async ({ question }, options) => answer(question, options),
    welcome: async () => ({
      project: { name: 'shop', label: 'Shop' },
      slice: { name: 'sales', label: 'Sales' },
      examples: ['orders by month'],
      metrics: [],
      dimensions: [],
      now: { at: '2026-01-05T09:00:00', because: 'the clock' },
    }),
    mayUse: () => true,
    feedback: async () => 'queued',
    correct: async () => {},
    reviews: async () => [],
    lessons: async () => [],
    dismiss: async () => {},
    goalStatuses: async () => [],
    values: async () => [],
    threads: async ({ userId }) =>
      [...threads]
        .filter(([, { owner }]) => owner === userId)
        .map(([id, { turns }]) => ({
          id,
          title: turns[0]?.question ?? '',
          updatedAt: '2026-01-05T08:00:00.000Z',
        })),
    async thread(threadId, { userId }) {
      const thread = threads.get(threadId)
      if (thread?.owner !== userId) throw new NumizeError('assistant/no-thread', `no thread ${threadId}`)
      return thread.turns
    },
    [Symbol.asyncDispose]: async () => {},
  }
}

const aborted = (signal: AbortSignal | undefined) =>
  new Promise<void>((resolve) => {
    if (signal?.aborted) resolve()
    else signal?.addEventListener('abort', () => resolve())
  })
