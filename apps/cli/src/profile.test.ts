import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@numize/base'
import { afterAll, expect, it } from 'vitest'
import { diskFiles } from './effects.ts'
import { runCommand } from './run-command.ts'

const dir = mkdtempSync(join(tmpdir(), 'numize-profile-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

async function numize(...argv: string[]) {
  let out = ''
  const code = await runCommand(argv, {
    clock: systemClock,
    files: diskFiles,
    stateDir: join(dir, 'state'),
    env: {},
    out: (text) => {
      out += text
    },
    err: (text) => {
      out += text
    },
    isTerminal: false,
  })
  return { code, out }
}

/** Boats, every `gap`-th without a harbour; one is far longer than the rest. */
function csv(count: number, gap: number): string {
  const lines = Array.from({ length: count }, (_, at) => {
    const harbour = at % gap === 0 ? '' : at % 2 === 0 ? 'North Quay' : 'Old Dock'
    return `B${at},${harbour},${at === 7 ? 900 : 10 + (at % 9)}`
  })
  return ['boat,harbour,length_m', ...lines].join('\n')
}

it('tells what the columns of a table hold, and what is no longer so', async () => {
  writeFileSync(join(dir, 'before.csv'), csv(300, 50))
  const before = await numize('profile', 'before', '--source', join(dir, 'before.csv'), '--json')
  expect(JSON.parse(before.out)).toMatchObject({ rows: 300, columns: expect.any(Array) })
  const words = await numize('profile', 'before', '--source', join(dir, 'before.csv'))
  expect(words.out).toMatch(/boat .*300 values.*\[a key: every row has its own value\]/)
  expect(words.out).toMatch(/length_m .*far-off values at the upper end/)
  expect(words.out).toMatch(/harbour .*2\.0 % empty, 2 values/)
  writeFileSync(join(dir, 'monday.json'), before.out)
  const same = await numize(
    'profile',
    'before',
    '--source',
    join(dir, 'before.csv'),
    '--against',
    join(dir, 'monday.json'),
  )
  expect(same.out).toMatch(/is as it was/)
  writeFileSync(join(dir, 'before.csv'), csv(310, 3))
  const after = await numize(
    'profile',
    'before',
    '--source',
    join(dir, 'before.csv'),
    '--against',
    join(dir, 'monday.json'),
  )
  expect(after.out).toMatch(/harbour is empty in 33\.\d % of the rows, where it was in 2\.0 %/)
})

it('says in one sentence what is wrong', async () => {
  writeFileSync(join(dir, 'before.csv'), csv(10, 5))
  const source = ['--source', join(dir, 'before.csv')]
  expect(await numize('profile', 'elephants', ...source)).toMatchObject({
    code: 2,
    out: expect.stringContaining('no such table: elephants. Known are before'),
  })
  expect((await numize('profile', 'before', ...source, '--against', join(dir, 'before.csv'))).out).toContain(
    'not a profile written by',
  )
  expect((await numize('profile', 'before', ...source, '--against', join(dir, 'none.json'))).out).toContain(
    'no such file',
  )
})
