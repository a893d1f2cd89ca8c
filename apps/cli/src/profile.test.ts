import { afterAll, expect, it, vi } from 'vitest'
import { testShell } from './testing/test-shell.ts'

// Each command opens the store anew, on a machine that may be busy.
vi.setConfig({ testTimeout: 180_000 })

const shell = testShell()
afterAll(() => shell.close())

const numize = async (...argv: string[]) => {
  const { code, out, err } = await shell.run(argv)
  return { code, out: out + err }
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
  shell.write('before.csv', csv(300, 50))
  const before = await numize('profile', 'before', '--source', shell.path('before.csv'), '--json')
  expect(JSON.parse(before.out)).toMatchObject({ rows: 300, columns: expect.any(Array) })
  const words = await numize('profile', 'before', '--source', shell.path('before.csv'))
  expect(words.out).toMatch(/boat .*300 values.*\[a key: every row has its own value\]/)
  expect(words.out).toMatch(/length_m .*far-off values at the upper end/)
  expect(words.out).toMatch(/harbour .*2\.0 % empty, 2 values/)
  shell.write('monday.json', before.out)
  const same = await numize(
    'profile',
    'before',
    '--source',
    shell.path('before.csv'),
    '--against',
    shell.path('monday.json'),
  )
  expect(same.out).toMatch(/is as it was/)
  shell.write('before.csv', csv(310, 3))
  const after = await numize(
    'profile',
    'before',
    '--source',
    shell.path('before.csv'),
    '--against',
    shell.path('monday.json'),
  )
  expect(after.out).toMatch(/harbour is empty in 33\.\d % of the rows, where it was in 2\.0 %/)
})

it('says in one sentence what is wrong', async () => {
  shell.write('before.csv', csv(10, 5))
  const source = ['--source', shell.path('before.csv')]
  expect(await numize('profile', 'elephants', ...source)).toMatchObject({
    code: 2,
    out: expect.stringContaining('no such table: elephants. Known are before'),
  })
  expect((await numize('profile', 'before', ...source, '--against', shell.path('before.csv'))).out).toContain(
    'not a profile written by',
  )
  expect((await numize('profile', 'before', ...source, '--against', shell.path('none.json'))).out).toContain(
    'no such file',
  )
})
