import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NumizeError } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Archetype, THEMES } from '../config/dnr-config.ts'
import { openDatabase } from '../database.ts'
import { generateWarehouse } from '../generate-warehouse.ts'
import { readLabels } from '../labels/read-labels.ts'
import { ARCHETYPES, DEFAULTS } from '../options.ts'
import { macroF1OfWords } from './bag-of-words.testing.ts'
import { type CommsOptions, MOST_TOKENS } from './comms-options.ts'
import { countTokens } from './count-tokens.ts'
import { generateComms } from './generate-comms.ts'
import { apportion, BUCKET_MIX, RELEVANCE_MIX, ROLE_MIX, THEME_MIX } from './mixes.ts'
import { LINK_DOMAINS } from './plan-turns.ts'
import { COMMS_COLUMNS } from './write-comms.ts'

const folder = mkdtempSync(join(tmpdir(), 'comms-'))
afterAll(() => rmSync(folder, { recursive: true }))
const within = (...names: readonly string[]): string => join(folder, ...names)

const options = (archetype: Archetype, name: string, more: Partial<CommsOptions> = {}): CommsOptions => ({
  archetype,
  slack: 3000,
  email: 800,
  nlq: 1000,
  seed: 43,
  samplePolicy: 'event_aware',
  warehouse: within('data', archetype),
  meta: within(name, 'meta'),
  out: within(name, 'comms'),
  sql: 'keep',
  llm: null,
  ...more,
})

const SMALL = { slack: 60, email: 20, nlq: 30 }

/** A copy of the oracle, so that no two sets of labels share a folder. */
async function generate(given: CommsOptions): Promise<ReturnType<typeof generateComms>> {
  cpSync(within('oracle', given.archetype), given.meta, { recursive: true })
  return generateComms(given)
}

async function query(sql: string): Promise<readonly (readonly unknown[])[]> {
  const db = await openDatabase(':memory:', 1)
  try {
    return await db.rows(sql)
  } finally {
    await db[Symbol.asyncDispose]()
  }
}

async function texts(sql: string): Promise<readonly string[]> {
  return (await query(sql)).map(([text]) => String(text))
}

beforeAll(async () => {
  for (const archetype of ARCHETYPES)
    await generateWarehouse({
      ...DEFAULTS,
      archetype,
      scale: 'tiny',
      trajectory: 'T2',
      out: within('data', archetype),
      meta: within('oracle', archetype),
      database: false,
    })
}, 120_000)

