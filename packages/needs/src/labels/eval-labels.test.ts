import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NumizeError } from '@numize/base'
import { afterAll, describe, expect, it } from 'vitest'
import { THEMES } from '../config/dnr-config.ts'
import { openDatabase } from '../database.ts'
import { quote } from '../draw.ts'
import { calibrate } from './calibration.ts'
import { evalLabels } from './eval-labels.ts'
import { scoreClasses } from './score-classes.ts'

const folder = mkdtempSync(join(tmpdir(), 'labels-'))
afterAll(() => rmSync(folder, { recursive: true }))

type Cell = string | number | boolean | null

async function writeTable(
  path: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  const db = await openDatabase(':memory:', 1)
  const cell = (value: Cell): string => (typeof value === 'string' ? quote(value) : String(value))
  const values = rows.map((row) => `(${row.map(cell).join(', ')})`).join(', ')
  await db.run(
    `COPY (SELECT * FROM (VALUES ${values}) AS t(${columns.join(', ')})) TO ${quote(path)} (FORMAT parquet)`,
  )
  await db[Symbol.asyncDispose]()
}

type Thread = readonly [id: string, relevance: string | null, theme: string | null, confidence: number]
type Question = readonly [id: string, theme: string, confidence: number]

const truthOf = (count: number): readonly Thread[] =>
  Array.from({ length: count }, (_, at) => {
    const relevance = at % 2 === 0 ? 'positive' : at % 4 === 1 ? 'negative' : 'hard_negative'
    return [
      `t${at}`,
      relevance,
      relevance === 'positive' ? (THEMES[(at / 2) % 8] ?? null) : null,
      0.9,
    ] as const
  })
const THREADS = truthOf(160)
const QUESTIONS: readonly Question[] = Array.from({ length: 80 }, (_, at) => [
  `q${at}`,
  THEMES[at % 8] ?? '',
  0.8,
])

/** A run and its truth: the predictions are right but for what is changed. */
async function makeRun(
  name: string,
  change: { slack?: readonly Thread[]; email?: readonly Thread[]; nlq?: readonly Question[] } = {},
): Promise<{ pred: string; labels: string; out: string }> {
  const [pred, labels] = [join(folder, name, 'preds'), join(folder, name, 'meta')]
  for (const dir of [pred, labels]) mkdirSync(dir, { recursive: true })
  for (const source of ['slack', 'email'] as const) {
    await writeTable(
      join(labels, `${source}_labels.parquet`),
      ['thread_id', 'relevance', 'theme', 'event_id'],
      THREADS.map(([id, relevance, theme]) => [id, relevance, theme, null]),
    )
    await writeTable(
      join(pred, `${source}.parquet`),
      ['thread_id', 'relevance', 'theme', 'confidence', 'engine'],
      (change[source] ?? THREADS).map((row) => [...row, 'test']),
    )
  }
  await writeTable(
    join(labels, 'nlq_labels.parquet'),
    ['query_id', 'theme', 'event_id'],
    QUESTIONS.map(([id, theme]) => [id, theme, null]),
  )
  await writeTable(
    join(pred, 'nlq.parquet'),
    ['query_id', 'theme', 'confidence', 'engine'],
    (change.nlq ?? QUESTIONS).map((row) => [...row, 'test']),
  )
  return { pred, labels, out: join(folder, name, 'eval') }
}

