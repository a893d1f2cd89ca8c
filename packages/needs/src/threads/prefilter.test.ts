import { describe, expect, it } from 'vitest'
import { weighText } from '../classify/lexicon/weigh-text.ts'
import type { DataEvent } from '../report/find-data-events.ts'
import { type Filtered, prefilter } from './prefilter.ts'

const message = (text: string, role = 'other') => ({
  id: text,
  ts: Date.parse('2026-10-05T17:00:00Z'),
  role,
  text,
  hasLink: false,
  linkDomains: [],
  hasCode: false,
})

interface Given {
  readonly id?: string
  readonly role?: string
  readonly category?: string
  readonly day?: string
  readonly replies?: readonly string[]
}

const weighed = (
  text: string,
  { id = 't', role = 'pm', category = 'analytics', day, replies = [] }: Given = {},
) => ({
  thread: {
    source: 'slack' as const,
    id,
    channel: 'c1',
    category,
    root: message(text, role),
    replies: replies.map((reply) => message(reply)),
  },
  root: weighText(text),
  replies: replies.map(weighText),
  day: day ?? '2026-10-05',
})

const one = (text: string, given: Given = {}, events: readonly DataEvent[] = []): Filtered => {
  const [filtered] = prefilter([weighed(text, given)], { threshold: 0.35, events })
  if (!filtered) throw new Error('nothing came back')
  return filtered
}

const NEED = 'The orders table has duplicate rows, the dashboard double counts revenue'

describe('the prefilter', () => {
  it('scores words of data up, near misses down', () => {
    expect(one(NEED).score).toBeGreaterThan(0.35)
    expect(one('Anyone for lunch?').score).toBeLessThan(0.1)
    expect(one(`FYI, join us for lunch: ${NEED}`).score).toBeLessThan(one(NEED).score)
  })
  it('scores SQL, replies and roles, and says why', () => {
    const sql = one(`${NEED}: select order_id from fact_order group by 1`)
    expect(sql.score).toBeGreaterThan(one(NEED).score)
    expect(sql.reasons).toContain('sql +0.12')
    expect(one(NEED, { role: 'exec' }).score).toBeGreaterThan(one(NEED, { role: 'other' }).score)
    expect(one(NEED, { replies: ['same here', 'us too'] }).reasons).toContain('replies +0.04')
  })
  it('scores what is said within a day of something that went wrong in the data', () => {
    const event = { table: 'fact_order', column: 'buyer_id', day: '2026-10-04', kind: 'null_spike' } as const
    expect(one(NEED, {}, [event]).score).toBeGreaterThan(one(NEED).score)
    expect(one(NEED, {}, [event]).reasons).toContain('null spike in fact_order.buyer_id within 24 h +0.15')
    expect(one(NEED, { day: '2026-10-07' }, [event]).score).toBe(one(NEED).score)
  })
  it('keeps nothing of a bucket that is not allowed', () => {
    expect(one(NEED, { category: 'random' })).toMatchObject({ kept: false })
    expect(one(NEED, { category: 'random' }).reasons).toContain('bucket not allowed')
  })
  it('keeps the best thirty of a day and channel below the threshold', () => {
    const chat = Array.from({ length: 40 }, (_, at) =>
      weighed(at < 5 ? 'lunch today' : 'a word about the report', { id: `t${at}` }),
    )
    const kept = prefilter([...chat, weighed(NEED, { id: 'need' })], { threshold: 0.35, events: [] }).filter(
      (filtered) => filtered.kept,
    )
    expect(kept).toHaveLength(30)
    expect(kept.some(({ thread }) => thread.id === 'need')).toBe(true)
    expect(kept.some(({ thread }) => thread.root.text === 'lunch today')).toBe(false)
  })
})
