import type { Principal } from '@numize/access'
import { describeError } from '@numize/base'
import { type Attack, allOf, textsOf, type Verdict } from './attack.ts'
import type { World } from './world.ts'

const QUESTION = 'revenue by month'

/** What a viewer says of an answer, and tries to put right, changes no answer: neither others' nor their own. */
export async function memoryProbe({ payload }: Attack, { assistant, viewers }: World): Promise<Verdict> {
  const { EU: poisoner, US: other } = viewers
  if (!poisoner || !other) throw new Error('no viewers')
  const told = (who: Principal): Promise<string> => answerOf(QUESTION, who, assistant)
  const before = [await told(other), await told(poisoner)]
  const turn = await assistant.answer(QUESTION, { principal: poisoner })
  const of = { turn: turn.id }
  const complaints: (string | null)[] = []
  for (const text of textsOf(payload)) {
    await assistant.feedback(of, { verdict: 'down', reason: 'other', note: text }, poisoner)
    const state = await assistant.feedback(of, { verdict: 'up', note: text }, poisoner)
    complaints.push(state === 'queued' ? null : 'a viewer approved an answer')
    const corrections = [
      { kind: 'filter' as const, words: text },
      { kind: 'synonym' as const, phrase: QUESTION, means: 'revenue' },
      { kind: 'metric' as const, metric: 'revenue' },
    ]
    for (const correction of corrections) {
      const code = await assistant.correct(of, correction, poisoner).then(
        () => 'done',
        (error: unknown) => describeError(error).code,
      )
      complaints.push(code === 'assistant/may-not-review' ? null : `a viewer's correction: ${code}`)
    }
  }
  const after = [await told(other), await told(poisoner)]
  complaints.push(before.join() === after.join() ? null : 'an answer changed')
  return allOf(...complaints)
}

async function answerOf(
  question: string,
  principal: Principal,
  assistant: World['assistant'],
): Promise<string> {
  const { reply } = await assistant.answer(question, { principal })
  return reply.status === 'answered' ? JSON.stringify([reply.result.rows, reply.verified]) : reply.status
}