describe('classes', () => {
  const judged = (truth: string, predicted: string, times: number) =>
    Array.from({ length: times }, () => ({ truth, predicted }))
  it('are scored as by hand', () => {
    const items = [
      ...judged('a', 'a', 6),
      ...judged('a', 'b', 2),
      ...judged('b', 'b', 3),
      ...judged('b', 'none', 1),
      ...judged('none', 'a', 2),
    ]
    const scores = scoreClasses(
      items,
      { classes: ['a', 'b', 'c'], rest: 'none' },
      { resamples: 200, seed: 1 },
    )
    expect(scores.accuracy.value).toBeCloseTo(9 / 14, 12)
    expect(scores.classes[0]).toMatchObject({
      support: 8,
      predicted: 8,
      precision: 6 / 8,
      recall: 6 / 8,
      f1: 12 / 16,
    })
    expect(scores.classes[1]).toMatchObject({ support: 4, predicted: 5, precision: 3 / 5, recall: 3 / 4 })
    expect(scores.classes[2]).toMatchObject({
      support: 0,
      predicted: 0,
      precision: null,
      recall: null,
      f1: null,
    })
    expect(scores.macroF1.value).toBeCloseTo((12 / 16 + 6 / 9) / 2, 12)
    expect(scores.confusion).toEqual({
      names: ['a', 'b', 'c', 'none'],
      counts: [
        [6, 2, 0, 0],
        [0, 3, 0, 1],
        [0, 0, 0, 0],
        [2, 0, 0, 0],
      ],
    })
    const [low, high] = scores.macroF1.interval ?? [1, 0]
    expect(low).toBeLessThan(scores.macroF1.value ?? 0)
    expect(high).toBeGreaterThan(scores.macroF1.value ?? 1)
  })
  it('of nothing are unknown', () => {
    const scores = scoreClasses([], { classes: ['a'], rest: null }, { resamples: 10, seed: 1 })
    expect(scores.macroF1).toEqual({ value: null, interval: null })
  })
  it('are calibrated as by hand', () => {
    const sure = (confidence: number, right: boolean) => ({ confidence, right })
    const { ece, bins } = calibrate([sure(0.95, true), sure(0.95, false), sure(1, true), sure(0.25, false)])
    expect(ece).toBeCloseTo((3 * Math.abs(2.9 / 3 - 2 / 3) + 0.25) / 4, 12)
    expect(bins.map(({ items }) => items)).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 3])
    expect(calibrate([]).ece).toBeNull()
  })
})

