import { judgeQuestion } from './judge-question.ts'
import { judgeWeights } from './judge-thread.ts'
import type { Labelled, ToLabel } from './labels.ts'

/** Labels by our own classifier: everything, for nothing. */
export function labelByWords({ threads, questions }: ToLabel): Labelled {
  const of = (source: 'slack' | 'email') =>
    new Map(
      threads
        .filter(({ thread }) => thread.source === source)
        .map(({ thread, root, replies }) => [thread.id, judgeWeights(root, replies)]),
    )
  return {
    slack: of('slack'),
    email: of('email'),
    nlq: new Map(questions.map(({ id, text, sql }) => [id, judgeQuestion(text, sql)])),
    stages: [],
  }
}