describe.each(ARCHETYPES)('communications of the %s', (archetype) => {
  const name = `full-${archetype}`
  const file = (table: string): string => `'${within(name, 'comms', `${table}.parquet`)}'`
  const label = (table: string): string => `'${within(name, 'meta', `${table}_labels.parquet`)}'`
  beforeAll(async () => void (await generate(options(archetype, name))), 120_000)

  it('have the columns and types of the spec, in its order', async () => {
    for (const [table, columns] of Object.entries(COMMS_COLUMNS)) {
      const rows = await query(`DESCRIBE SELECT * FROM ${file(table)}`)
      expect(rows.map(([column, type]) => [column, type])).toEqual(Object.entries(columns))
    }
  })
  it('are as many as was asked for: threads of four to eight messages, e-mails of one', async () => {
    const [sizes] = await query(
      `SELECT count(*), min(n), max(n) FROM (SELECT count(*) AS n FROM ${file('slack_messages')} GROUP BY thread_id)`,
    )
    expect(sizes?.map(Number)).toEqual([3000, 4, 8])
    const [counts] = await query(
      `SELECT (SELECT count(*) FROM ${file('email_messages')}), (SELECT count(*) FROM ${file('nlq')})`,
    )
    expect(counts?.map(Number)).toEqual([800, 1000])
  })
  it('hold together: each reply names the root of its thread, which counts its replies', async () => {
    const broken = await query(`
      SELECT m.message_id FROM ${file('slack_messages')} m JOIN ${file('slack_messages')} r
        ON r.thread_id = m.thread_id AND r.reply_to IS NULL
      WHERE m.ts < r.ts OR (m.reply_to IS NOT NULL AND m.reply_to <> r.message_id)
        OR r.reply_count <> (SELECT count(*) - 1 FROM ${file('slack_messages')} x WHERE x.thread_id = m.thread_id)`)
    expect(broken).toEqual([])
    const strangers = await query(
      `SELECT user_id FROM ${file('slack_messages')} WHERE user_id NOT IN (SELECT user_id FROM ${file('comms_users')} WHERE source = 'slack')`,
    )
    expect(strangers).toEqual([])
  })
  it('follow the mixes of roles, buckets, relevance and themes', async () => {
    const counted = async (sql: string): Promise<Record<string, number>> =>
      Object.fromEntries((await query(sql)).map(([key, n]) => [String(key), Number(n)]))
    expect(
      await counted(`SELECT role, count(*) FROM ${file('comms_users')} WHERE source = 'email' GROUP BY 1`),
    ).toEqual(apportion(200, ROLE_MIX))
    expect(
      await counted(
        `SELECT channel_cat, count(DISTINCT thread_id) FROM ${file('slack_messages')} GROUP BY 1`,
      ),
    ).toEqual(apportion(3000, BUCKET_MIX))
    expect(await counted(`SELECT list_cat, count(*) FROM ${file('email_messages')} GROUP BY 1`)).toEqual(
      apportion(800, BUCKET_MIX),
    )
    for (const [source, total] of [
      ['slack', 3000],
      ['email', 800],
    ] as const) {
      const relevance = apportion(total, RELEVANCE_MIX[source])
      expect(await counted(`SELECT relevance, count(*) FROM ${label(source)} GROUP BY 1`)).toEqual(relevance)
      expect(
        await counted(`SELECT theme, count(*) FROM ${label(source)} WHERE theme IS NOT NULL GROUP BY 1`),
      ).toEqual(apportion(relevance.positive, THEME_MIX))
    }
    expect(await counted(`SELECT theme, count(*) FROM ${label('nlq')} GROUP BY 1`)).toEqual(
      apportion(1000, THEME_MIX),
    )
  })
  it('stay within the tokens that each kind may have', async () => {
    const longest = async (column: string, table: string): Promise<number> =>
      Math.max(...(await texts(`SELECT ${column} FROM ${file(table)}`)).map(countTokens))
    expect(await longest('text', 'slack_messages')).toBeLessThanOrEqual(MOST_TOKENS.slack)
    expect(await longest('body_text', 'email_messages')).toBeLessThanOrEqual(MOST_TOKENS.email)
    expect(await longest('query_text', 'nlq')).toBeLessThanOrEqual(MOST_TOKENS.nlq)
  })
  it('name nobody and no place: ids only, and placeholder domains', async () => {
    const all = [
      ...(await texts(`SELECT text FROM ${file('slack_messages')}`)),
      ...(await texts(`SELECT subject || ' ' || body_text FROM ${file('email_messages')}`)),
      ...(await texts(`SELECT query_text FROM ${file('nlq')}`)),
    ]
    const names =
      /\b(?:Alice|Bob|Anna|John|Mary|James|Peter|Maria|David|Sarah|Mike|Emma|Tom|Lisa|Paul|Julia)\b/
    expect(all.filter((text) => /@|https?:|www\./.test(text) || names.test(text))).toEqual([])
    const domains = all.flatMap((text) => text.match(/\b[\w-]+\.(?:com|net|org|io|example)\b/g) ?? [])
    expect(domains.filter((domain) => !LINK_DOMAINS.some((known) => known === domain))).toEqual([])
    const ids = await texts(
      `SELECT DISTINCT regexp_replace(unnest([message_id, thread_id, user_id, channel_id]), '\\d+', '') FROM ${file('slack_messages')}`,
    )
    expect(ids.toSorted()).toEqual(['c', 'm', 't', 'u'])
  })
  it('speak in whole words: no slot or choice of the grammar is left over', async () => {
    const all = [
      ...(await texts(`SELECT text FROM ${file('slack_messages')}`)),
      ...(await texts(`SELECT subject || ' ' || body_text FROM ${file('email_messages')}`)),
      ...(await texts(`SELECT query_text || generated_sql FROM ${file('nlq')}`)),
    ]
    expect(
      all.filter((text) => /[{}|]|CAUSE|WANTED|ASIDE|undefined/.test(text) || text.trim() === ''),
    ).toEqual([])
  })
  it('say of each message what it holds: links, attachments, code', async () => {
    const wrong = await query(`SELECT text FROM ${file('slack_messages')}
      WHERE has_link <> (len(link_domains) > 0) OR has_link <> contains(text, '[link: ')
        OR has_attachment <> (len(attachment_names) > 0) OR has_code <> contains(text, '\`select')`)
    expect(wrong).toEqual([])
  })
  it('are written in the last twelve months of the warehouse, nine in ten on weekdays in office hours', async () => {
    const [row] = await query(`
      WITH local AS (SELECT timezone('${DEFAULTS.timeZone}', timezone('UTC', ts)) AS moment FROM ${file('slack_messages')} WHERE reply_to IS NULL)
      SELECT min(CAST(moment AS DATE)) >= DATE '2025-11-01', max(CAST(moment AS DATE)) <= DATE '2026-10-31',
        avg(CASE WHEN isodow(moment) <= 5 AND hour(moment) BETWEEN 8 AND 17 THEN 1.0 ELSE 0 END) FROM local`)
    expect(row?.slice(0, 2)).toEqual([true, true])
    expect(Number(row?.[2])).toBeGreaterThan(0.85)
  })
  it('crowd around what was planted in the warehouse, about the need that it raises', async () => {
    const { events } = JSON.parse(readFileSync(within(name, 'comms', 'comms.json'), 'utf8')) as {
      events: readonly { id: string; day: string; theme: string; kind: string }[]
    }
    expect(events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['null_spike', 'write_gap', 'promotion']),
    )
    for (const { id, day, theme } of events) {
      const [row] = await query(`
        WITH roots AS (SELECT CAST(timezone('${DEFAULTS.timeZone}', timezone('UTC', m.ts)) AS TIMESTAMP) AS moment, l.theme, l.event_id
          FROM ${file('slack_messages')} m JOIN ${label('slack')} l USING (thread_id) WHERE reply_to IS NULL)
        SELECT count(*) FILTER (WHERE event_id = '${id}'),
          count(*) FILTER (WHERE event_id = '${id}' AND theme = '${theme}' AND moment BETWEEN DATE '${day}' - INTERVAL 1 DAY AND DATE '${day}' + INTERVAL 2 DAY),
          count(*) FILTER (WHERE theme = '${theme}' AND moment BETWEEN DATE '${day}' AND DATE '${day}' + INTERVAL 2 DAY) / 2.0,
          count(*) FILTER (WHERE theme = '${theme}') / 365.0 FROM roots`)
      const [written, near, daily, usual] = (row ?? []).map(Number)
      expect(written).toBeGreaterThan(0)
      expect(near).toBe(written)
      expect(daily).toBeGreaterThan(3 * (usual ?? 0))
    }
  })
  it('keep a bag of words below 0.95, but not in the dark', async () => {
    const other = `other-${archetype}`
    await generate(options(archetype, other, { seed: 44 }))
    const f1 = (source: 'threads' | 'nlq'): Promise<number> =>
      Promise.all([labelledTexts(name, source), labelledTexts(other, source)]).then(([test, train]) =>
        macroF1OfWords({ train, test, classes: THEMES }),
      )
    for (const score of [await f1('threads'), await f1('nlq')]) {
      expect(score).toBeLessThan(0.95)
      expect(score).toBeGreaterThan(0.7)
    }
  }, 120_000)
  it('ask questions whose SQL binds against the warehouse, and runs on it', async () => {
    const parsed = options(archetype, `parsed-${archetype}`, { ...SMALL, nlq: 400, sql: 'parse' })
    await generate(parsed)
    expect(commsJson(parsed)['sql']).toEqual({ fine: 400, failed: 0 })
    const run = options(archetype, `run-${archetype}`, { ...SMALL, nlq: 400, sql: 'execute' })
    await generate(run)
    expect(commsJson(run)['sql']).toEqual({ fine: 400, failed: 0 })
    const rows = await query(
      `SELECT count(*) FILTER (WHERE NOT success_flag OR result_rows IS NULL) FROM '${join(run.out, 'nlq.parquet')}'`,
    )
    expect(Number(rows[0]?.[0])).toBe(0)
  })
})

