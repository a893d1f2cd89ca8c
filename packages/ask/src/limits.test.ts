import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Principal } from '@numize/access'
import { fixedClock, type NumizeError } from '@numize/base'
import { type Estimate, emptyMetricsPlan, loadProject, type Result, type Slice } from '@numize/semantic'
import { openSource } from '@numize/sources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ask } from './ask.ts'
import { type AuditEntry, createAsk, explainPlan } from './ask-plans.ts'
import { estimateInWords } from './figures.ts'
import { type Ground, openGround } from './ground.ts'
import { overLimit } from './limits.ts'

const ROWS = 5000
const FILES: Readonly<Record<string, string>> = {
  'numize.yml': 'name: shop\nconnection: {type: files, path: data}\n',
  'models/orders.yml': `semantic_models:
  - name: orders
    model: ref('orders')
    entities: [{name: order, type: primary, expr: id}]
    measures: [{name: revenue, agg: sum, expr: amount, create_metric: true}]
`,
  'slices/free.yml': 'name: free\naudience: [analyst]\nmin_group_size: 1\n',
  'slices/small.yml': 'name: small\naudience: [visitor]\nmin_group_size: 1\nlimits: {rows: 1000}\n',
  'slices/wide.yml':
    'name: wide\naudience: [member]\nmin_group_size: 1\nlimits: {rows: 1_000_000, bytes: 2 MB}\n',
  'data/orders.csv': `id,amount\n${Array.from({ length: ROWS }, (_, at) => `${at},${at}`).join('\n')}\n`,
}
const principal = (role: string): Principal => ({ orgId: 'o', userId: role, roles: [role], attributes: {} })
const revenue = { ...emptyMetricsPlan, metrics: [{ metric: 'revenue' }] }

let ground: Ground
let ask: Ask
const kept = new Map<string, Result>()
const audited: AuditEntry[] = []

beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'numize-limits-'))
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(join(dir, name, '..'), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  const { project, problems } = loadProject(dir, {
    list: (from) =>
      readdirSync(from, { recursive: true })
        .map(String)
        .filter((name) => name.endsWith('.yml')),
    read: (path) => readFileSync(path, 'utf8'),
  })
  if (!project) throw new Error(JSON.stringify(problems))
  ;({ ground } = await openGround(project, await openSource(project.connection, dir, { stateDir: dir })))
  const ledger = {
    findResult: (hash: string) => Promise.resolve(kept.get(hash) ?? null),
    keepResult: async (result: Result) => void kept.set(result.runHash, result),
    audit: async (entry: AuditEntry) => void audited.push(entry),
  }
  ask = createAsk(ground, ledger, fixedClock('2026-03-15T12:00:00Z'))
})
afterAll(() => ground.source[Symbol.asyncDispose]())

describe('a limit of a slice', () => {
  it('refuses what would read more, in one sentence, and the audit has both figures', async () => {
    const error = (await ask([revenue], principal('visitor')).catch(
      (caught: unknown) => caught,
    )) as NumizeError
    expect(error.code).toBe('ask/over-limit')
    expect(error.message).toBe(
      'not run: it would read an estimated 5,000 rows (DuckDB EXPLAIN), and slice "small" allows 1,000 rows a query. Narrow the period or the filters, or ask its data team for more.',
    )
    expect(audited.at(-1)).toMatchObject({
      outcome: 'refused',
      slice: 'small',
      detail: { code: 'ask/over-limit', estimate: { figure: 'rows', expected: ROWS, most: 1000 } },
    })
  })

  it('lets pass what stays below, and tells the estimate with the answer and in the audit', async () => {
    const [result] = await ask([revenue], principal('member'))
    expect(result?.rows).toEqual([[(ROWS * (ROWS - 1)) / 2]])
    expect(result?.explanation.estimate).toMatchObject({ rows: ROWS, source: 'DuckDB EXPLAIN' })
    expect(audited.at(-1)?.detail).toMatchObject({ estimate: { rows: ROWS } })
  })

  it('costs nothing where there is none, nor for a kept answer', async () => {
    const [free] = await ask([revenue], principal('analyst'))
    expect(free?.explanation).not.toHaveProperty('estimate')
    const [again] = await ask([revenue], principal('member'))
    expect(again).toMatchObject({ cached: true, explanation: { estimate: { rows: ROWS } } })
  })

  it('is told by a dry run, which runs nothing', async () => {
    const refused = await explainPlan(revenue, ground, principal('visitor'))
    expect(refused.refusal).toContain('slice "small" allows 1,000 rows')
    const open = await explainPlan(revenue, ground, principal('analyst'))
    expect(open).toMatchObject({ refusal: null, explanation: { estimate: { rows: ROWS } } })
  })
})

describe('figures', () => {
  const estimate: Estimate = {
    rows: null,
    bytes: 3.5e12,
    cost: 19.9,
    costUnit: 'USD',
    source: 'BigQuery dry run',
  }
  const slice = (limits: Slice['limits']) => ({ ...ground.project.slices[0], limits }) as Slice

  it('holds each known figure against its limit, and no unknown one', () => {
    expect(overLimit(estimate, slice({ rows: 1 }))).toBeNull()
    expect(overLimit(estimate, slice({ bytes: 4e12, cost: 20 }))).toBeNull()
    expect(overLimit(estimate, slice({ bytes: 1e12 }))?.message).toContain('read an estimated 3.5 TB')
    expect(overLimit(estimate, slice({ cost: 5 }))?.message).toContain('cost an estimated 19.9 USD')
  })

  it('are told for people', () => {
    expect(estimateInWords(estimate)).toBe('3.5 TB, 19.9 USD (BigQuery dry run)')
    expect(estimateInWords({ rows: 1, bytes: 0, cost: null, costUnit: null, source: 'DuckDB EXPLAIN' })).toBe(
      '1 row, 0 bytes (DuckDB EXPLAIN)',
    )
  })
})
