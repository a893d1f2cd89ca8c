import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openDatabase } from '../database.ts'
import { readComms } from './read-comms.ts'
import { emailRow, questionRow, slackRow, writeComms } from './testing.ts'

const root = mkdtempSync(join(tmpdir(), 'comms-'))
afterAll(() => rmSync(root, { recursive: true }))

const rows = {
  slack_messages: [
    slackRow('t2', 'second thread', { ts: '2026-10-06 09:00:00' }),
    slackRow('t1', 'late reply', {
      message_id: 'm3',
      ts: '2026-10-05 19:00:00',
      reply_to: 'm1',
      user_id: 'u2',
    }),
    slackRow('t1', 'the root', {
      message_id: 'm1',
      ts: '2026-10-05 18:00:00',
      link_domains: ['dbt.example'],
    }),
    slackRow('t1', 'early reply', { message_id: 'm2', ts: '2026-10-05 18:30:00', reply_to: 'm1' }),
  ],
  email_messages: [emailRow('e1', 'Subject line', 'Body')],
  comms_users: [
    { source: 'slack', user_id: 'u1', role: 'exec' },
    { source: 'email', user_id: 'u2', role: 'finance' },
  ],
  nlq: [questionRow('q1', 'how many orders', 'SELECT 1')],
}

it('assembles threads in order of time, with the roles of their authors', async () => {
  const folder = join(root, 'whole')
  await writeComms(folder, rows)
  const { threads, questions, problems } = await readComms(folder)
  expect(threads.map(({ id }) => id)).toEqual(['t1', 't2', 'e1'])
  expect(threads[0]?.root).toMatchObject({ text: 'the root', role: 'exec', linkDomains: ['dbt.example'] })
  expect(threads[0]?.replies.map(({ text, role }) => [text, role])).toEqual([
    ['early reply', 'exec'],
    ['late reply', 'other'],
  ])
  expect(threads[2]).toMatchObject({
    category: 'domain',
    root: { text: 'Subject line\nBody', role: 'finance' },
  })
  expect(threads[0]?.root.ts).toBe(Date.parse('2026-10-05T18:00:00Z'))
  expect(questions).toMatchObject([{ id: 'q1', text: 'how many orders', sql: 'SELECT 1' }])
  expect(problems).toEqual({ slack: null, email: null, nlq: null })
})

it('says in one sentence what is wrong with a source, and reads the others', async () => {
  const folder = join(root, 'broken')
  await writeComms(folder, rows)
  rmSync(join(folder, 'nlq.parquet'))
  writeFileSync(join(folder, 'email_messages.parquet'), 'no parquet at all')
  const { threads, problems } = await readComms(folder)
  expect(threads.map(({ id }) => id)).toEqual(['t1', 't2'])
  expect(problems).toEqual({
    slack: null,
    email: 'email_messages.parquet is damaged or no Parquet file',
    nlq: 'nlq.parquet is not there',
  })
})

it('names a column that is missing or of another type', async () => {
  const folder = join(root, 'schema')
  await writeComms(folder, rows)
  await using db = await openDatabase(':memory:', 1)
  const copy = (file: string, what: string) =>
    db.run(
      `COPY (SELECT ${what} FROM read_parquet('${join(folder, file)}')) TO '${join(folder, file)}.new' (FORMAT parquet)`,
    )
  await copy('slack_messages.parquet', '* EXCLUDE (channel_cat)')
  await copy('nlq.parquet', '* REPLACE (CAST(ts AS VARCHAR) AS ts)')
  const { renameSync } = await import('node:fs')
  for (const file of ['slack_messages.parquet', 'nlq.parquet'])
    renameSync(join(folder, `${file}.new`), join(folder, file))
  const { problems } = await readComms(folder)
  expect(problems.slack).toBe('slack_messages.parquet lacks channel_cat')
  expect(problems.nlq).toBe('ts of nlq.parquet is VARCHAR, not a timestamp')
})

it('refuses a folder without communications', async () => {
  await expect(readComms(join(root, 'nowhere'))).rejects.toMatchObject({ code: 'needs/no-comms' })
})