async function labelledTexts(
  name: string,
  source: 'threads' | 'nlq',
): Promise<readonly { text: string; label: string }[]> {
  const at = (part: 'comms' | 'meta', table: string): string => `'${within(name, part, `${table}.parquet`)}'`
  const rows = await query(
    source === 'nlq'
      ? `SELECT query_text, theme FROM ${at('comms', 'nlq')} JOIN ${at('meta', 'nlq_labels')} USING (query_id)`
      : `SELECT string_agg(text, ' ' ORDER BY message_id), any_value(theme) FROM ${at('comms', 'slack_messages')}
          JOIN ${at('meta', 'slack_labels')} USING (thread_id) WHERE theme IS NOT NULL GROUP BY thread_id
        UNION ALL SELECT subject || ' ' || body_text, theme FROM ${at('comms', 'email_messages')}
          JOIN ${at('meta', 'email_labels')} USING (thread_id) WHERE theme IS NOT NULL`,
  )
  return rows.map(([text, label]) => ({ text: String(text), label: String(label) }))
}

const commsJson = ({ out }: CommsOptions): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(out, 'comms.json'), 'utf8'))

const hashes = (dir: string): readonly string[] =>
  readdirSync(dir)
    .toSorted()
    .map(
      (file) =>
        `${file} ${createHash('sha256')
          .update(readFileSync(join(dir, file)))
          .digest('hex')}`,
    )

