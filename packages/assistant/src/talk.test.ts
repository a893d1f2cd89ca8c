import { describe, expect, it } from 'vitest'
import type { Turn } from './conversation.ts'
import { standingOf, stepOf } from './standing.ts'
import { talk } from './talk.ts'

const catalog = {
  model: {
    semanticModels: [
      {
        name: 'orders',
        label: 'Orders',
        description: 'One row per order.',
        relation: { database: null, schema: null, name: 'shop_orders' },
        extras: {},
        dimensions: [{ name: 'country', label: 'Country', description: 'Where it was sent.', extras: {} }],
        measures: [{ name: 'amount', aggregation: 'sum', expr: 'amount', percentile: null }],
        entities: [],
        primaryEntity: 'order',
      },
    ],
    metrics: [
      {
        name: 'revenue',
        label: 'Revenue',
        description: 'Before tax.',
        kind: 'simple',
        filters: [],
        extras: { synonyms: ['takings'] },
        input: { measure: 'amount', alias: null, filters: [], fillNullsWith: null, joinToTimeSpine: false },
      },
    ],
    timeSpines: [],
    savedQueries: [],
  },
  values: [{ model: 'orders', dimension: 'country', values: ['DE', 'FR'], complete: true }],
} as unknown as Parameters<typeof talk>[1]['catalog']

/** A turn that was answered with a reading called by its confidence. */
const answered = (question: string, score: number): Turn =>
  ({
    question,
    reply: {
      status: 'answered',
      reading: { confidence: { score, reasons: [] }, stated: [], assumed: [] },
      result: { sql: `SELECT ${score}`, explanation: { metrics: [], filters: [], joins: [], policies: [] } },
    },
  }) as unknown as Turn

const say = (question: string, turns: readonly Turn[] = []) =>
  talk(question, { catalog, standing: standingOf(turns), examples: () => ['Revenue by country'] })

describe('talk about the thread and the catalog', () => {
  it('shows the query of the last answer', () => {
    expect(say('show me the SQL', [answered('revenue', 1)])?.sql).toBe('SELECT 1')
    expect(say('show me the SQL')?.title).toBe('Nothing was asked yet in this thread.')
  })
  it('defines metrics by name, label or synonym, and columns with their values', () => {
    for (const question of ['how is revenue defined?', 'what does takings mean', 'define Revenue'])
      expect(say(question)?.items[0]).toBe('Revenue is sum of amount in orders. Before tax.')
    expect(say('what does country mean?')?.items).toEqual(['Where it was sent.', 'Values: DE, FR.'])
  })
  it('says what can be asked', () => {
    expect(say('what can I ask?')?.items).toContain('For instance: Revenue by country')
  })
  it('tells the tables, and what there is about one', () => {
    expect(say('which tables are there?')?.items).toEqual(['Orders: One row per order.'])
    for (const question of ['what questions can you answer about orders', 'what is an order?'])
      expect(say(question)?.items).toEqual(['One row per order.', 'Metrics: Revenue.', 'Columns: Country.'])
  })
  it('tells what a metric can be shown by', () => {
    for (const question of ['what dimensions can I group revenue by', 'how can I break down takings?'])
      expect(say(question)?.items[0]).toBe('Country.')
  })
  it('tells where a metric comes from', () => {
    for (const question of ['where does revenue come from?', 'which tables do you use for revenue'])
      expect(say(question)?.items).toEqual([
        'Revenue is sum of amount in orders. Before tax.',
        'Table Orders (shop_orders): One row per order.',
      ])
  })
  it('leaves questions for data alone', () => {
    for (const question of [
      'where do orders come from',
      'what is a good month',
      'how can I compare revenue by country',
      'which countries do you have revenue in',
      'revenue by country',
      'how is revenue doing',
      'show me the orders',
      'what is revenue',
      'define profit',
    ])
      expect(say(question)).toBeNull()
  })
})

describe('where a thread stands', () => {
  const readingAt = (turns: readonly Turn[]) => standingOf(turns).reading?.confidence.score
  const before = (turns: readonly Turn[]) => standingOf(turns).before.at(-1)?.confidence.score
  it('goes back one answer with each undo, and forward with redo', () => {
    const turns = [answered('a', 1), answered('b', 2), answered('c', 3)]
    expect(before(turns)).toBe(2)
    const back = [...turns, answered('undo', 2)]
    expect(readingAt(back)).toBe(2)
    expect(before(back)).toBe(1)
    expect(standingOf(back).after[0]?.confidence.score).toBe(3)
    const again = [...back, answered('redo', 3)]
    expect(before(again)).toBe(2)
    expect(standingOf(again).after).toEqual([])
  })
  it('knows the words for it', () => {
    expect(['undo', 'go back', 'Undo that.', 'redo', 'revenue back then'].map(stepOf)).toEqual([
      'undo',
      'undo',
      'undo',
      'redo',
      null,
    ])
  })
})
