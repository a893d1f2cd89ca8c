import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { emptyMetricsPlan } from '@numize/semantic'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testShell } from './testing/test-shell.ts'

const SLOW_MS = 180_000
const shell = testShell('2026-04-10T12:00:00Z')
const { path } = shell
const { write } = shell

const numize = (...argv: string[]) => shell.run(argv)
const json = (out: string) =>
  JSON.parse(out) as { status: string; rows: unknown[][]; answer: string; plan: unknown; runHash: string }

afterAll(() => shell.close())

beforeAll(() => {
  write(
    'boats.csv',
    'boat,harbour,length_m,built\nSwift,North Quay,12.5,2019-05-01\nGull,North Quay,8.5,2021-03-12\nTern,Old Dock,20,2021-08-30\n',
  )
})

describe('a person’s own file', { timeout: SLOW_MS }, () => {
  it('is estimated by a dry run, which reads nothing', async () => {
    const asked = ['ask', 'average length by harbour', '--source', path('boats.csv'), '--dry-run']
    expect((await numize(...asked)).out).toBe('estimated: 3 rows, 72 bytes (DuckDB EXPLAIN)\n')
    expect(JSON.parse((await numize(...asked, '--json')).out)).toMatchObject({
      status: 'estimated',
      plan: { kind: 'metrics' },
      estimate: { rows: 3 },
      refusal: null,
    })
    const unread = await numize('ask', 'xyzzy plugh', '--source', path('boats.csv'), '--dry-run')
    expect(unread.code).toBe(2)
  })

  it('is answered with nothing prepared', async () => {
    const { code, out } = await numize(
      'ask',
      'average length by harbour',
      '--source',
      path('boats.csv'),
      '--json',
    )
    expect(code).toBe(0)
    expect(json(out)).toMatchObject({
      status: 'answered',
      rows: [
        ['Old Dock', 20],
        ['North Quay', 10.5],
      ],
    })
  })

  it('becomes a project that checks and answers alike', async () => {
    expect((await numize('init', '--from', path('boats.csv'), path('harbour'))).code).toBe(0)
    expect(await numize('check', path('harbour'))).toMatchObject({ code: 0, err: '' })
    const { out } = await numize(
      'ask',
      'how many boats were built in 2021',
      '--project',
      path('harbour'),
      '--json',
    )
    expect(json(out)).toMatchObject({ status: 'answered', rows: [[2]] })
  })

  it('is not overwritten by init', async () => {
    expect(await numize('init', '--from', path('boats.csv'), path('.'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('is not empty'),
    })
  })

  it('says that nothing matched, without a number in the sentence', async () => {
    const { out } = await numize('ask', 'boats longer than 500', '--source', path('boats.csv'), '--json')
    const { status, rows, answer } = json(out)
    expect({ status, rows }).toEqual({ status: 'answered', rows: [] })
    expect(answer).toMatch(/^No /)
  })

  it('is refused, naming the words, when they mean nothing here', async () => {
    const { code, out } = await numize('ask', 'what is the weather in Paris?', '--source', path('boats.csv'))
    expect(code).toBe(2)
    expect(out).toMatch(/"weather"/)
  })
})

describe('a batch', { timeout: SLOW_MS }, () => {
  it('gives a line for every line, also for those that fail', async () => {
    const lines = [
      { id: 'a', question: 'how many boats', source: path('boats.csv') },
      { id: 'b', question: 'how many boats', source: path('nowhere.csv') },
      { id: 'c', question: 'how many boats', source: path('boats.csv'), now: 'yesterday' },
    ]
    const file = write('batch.jsonl', lines.map((line) => JSON.stringify(line)).join('\n'))
    expect((await numize('ask', '--batch', file, '--out', path('out.jsonl'))).code).toBe(0)
    const answers = readFileSync(path('out.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; status: string })
    expect(answers.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'a answered',
      'b refused',
      'c refused',
    ])
  })

  it('names the line it cannot read', async () => {
    const file = write('bad.jsonl', '{"question": "how many boats"}\nnot json\n')
    expect(
      await numize('ask', '--batch', file, '--out', path('o.jsonl'), '--source', path('boats.csv')),
    ).toMatchObject({
      code: 2,
      err: expect.stringContaining('bad.jsonl:2: not JSON'),
    })
  })
})

describe('a plan from a file', { timeout: SLOW_MS }, () => {
  const plan = (parts: object) => write('plan.json', JSON.stringify({ ...emptyMetricsPlan, ...parts }))

  it('runs, and is explained without running', async () => {
    const file = plan({ metrics: [{ countOf: 'boat' }], groupBy: [{ dimension: 'boat__harbour' }] })
    const { out } = await numize('query', file, '--source', path('boats.csv'), '--json')
    expect(json(out).rows).toEqual([
      ['North Quay', 2],
      ['Old Dock', 1],
    ])
    const explained = await numize('query', file, '--source', path('boats.csv'), '--explain')
    expect(explained.out).toMatch(/^SELECT/)
  })

  it('is refused with the nearest name', async () => {
    const file = plan({ metrics: [{ metric: 'bots' }] })
    expect(await numize('query', file, '--source', path('boats.csv'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('metric bots is not in your slice'),
    })
  })
})

describe('bad input gets one clear sentence and exit code 2', { timeout: SLOW_MS }, () => {
  it.each([
    [
      'a wrong project path',
      ['ask', 'x', '--project', '/nowhere/at/all'],
      /no numize.yml in \/nowhere\/at\/all/,
    ],
    ['a wrong source path', ['ask', 'x', '--source', '/nowhere/at/all.csv'], /no such file/i],
    ['both a project and a source', ['ask', 'x', '--project', '.', '--source', 'y.csv'], /not both/],
    ['neither', ['ask', 'x'], /--project DIR/],
    ['a moment that is none', ['ask', 'x', '--source', 'y.csv', '--now', 'noon'], /--now noon/],
    ['an unknown option', ['ask', 'x', '--sourec', 'y.csv'], /unknown option '--sourec'/],
    ['a port that is none', ['serve', '--port', 'http'], /--port http/],
    ['a user nobody knows', ['ask', 'x', '--as', 'zoe', '--source', 'BOATS'], /unknown user: zoe/],
  ])('%s', async (_, argv, sentence) => {
    const { code, err } = await numize(...argv.map((word) => (word === 'BOATS' ? path('boats.csv') : word)))
    expect(err.trim()).toMatch(sentence)
    expect(code).toBe(2)
  })

  it.each([
    ['an empty file', Buffer.from(''), /empty/i],
    ['a file that is no Parquet', Buffer.from('PAR1 but not really'), /parquet/i],
  ])('%s', async (name, bytes, sentence) => {
    const file = write(name.includes('Parquet') ? 'bad.parquet' : 'empty.csv', bytes)
    expect(await numize('ask', 'how many rows', '--source', file)).toMatchObject({
      code: 2,
      err: expect.stringMatching(sentence),
    })
  })

  it('broken YAML is told with file and line', async () => {
    write('broken/numize.yml', 'name: broken\nconnection: {type: files, path: data\n')
    const { code, err } = await numize('check', path('broken'))
    expect(err).toMatch(/numize\.yml:\d+: error: /)
    expect(code).toBe(2)
  })

  it('a port in use is named', async () => {
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
    const address = taken.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    await numize('init', '--from', path('boats.csv'), path('served'))
    const { code, err } = await numize('serve', '--projects', path('served'), '--port', port)
    taken.close()
    expect(err).toContain(port)
    expect(code).toBe(2)
  })

  it('leaves nothing behind in the folder that was asked about', () => {
    expect(existsSync(path('.numize'))).toBe(false)
    expect(readdirSync(path('harbour')).toSorted()).not.toContain('state')
  })
})
