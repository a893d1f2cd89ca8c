import { describe, expect, it } from 'vitest'
import { handMadeQuestions, handMadeThreads } from './hand-made/read-hand-made.ts'
import { judgeQuestion } from './judge-question.ts'
import { judgeThread } from './judge-thread.ts'

/** Mean F1 of the classes that were meant. */
function macroF1(pairs: readonly { readonly meant: string; readonly said: string | null }[]): number {
  const classes = [...new Set(pairs.map(({ meant }) => meant))]
  const scores = classes.map((one) => {
    const hits = pairs.filter(({ meant, said }) => meant === one && said === one).length
    const meant = pairs.filter((pair) => pair.meant === one).length
    const said = pairs.filter((pair) => pair.said === one).length
    return (2 * hits) / (meant + said)
  })
  return scores.reduce((sum, score) => sum + score, 0) / classes.length
}

const judged = (file: 'threads.txt' | 'threads-later.txt') =>
  handMadeThreads(file).map((thread) => ({ ...thread, verdict: judgeThread(thread.root, thread.replies) }))
const threads = judged('threads.txt')

describe('on texts written by hand before it was tuned, the classifier', () => {
  it.each(['threads.txt', 'threads-later.txt'] as const)('tells needs from near misses in %s', (file) => {
    const pairs = judged(file).map(({ relevance, verdict }) => ({
      meant: relevance,
      said: verdict.relevance,
    }))
    expect(pairs.length).toBeGreaterThan(70)
    expect(macroF1(pairs)).toBeGreaterThan(0.85)
  })
  it.each(['threads.txt', 'threads-later.txt'] as const)('tells the theme of a need in %s', (file) => {
    const needs = judged(file).filter(({ theme }) => theme !== null)
    const pairs = needs.map(({ theme, verdict }) => ({ meant: theme ?? '', said: verdict.theme }))
    expect(macroF1(pairs)).toBeGreaterThan(0.85)
  })
  it('tells the theme of a question from its words and its SQL', () => {
    const pairs = handMadeQuestions().map(({ theme, text, sql }) => ({
      meant: theme,
      said: judgeQuestion(text, sql).theme,
    }))
    expect(pairs).toHaveLength(32)
    expect(macroF1(pairs)).toBeGreaterThan(0.85)
  })
  it('is surer where it is right', () => {
    const sure = (isRight: boolean) => {
      const some = threads.filter(
        ({ relevance, theme, verdict }) =>
          (relevance === verdict.relevance && theme === verdict.theme) === isRight,
      )
      return some.reduce((sum, { verdict }) => sum + verdict.confidence, 0) / some.length
    }
    expect(sure(true)).toBeGreaterThan(sure(false))
  })
})

describe('a thread', () => {
  it('is a near miss once it tells that all is well', () => {
    expect(judgeThread('We found duplicate invoices in fact_subscription_invoice', []).relevance).toBe(
      'positive',
    )
    expect(
      judgeThread('No duplicates in the invoices this week, all green, no action needed', []).relevance,
    ).toBe('hard_negative')
  })
  it('without words is nothing', () => {
    expect(judgeThread('', [])).toMatchObject({ relevance: 'negative', theme: null })
    expect(judgeThread('🎉🎉', ['']).relevance).toBe('negative')
  })
  it('has the theme of its replies where the root only greets', () => {
    expect(
      judgeThread('quick question about orders', [
        'the buyer_id of a few hundred orders does not exist in dim_buyer',
        'yes the left join gives null for them, we need this fixed',
      ]),
    ).toMatchObject({ relevance: 'positive', theme: 'join_keys_orphans' })
  })
})

describe('a question', () => {
  it('is told by its SQL where its words say little', () => {
    expect(
      judgeQuestion('show me those', 'SELECT txn_id, count(*) FROM t GROUP BY 1 HAVING count(*) > 1').theme,
    ).toBe('duplicates_dedup')
    expect(judgeQuestion('show me those', 'SELECT max(loaded_at) FROM fact_order').theme).toBe(
      'freshness_ingest_lag',
    )
  })
})