describe('writing', () => {
  it('gives the same bytes for the same seed, and others for another', async () => {
    const [first, again, other] = [
      options('neobank', 'first', SMALL),
      options('neobank', 'again', SMALL),
      options('neobank', 'other', { ...SMALL, seed: 7 }),
    ]
    for (const one of [first, again, other]) await generate(one)
    expect(hashes(first.out)).toEqual(hashes(again.out))
    expect(hashes(first.meta)).toEqual(hashes(again.meta))
    expect(hashes(other.out)).not.toEqual(hashes(first.out))
    expect((await readLabels(first.meta)).slack).toHaveLength(60)
    const { files } = JSON.parse(readFileSync(join(first.meta, 'labels.json'), 'utf8')) as { files: object }
    for (const [file, hash] of Object.entries(files))
      expect(hashes(first.out)).toContain(`${file}.parquet ${String(hash)}`)
  })
  it('writes about no event where it shall not', async () => {
    const uniform = options('neobank', 'uniform', { ...SMALL, samplePolicy: 'uniform' })
    await generate(uniform)
    expect(commsJson(uniform)['events']).toEqual([])
    expect((await readLabels(uniform.meta)).slack.every(({ event_id }) => event_id === null)).toBe(true)
  })
  it('can write nothing at all', async () => {
    const none = options('neobank', 'none', { slack: 0, email: 0, nlq: 0 })
    await generate(none)
    expect(await readLabels(none.meta)).toEqual({ slack: [], email: [], nlq: [] })
  })
})

describe('what cannot be', () => {
  const codeOf = (given: CommsOptions, signal?: AbortSignal): Promise<string> =>
    generateComms(given, signal ? { signal } : {}).then(
      () => 'written',
      (error: unknown) => (error instanceof NumizeError ? error.code : String(error)),
    )
  const bad = (more: Partial<CommsOptions>): CommsOptions =>
    options('neobank', 'bad', { ...SMALL, meta: within('oracle', 'neobank'), ...more })

  it('is told with its place', async () => {
    expect(await codeOf(bad({ warehouse: within('nowhere') }))).toBe('needs/no-warehouse')
    expect(await codeOf(bad({ warehouse: within('data', 'marketplace') }))).toBe('needs/other-archetype')
    expect(await codeOf(bad({ meta: within('nowhere') }))).toBe('needs/no-oracle')
    expect(await codeOf(bad({ slack: -1 }))).toBe('needs/bad-number')
    expect(await codeOf(bad({ nlq: 1.5 }))).toBe('needs/bad-number')
    mkdirSync(within('broken'), { recursive: true })
    writeFileSync(within('broken', 'warehouse.json'), '{"archetype": "neobank", "until": 3}')
    expect(await codeOf(bad({ warehouse: within('broken') }))).toBe('needs/broken-file')
    for (const text of ['{"defects": [{"kind": "null_spike"}]}', '{"defects"', '[]']) {
      writeFileSync(within('broken', 'defects.json'), text)
      expect(await codeOf(bad({ meta: within('broken') }))).toBe('needs/broken-file')
    }
  })
  it('is told of a folder that is a file or holds other things, which stay', async () => {
    writeFileSync(within('a-file'), 'mine')
    expect(await codeOf(bad({ out: within('a-file') }))).toBe('needs/not-a-folder')
    mkdirSync(within('mine'))
    writeFileSync(within('mine', 'letter.txt'), 'mine')
    expect(await codeOf(bad({ out: within('mine') }))).toBe('needs/foreign-folder')
    expect(readdirSync(within('mine'))).toEqual(['letter.txt'])
  })
  it('leaves nothing behind when it is stopped', async () => {
    const stop = new AbortController()
    stop.abort()
    const stopped = bad({ out: within('stopped', 'comms') })
    expect(await codeOf(stopped, stop.signal)).toMatch(/abort/i)
    expect(existsSync(stopped.out)).toBe(false)
    expect(existsSync(within('oracle', 'neobank', 'slack_labels.parquet'))).toBe(false)
    expect(existsSync(within('stopped')) ? readdirSync(within('stopped')) : []).toEqual([])
  })
  it('says which table of the warehouse cannot be read, where SQL is to run', async () => {
    cpSync(within('data', 'neobank'), within('torn'), { recursive: true })
    writeFileSync(within('torn', 'dim_card.parquet'), 'PAR1 no')
    expect(await codeOf(bad({ warehouse: within('torn'), sql: 'parse' }))).toBe('needs/broken-table')
  })
})
