import { errorTable } from '@numize/base'

export const assistantError = errorTable('assistant', {
  'no-thread': (f: { thread: string }) => `no such conversation: ${f.thread}. Start a new one.`,
  'no-turn': (f: { turn: string }) => `no such question: ${f.turn}. Ask it again.`,
  'no-choice': (f: { option: number; count: number }) =>
    `choice ${f.option + 1} does not exist: this question offers ${f.count}`,
})
