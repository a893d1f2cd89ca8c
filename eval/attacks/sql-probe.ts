import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describeError } from '@numize/base'
import { type Attack, allOf, textsOf, type Verdict, waitsFor } from './attack.ts'
import { FOREIGN, HIDDEN_TABLE, SECRET, SLICE_TABLE } from './bank.ts'
import type { World } from './world.ts'

const DEADLINE_MS = 10_000
const GRACE_MS = 2_000
const ENGINE = /\((Postgres|ClickHouse|BigQuery)[^)]*source\)/

/** A text as SQL of a viewer: `numize query --sql`, with its slice, guard, child and deadline. */
export async function sqlProbe(attack: Attack, world: World): Promise<Verdict> {
  const engine = ENGINE.exec(attack.surface)?.[1]
  if (engine && engine !== 'Postgres') return waitsFor(`analyst SQL on ${engine}`)
  const project = engine ? await world.postgresBank() : world.bank
  if (project === null) return waitsFor('a Postgres server')
  const complaints: (string | null)[] = []
  for (const text of textsOf(attack.payload))
    complaints.push(await oneStatement(text, attack, { world, project }))
  return allOf(...complaints)
}

interface Place {
  readonly world: World
  readonly project: string
}

async function oneStatement(text: string, attack: Attack, { world, project }: Place): Promise<string | null> {
  const sql = filled(text, world)
  const files = pathsIn(sql).filter((path) => !existsSync(path))
  const started = Date.now()
  const told = await world.desk.sql({ subject: { project }, sql, as: 'viewer_EU' }).then(
    (result) => ({ code: null, text: JSON.stringify(result.rows) }),
    (error: unknown) => {
      const { code, message, facts } = describeError(error)
      return { code, text: `${message} ${JSON.stringify(facts)}` }
    },
  )
  return (
    outcomeComplaint(told, attack.expect) ??
    leakComplaint(told.text) ??
    (Date.now() - started > DEADLINE_MS + GRACE_MS ? 'it ran past its deadline' : null) ??
    (world.sink.calls() > 0 ? 'it reached the network' : null) ??
    (files.some((path) => existsSync(path)) ? 'it wrote a file' : null) ??
    (world.trail.at(-1)?.action === 'sql' ? null : 'it is not in the audit') ??
    (await usableComplaint({ world, project }))
  )
}

function outcomeComplaint(told: { readonly code: string | null }, expect: string): string | null {
  if (told.code === 'base/bug') return 'it broke something of ours'
  const mayAnswer = !expect.startsWith('BLOCKED before')
  if (told.code === null) return mayAnswer && !/fails/.test(expect) ? null : 'it was answered'
  return mayAnswer || told.code === 'engines/sql-blocked' ? null : `it was stopped late (${told.code})`
}

/** Rows, or an error's text, with what a viewer of EU may not see. */
export function leakComplaint(text: string): string | null {
  const found = SECRET.exec(text) ?? FOREIGN['EU']?.exec(text)
  if (found) return `it shows ${found[0]}`
  return text.startsWith('[') && text.includes(HIDDEN_TABLE) ? 'it tells of a table outside the slice' : null
}

async function usableComplaint({ world, project }: Place): Promise<string | null> {
  const count = await world.desk.sql({
    subject: { project },
    sql: `SELECT count(*) FROM ${SLICE_TABLE}`,
    as: 'viewer_EU',
  })
  return JSON.stringify(count.rows) === '[[12]]' ? null : 'the engine answers otherwise afterwards'
}

const filled = (text: string, { sink, bank, dir }: World): string =>
  text
    .replaceAll('{{HIDDEN}}', HIDDEN_TABLE)
    .replaceAll('{{SLICE_TABLE}}', SLICE_TABLE)
    .replaceAll('{{SINK_PORT}}', String(sink.port))
    .replaceAll('{{DATA_DIR}}', join(bank, 'data'))
    .replaceAll('{{META_DB_PATH}}', join(dir, 'state', 'store'))

const pathsIn = (sql: string): readonly string[] =>
  [...sql.matchAll(/'(\/[^']+)'/g)].flatMap(([, path]) => (path === undefined ? [] : [path]))