describe('a run', () => {
  it('that is right passes every gate, and its scores are written down', async () => {
    const run = await makeRun('right')
    const scores = await evalLabels(run)
    expect(scores.passed).toBe(true)
    expect(scores.gates).toHaveLength(8)
    expect(scores.gates.every(({ value }) => value === 1)).toBe(true)
    expect(JSON.parse(readFileSync(join(run.out, 'eval.json'), 'utf8'))).toMatchObject({
      version: 1,
      passed: true,
    })
    expect(readFileSync(join(run.out, 'eval.md'), 'utf8')).toContain('Every gate is passed.')
    expect(readdirSync(join(folder, 'right')).toSorted()).toEqual(['eval', 'meta', 'preds'])
  })
  it('gives the same bytes each time', async () => {
    const run = await makeRun('same', {
      slack: THREADS.map(([id, , , c], at) =>
        at % 3 === 0 ? [id, 'negative', null, c] : (THREADS[at] ?? [id, null, null, c]),
      ),
    })
    await evalLabels(run)
    const first = readFileSync(join(run.out, 'eval.json'), 'utf8')
    await evalLabels(run)
    expect(readFileSync(join(run.out, 'eval.json'), 'utf8')).toBe(first)
  })
  it('pays for themes that it gives to what has none, and for needs that it misses', async () => {
    const wrong = THREADS.map(
      ([id, relevance, theme, c]): Thread =>
        relevance === 'negative' ? [id, 'positive', THEMES[0], c] : [id, relevance, theme, c],
    )
    const missed = THREADS.map(
      ([id, relevance, theme, c]): Thread =>
        theme === THEMES[1] ? [id, 'negative', null, c] : [id, relevance, theme, c],
    )
    const { sources } = await evalLabels(await makeRun('both-ways', { slack: wrong, email: missed }))
    expect(sources.slack.theme.classes[0]).toMatchObject({ recall: 1, precision: 10 / 50 })
    expect(sources.slack.themeOfPositives.macroF1.value).toBe(1)
    expect(sources.email.theme.classes[1]).toMatchObject({ recall: 0, precision: null, f1: 0 })
    expect(sources.email.theme.macroF1.value).toBeCloseTo(7 / 8, 12)
  })
  it('fails for coverage where it leaves items out or says nothing readable of them', async () => {
    const silent = THREADS.map(
      ([id, relevance, theme, c], at): Thread =>
        at < 16 ? [id, 'parse_error', null, c] : [id, relevance, theme, c],
    )
    const { sources, gates, passed } = await evalLabels(
      await makeRun('gaps', { slack: silent, nlq: QUESTIONS.slice(0, 70) }),
    )
    expect(sources.slack.coverage.value).toBe(0.9)
    expect(sources.slack.relevance?.macroF1.value).toBe(1)
    expect(sources.nlq).toMatchObject({ items: 80, labelled: 70 })
    expect(gates.filter((gate) => !gate.passed).map(({ source, name }) => `${source} ${name}`)).toEqual([
      'slack coverage',
      'nlq coverage',
    ])
    expect(passed).toBe(false)
  })
  it('is credited with what its prefilter set aside, as called negative', async () => {
    const run = await makeRun('prefiltered', {
      slack: THREADS.filter(([, relevance]) => relevance !== 'negative'),
    })
    await writeTable(
      join(folder, 'prefiltered', 'prefilter.parquet'),
      ['source', 'thread_id', 'kept'],
      THREADS.map(([id, relevance]) => ['slack', id, relevance !== 'negative']),
    )
    const { sources } = await evalLabels({ ...run, pred: join(folder, 'prefiltered') })
    expect(sources.slack.coverage.value).toBe(1)
    expect(sources.slack.relevance?.accuracy.value).toBe(1)
    expect(sources.slack.calibration.items).toBe(120)
  })
  it('finds the labels of what it read, and is not scored on others', async () => {
    const run = await makeRun('named')
    const files = { slack_messages: 'abc' }
    mkdirSync(join(folder, 'all'))
    for (const [name, hash] of [
      ['another', 'xyz'],
      ['neobank', 'abc'],
    ] as const) {
      const made = await makeRun(`made-${name}`)
      renameSync(made.labels, join(folder, 'all', name))
      writeFileSync(
        join(folder, 'all', name, 'labels.json'),
        JSON.stringify({ files: { slack_messages: hash } }),
      )
    }
    writeFileSync(join(folder, 'named', 'run.json'), JSON.stringify({ files }))
    expect((await evalLabels({ ...run, labels: join(folder, 'all') })).passed).toBe(true)
    const others = evalLabels({ ...run, labels: join(folder, 'all', 'another') })
    await expect(others).rejects.toMatchObject({ code: 'needs/other-comms' })
  })
  it('is covered by what was in its window', async () => {
    const run = await makeRun('window', { slack: THREADS.slice(0, 78), nlq: QUESTIONS.slice(0, 8) })
    const sources = { slack: { items: 80 }, email: { items: 160 }, nlq: { items: 8 } }
    writeFileSync(join(folder, 'window', 'run.json'), JSON.stringify({ sources }))
    const scores = await evalLabels(run)
    expect(scores.sources.slack).toMatchObject({
      items: 80,
      labels: 160,
      labelled: 78,
      coverage: { value: 78 / 80 },
    })
    expect(scores.sources.nlq.coverage.value).toBe(1)
    expect(scores.passed).toBe(true)
  })
})

describe('what cannot be scored', () => {
  const codeOf = (run: { pred: string; labels: string; out: string }): Promise<string> =>
    evalLabels(run).then(
      () => 'scored',
      (error: unknown) => (error instanceof NumizeError ? error.code : String(error)),
    )
  it('is told, and nothing is written', async () => {
    const run = await makeRun('faults')
    expect(await codeOf({ ...run, pred: join(folder, 'nowhere') })).toBe('needs/no-predictions')
    expect(await codeOf({ ...run, labels: join(folder, 'nowhere') })).toBe('needs/no-labels')
    writeFileSync(join(run.pred, 'nlq.parquet'), 'PAR1 no')
    expect(await codeOf(run)).toBe('needs/broken-file')
    expect(await codeOf(await makeRun('twice', { nlq: [...QUESTIONS, ...QUESTIONS.slice(0, 1)] }))).toBe(
      'needs/repeated-id',
    )
    expect(await codeOf(await makeRun('odd', { nlq: [['q0', 'weather', 0.5]] }))).toBe('needs/broken-file')
    expect(await codeOf(await makeRun('sure', { nlq: [['q0', THEMES[0], 1.5]] }))).toBe('needs/broken-file')
    expect(existsSync(run.out)).toBe(false)
  })
})
