import { describe, expect, it } from 'vitest'
import { MOST_MESSAGES, MOST_TOKENS, threadInput, tokensOf } from './thread-input.ts'

const message = (at: number, text: string, role = 'pm') => ({
  id: `m${at}`,
  ts: at,
  role,
  text,
  hasLink: false,
  linkDomains: [],
  hasCode: false,
})
const thread = (root: string, replies: readonly ReturnType<typeof message>[]) => ({
  source: 'slack' as const,
  id: 't',
  channel: 'c',
  category: 'domain',
  root: message(0, root),
  replies,
})

describe('what a model is shown of a thread', () => {
  it('is all of a short one, in order of time', () => {
    const replies = [message(1, 'first'), message(2, 'second', 'exec')]
    expect(threadInput(thread('root', replies), [0, 0])).toBe(
      'root pm: root\nreply pm: first\nreply exec: second',
    )
  })
  it('has the root and every message of an executive, then the highest scores, the newest first', () => {
    const long = (at: number, role?: string) => message(at, `${'words '.repeat(100)}${at}`, role)
    const replies = [long(1, 'exec'), long(2), long(3), long(4), long(5), long(6), long(7)]
    const shown = threadInput(thread('root', replies), [0, 9, 1, 1, 1, 1, 1])
    const kept = [...shown.matchAll(/(\d)$/gm)].map(([, at]) => at)
    expect(kept).toEqual(['1', '2', '5', '6', '7'])
  })
  it('has at most 20 messages and about 900 tokens, whatever comes', () => {
    const many = Array.from({ length: 60 }, (_, at) =>
      message(at + 1, `message ${at}`, at % 2 ? 'exec' : 'pm'),
    )
    expect(threadInput(thread('root', many), []).split('\n')).toHaveLength(MOST_MESSAGES)
    const huge = threadInput(thread('é'.repeat(50_000), [message(1, 'x'.repeat(50_000), 'exec')]), [])
    expect(tokensOf(huge)).toBeLessThanOrEqual(MOST_TOKENS + 1)
    expect(huge).not.toContain('�')
  })
})
