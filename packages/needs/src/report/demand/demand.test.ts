import { expect, it } from 'vitest'
import { DEFAULT_CONFIG } from '../../config/default-config.ts'
import { classifiedOf } from '../testing-classified.ts'
import { sourceWeights } from './source-weights.ts'
import { demandOf } from './theme-demand.ts'

const { report } = DEFAULT_CONFIG
const rounded = (weights: object) =>
  Object.fromEntries(Object.entries(weights).map(([name, value]) => [name, Number(Number(value).toFixed(6))]))

it('weighs sources by their base and their volume, within the limits', () => {
  // 0.3 · 1000 : 0.2 · 1000 : 0.5 · 1000, nothing to cap
  expect(rounded(sourceWeights({ slack: 1000, email: 1000, nlq: 1000 }, report))).toEqual({
    slack: 0.3,
    email: 0.2,
    nlq: 0.5,
  })
  // 900 : 160 : 500 of 1,560: e-mail rises to 0.15, the other 0.85 stay 900 : 500
  expect(rounded(sourceWeights({ slack: 3000, email: 800, nlq: 1000 }, report))).toEqual({
    slack: Number(((0.85 * 900) / 1400).toFixed(6)),
    email: 0.15,
    nlq: Number(((0.85 * 500) / 1400).toFixed(6)),
  })
  // Slack would have 0.9: held at 0.6; e-mail at 0.15 leaves 0.25
  expect(rounded(sourceWeights({ slack: 9000, email: 10, nlq: 500 }, report))).toEqual({
    slack: 0.6,
    email: 0.15,
    nlq: 0.25,
  })
  expect(rounded(sourceWeights({ slack: 0, email: 10, nlq: 1000 }, report))).toEqual({
    slack: 0,
    email: 0.4,
    nlq: 0.6,
  })
  expect(rounded(sourceWeights({ slack: 7, email: 0, nlq: 0 }, report))).toEqual({
    slack: 1,
    email: 0,
    nlq: 0,
  })
  expect(rounded(sourceWeights({ slack: 0, email: 0, nlq: 0 }, report))).toEqual({
    slack: 0,
    email: 0,
    nlq: 0,
  })
})

it('shares demand over themes and tables by hand', () => {
  const demand = demandOf(
    classifiedOf({
      threads: [
        { threadId: 'a', theme: 'join_keys_orphans', weight: 3, confidence: 0.9 },
        { threadId: 'b', theme: 'duplicates_dedup', weight: 1 },
        { threadId: 'c', theme: null, relevance: 'negative', weight: 50 },
      ],
      questions: [
        { queryId: 'x', theme: 'join_keys_orphans', weight: 1, confidence: 0.5 },
        { queryId: 'y', theme: 'freshness_ingest_lag', weight: 3 },
      ],
      mentions: [
        { source: 'slack', itemId: 'a', table: 'fact_card_transaction', column: 'card_id', confidence: 0.9 },
        { source: 'slack', itemId: 'a', table: 'dim_card', column: null, confidence: 0.3 },
        { source: 'slack', itemId: 'a', table: 'not_a_table', column: null, confidence: 1 },
      ],
      sources: {
        email: { items: 0, kept: 0, sampled: 0, labelled: 0, parseErrors: 4, coverage: 1, partial: null },
      },
    }),
    report,
    ['fact_card_transaction', 'dim_card'],
  )
  // Slack 0.3 · 3 = 0.9 and questions 0.5 · 2 = 1.0: 0.4737 and 0.5263.
  const [slack, nlq] = [0.9 / 1.9, 1 / 1.9]
  expect(demand.weights.slack).toBeCloseTo(slack, 9)
  const of = (theme: string) => demand.themes.find((each) => each.theme === theme)
  expect(of('join_keys_orphans')?.share).toBeCloseTo(slack * 0.75 + nlq * 0.25, 9)
  expect(of('join_keys_orphans')?.bySource).toEqual({ slack: 0.75, email: null, nlq: 0.25 })
  expect(of('join_keys_orphans')?.agreement).toBeCloseTo(1 / 3, 9)
  expect(of('duplicates_dedup')?.share).toBeCloseTo(slack * 0.25, 9)
  expect(of('freshness_ingest_lag')).toMatchObject({ agreement: 0, tables: [{ table: null, entityConf: 0 }] })
  expect(demand.themes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
  // The thread names two tables 0.9 : 0.3; the question that names none is shared out alike.
  const [transactions, cards] = of('join_keys_orphans')?.tables ?? []
  const share = slack * 0.75 + nlq * 0.25
  expect(transactions).toMatchObject({ table: 'fact_card_transaction', classConf: 0.9, mentions: 1 })
  expect(transactions?.entityConf).toBeCloseTo(0.9, 9)
  expect(transactions?.share).toBeCloseTo(0.75 * share, 9)
  expect(cards?.share).toBeCloseTo(0.25 * share, 9)
  expect(demand.parseErrors).toBe(4)
  expect(demand.coverage).toBeCloseTo(1, 9)
})

it('is nothing where nothing was read', () => {
  const demand = demandOf(classifiedOf({}), report, [])
  expect(demand.themes.every(({ share, tables }) => share === 0 && tables.length === 0)).toBe(true)
  expect(demand.coverage).toBe(0)
})
