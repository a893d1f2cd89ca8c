import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import sqlite from 'node-sqlite3-wasm'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { connectionOf } from './connection-of.ts'
import { openSource } from './open-source.ts'
import type { OpenSource } from './opened.ts'

// Children start slowly on a busy machine.
vi.setConfig({ testTimeout: 40_000, hookTimeout: 40_000 })

const dir = mkdtempSync(join(tmpdir(), 'numize-sources-'))
const stateDir = join(dir, 'state')
const opened: OpenSource[] = []

async function open(path: string): Promise<OpenSource> {
  const source = await openSource(connectionOf(path, dir), dir, { stateDir, memoryLimitMb: 512, threads: 1 })
  opened.push(source)
  return source
}
const write = (name: string, content: string | Buffer): string => {
  writeFileSync(join(dir, name), content)
  return name
}
const ask = async (source: OpenSource, sql: string) =>
  (await source.engine.run(sql, { deadlineMs: 20_000, maxRows: 100 })).rows
const typesOf = ({ tables }: OpenSource) =>
  Object.fromEntries(tables[0]?.columns.map(({ name, nativeType }) => [name, nativeType]) ?? [])
const messageOf = async (path: string): Promise<string> => {
  try {
    await open(path)
    return 'no error'
  } catch (error) {
    return `${(error as { code?: string }).code}: ${(error as Error).message}`
  }
}

async function duckdb(path: string, ...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  for (const statement of statements) await connection.run(statement)
  connection.closeSync()
  instance.closeSync()
}

beforeAll(async () => {
  mkdirSync(join(dir, 'mixed/parts'), { recursive: true })
  mkdirSync(join(dir, 'mixed/crm'))
  await duckdb(
    ':memory:',
    `COPY (SELECT range AS id FROM range(3)) TO '${join(dir, 'mixed/parts/part-0.parquet')}'`,
    `COPY (SELECT range + 3 AS id FROM range(2)) TO '${join(dir, 'mixed/parts/part-1.parquet')}'`,
    `COPY (SELECT 'x' AS name) TO '${join(dir, 'mixed/crm/leads.parquet')}'`,
    `COPY (SELECT 1 AS a) TO '${join(dir, 'good.parquet')}'`,
  )
  await duckdb(
    join(dir, 'shop.duckdb'),
    'CREATE TABLE t (id INTEGER PRIMARY KEY)',
    'INSERT INTO t VALUES (7)',
  )
  await duckdb(join(dir, 'none.duckdb'))
  const db = new sqlite.Database(join(dir, 'shop.sqlite'))
  db.exec(`CREATE TABLE customers (id INTEGER PRIMARY KEY, zip TEXT, born TEXT, vip BOOLEAN, score REAL, loose, raw BLOB);
    CREATE TABLE "order lines" (order_id INT, line INT, customer INT REFERENCES customers, big INTEGER,
      PRIMARY KEY (order_id, line));
    CREATE TABLE empty_one (a INTEGER, b TEXT);
    INSERT INTO customers VALUES (1, '1234', '1990-05-01', 1, 3, 'a', x'00ff'), (2, '0777', '1991-06-02', 0, 2.5, 5, NULL);
    INSERT INTO "order lines" VALUES (1, 1, 1, 9007199254740993), (1, 2, 1, 5);`)
  db.close()
})

afterEach(async () => {
  for (const source of opened.splice(0)) await source[Symbol.asyncDispose]()
})

describe('delimited text', () => {
  it('finds types such that no value changes', async () => {
    const source = await open(
      write(
        'types.csv',
        `id,zip,price,rate,on,at,zoned,eu,us,flag,amount,long,na,note
1,00501,1.50,0.123456,2024-01-31,2024-01-31 10:00,2024-01-31T10:00:00Z,31/01/2024,01/31/2024,true,"$1,200",12345678901234567890,5,a
2,10001,20,1e-7,2024-02-29,2024-02-29T11:30:15,2024-02-29T00:00:00+02:00,01/02/2024,02/01/2024,FALSE,$5,2,NA,"b, ""c"""
`,
      ),
    )
    expect(typesOf(source)).toEqual({
      id: 'BIGINT',
      zip: 'VARCHAR',
      price: 'DECIMAL(18,2)',
      rate: 'DOUBLE',
      on: 'DATE',
      at: 'TIMESTAMP',
      zoned: 'TIMESTAMP WITH TIME ZONE',
      eu: 'DATE',
      us: 'DATE',
      flag: 'BOOLEAN',
      amount: 'VARCHAR',
      long: 'VARCHAR',
      na: 'BIGINT',
      note: 'VARCHAR',
    })
    expect(
      await ask(source, 'SELECT zip, price, zoned, eu, us, flag, long, na, note FROM types ORDER BY id'),
    ).toEqual([
      ['00501', 1.5, '2024-01-31 10:00:00', '2024-01-31', '2024-01-31', true, '12345678901234567890', 5, 'a'],
      ['10001', 20, '2024-02-28 22:00:00', '2024-02-01', '2024-02-01', false, '2', null, 'b, "c"'],
    ])
    expect(source.warnings).toEqual([
      expect.stringMatching(/Column "amount" holds numbers written with signs or separators/),
      expect.stringMatching(/Column "na": 1 cell such as NA or null was read as empty/),
    ])
  })

  it('keeps a column text when a late value refutes what the first rows say', async () => {
    const rows = Array.from({ length: 5000 }, (_, n) => `${n},${n}\n`).join('')
    const source = await open(write('late.csv', `a,b\n${rows}oops,1.5\n`))
    expect(typesOf(source)).toEqual({ a: 'VARCHAR', b: 'DECIMAL(18,1)' })
  })

  it('says which rows it left out, by the line of the file', async () => {
    const source = await open(write('ragged.csv', 'a,b\n1,"x\ny"\n2\n3,c\n4,d,e\n5,f\n6,g\n'))
    expect(await ask(source, 'SELECT a FROM ragged ORDER BY a')).toEqual([[1], [3], [5], [6]])
    expect(source.warnings).toEqual([
      expect.stringMatching(
        /ragged\.csv: 2 rows were left out; the first is at line 4: it has too few columns/,
      ),
    ])
  })

  it('names columns that have no name or the same', async () => {
    const source = await open(write('names.csv', 'id,,ID, id \n1,2,3,4\n5,6,7,8\n'))
    expect(Object.keys(typesOf(source))).toEqual(['id', 'column_2', 'ID_2', 'id_3'])
    expect(source.warnings).toHaveLength(2)
  })

  it('shows a table without rows for a header alone', async () => {
    const source = await open(write('header.csv', 'a,b\n'))
    expect(Object.keys(typesOf(source))).toEqual(['a', 'b'])
    expect(await ask(source, 'SELECT count(*) FROM header')).toEqual([[0]])
  })
})

describe('ways to write a delimited text', () => {
  const dialects: [string, string, unknown[]][] = [
    ['semicolons', 'a;b\n1,5;x\n2,5;y\n', ['1,5', 'x']],
    ['tabs', 'a\tb\n1\tx\n', [1, 'x']],
    ['bars', 'a|b\n1|x\n', [1, 'x']],
    ['single quotes', "a,b\n1,'x, y'\n2,'z'\n", [1, 'x, y']],
    ['carriage returns', 'a,b\r\n1,x\r\n', [1, 'x']],
    ['no last line end', 'a,b\n1,x', [1, 'x']],
    ['lines in cells', 'a,b\n1,"x\ny"\n2,z\n', [1, 'x\ny']],
    ['lines in the header', '"a\nb",b\n1,x\n', [1, 'x']],
    ['lines above the table', 'Report of May\n\na,b\n1,x\n2,y\n3,z\n', [1, 'x']],
    ['no header', '1,x\n2,y\n', [1, 'x']],
    ['UTF-8 with a mark', '\ufeffa,b\n1,é\n', [1, 'é']],
    ['a mark and no header', '\ufeff1,é\n2,f\n', [1, 'é']],
    ['one column', 'a\n1\n2\n', [1]],
  ]
  const encodings: [string, Buffer, string][] = [
    ['utf16le', Buffer.from('\ufeffa,b\n1,é€\n', 'utf16le'), 'é€'],
    ['utf16be', Buffer.from('\ufeffa,b\n1,é€\n', 'utf16le').swap16(), 'é€'],
    ['utf16bare', Buffer.from('a,b\n1,ab\n', 'utf16le'), 'ab'],
    ['latin1', Buffer.from('a,b\n1,caf\xe9\n', 'latin1'), 'café'],
    ['cp1252', Buffer.from('a,b\n1,x \x80\n', 'latin1'), 'x €'],
  ]
  const tableOf = (name: string) => name.replace(/\W+/g, '_')
  let source: OpenSource

  beforeAll(async () => {
    mkdirSync(join(dir, 'ways'))
    for (const [name, text] of dialects) write(`ways/${tableOf(name)}.csv`, text)
    for (const [name, bytes] of encodings) write(`ways/${name}.csv`, bytes)
    source = await openSource(connectionOf('ways', dir), dir, { stateDir, memoryLimitMb: 512 })
  })
  afterAll(() => source[Symbol.asyncDispose]())

  it.each(dialects)('reads %s', async (name, _, first) => {
    expect((await ask(source, `SELECT * FROM ${tableOf(name)}`))[0]).toEqual(first)
  })

  it.each(encodings)('reads the encoding %s', async (name, _, text) => {
    expect(await ask(source, `SELECT b FROM ${name}`)).toEqual([[text]])
  })

  it('tells what it read otherwise than it stands, of those files only', () => {
    const told = source.warnings.map((warning) => /(\w+)\.csv: (.*)/.exec(warning)?.slice(1).join(': '))
    expect(new Set(told)).toEqual(
      new Set([
        'a_mark_and_no_header: the first row holds values, not names; columns are called column_1 to column_2.',
        'cp1252: it is not UTF-8 and was read as Windows-1252 (Latin-1). Save it as UTF-8 if letters look wrong.',
        'latin1: it is not UTF-8 and was read as Windows-1252 (Latin-1). Save it as UTF-8 if letters look wrong.',
        'lines_above_the_table: the first line is not part of the table and was skipped.',
        'no_header: the first row holds values, not names; columns are called column_1 to column_2.',
        'semicolons: Column "a" holds numbers written with signs or separators (as in 1,200 or $5) and is kept as text; remove them to calculate with it.',
      ]),
    )
  })
})

describe('other files', () => {
  it('reads JSON, as an array and by lines', async () => {
    const array = await open(
      write('array.json', '[{"a": 1, "on": "2024-01-01"}, {"a": 2, "deep": {"x": [1]}}]'),
    )
    expect(await ask(array, 'SELECT a, "on", deep FROM "array" ORDER BY a')).toEqual([
      [1, '2024-01-01', null],
      [2, null, '{"x":[1]}'],
    ])
    const lines = await open(write('lines.ndjson', '{"a": 1}\n{"a": 2}\n'))
    expect(await ask(lines, 'SELECT sum(a) FROM lines')).toEqual([[3]])
  })

  it('reads SQLite with its keys, and the second time without loading', async () => {
    const source = await open('shop.sqlite')
    expect(source.tables.map(({ name, primaryKey }) => [name, primaryKey])).toEqual([
      ['customers', ['id']],
      ['empty_one', []],
      ['order lines', ['order_id', 'line']],
    ])
    expect(source.tables[2]?.foreignKeys).toEqual([
      { columns: ['customer'], table: 'customers', referenced: ['id'] },
    ])
    expect(typesOf(source)).toEqual({
      id: 'BIGINT',
      zip: 'VARCHAR',
      born: 'DATE',
      vip: 'BOOLEAN',
      score: 'DOUBLE',
      loose: 'VARCHAR',
      raw: 'VARCHAR',
    })
    expect(await ask(source, 'SELECT * FROM customers WHERE id = 1')).toEqual([
      [1, '1234', '1990-05-01', true, 3, 'a', '00ff'],
    ])
    expect(await ask(source, 'SELECT big FROM "order lines" ORDER BY line')).toEqual([
      ['9007199254740993'],
      [5],
    ])
    const segments = readdirSync(stateDir, { recursive: true }).filter((name) =>
      String(name).endsWith('.parquet'),
    )
    const again = await open('shop.sqlite')
    expect(await again.dataVersion()).toBe(await source.dataVersion())
    expect(
      readdirSync(stateDir, { recursive: true }).filter((name) => String(name).endsWith('.parquet')),
    ).toEqual(segments)
  })

  it('reads SQLite files with a write-ahead log', async () => {
    const db = new sqlite.Database(join(dir, 'log.sqlite'))
    db.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (4)',
    )
    cpSync(join(dir, 'log.sqlite'), join(dir, 'copied.sqlite'))
    cpSync(join(dir, 'log.sqlite-wal'), join(dir, 'copied.sqlite-wal'))
    db.close()
    expect(await ask(await open('copied.sqlite'), 'SELECT a FROM t')).toEqual([[4]])
  })

  it('reads a folder: parts are one table, folders are schemas, all kinds together', async () => {
    cpSync(join(dir, 'shop.sqlite'), join(dir, 'mixed/shop.sqlite'))
    cpSync(join(dir, 'shop.duckdb'), join(dir, 'mixed/store.duckdb'))
    writeFileSync(join(dir, 'mixed/order-items 2024.csv'), 'a,b\n1,2\n')
    writeFileSync(join(dir, 'mixed/README.txt'), 'not data')
    writeFileSync(join(dir, 'mixed/settings.json'), '["a", 1]')
    const source = await open('mixed')
    expect(source.tables.map(({ schema, name }) => `${schema}.${name}`)).toEqual([
      'crm.leads',
      'main.customers',
      'main.empty_one',
      'main.order lines',
      'main.order_items_2024',
      'main.parts',
      'main.t',
    ])
    expect(source.warnings).toEqual([
      expect.stringMatching(/settings\.json: it holds no JSON objects and was left out/),
    ])
    expect(await ask(source, 'SELECT count(*), max(id) FROM parts')).toEqual([[5, 4]])
    expect(source.tables.at(-1)?.primaryKey).toEqual(['id'])
  })

  it('reads a pattern, and tells files of the same name apart', async () => {
    writeFileSync(join(dir, 'same.csv'), 'a\n1\n')
    writeFileSync(join(dir, 'same.tsv'), 'a\n2\n')
    expect((await open('same.*')).tables.map(({ name }) => name)).toEqual(['same', 'same_2'])
  })

  it('has a new version once the data changed', async () => {
    const source = await open(write('changing.csv', 'a\n1\n'))
    const before = await source.dataVersion()
    expect(await source.isCurrent()).toBe(true)
    write('changing.csv', 'a\n1\n2\n')
    utimesSync(join(dir, 'changing.csv'), 1, 1)
    expect(await source.isCurrent()).toBe(false)
    expect(await source.dataVersion()).toBe(before)
    expect(await (await open('changing.csv')).dataVersion()).not.toBe(before)
  })
})

describe('bad input gives one clear sentence', () => {
  it.each<[string, () => string, RegExp]>([
    [
      'a missing file',
      () => './x.csv',
      /^sources\/no-file: There is no such file or folder: \.\/x\.csv \(looked in \//,
    ],
    ['an address', () => 'mysql://u:secret@h/db', /^sources\/unsupported-type: .*mysql:\/\/… are not read/],
    ['a workbook', () => write('book.xlsx', 'PK'), /^sources\/unsupported-type: .*Save each sheet as CSV/],
    ['an empty file', () => write('void.csv', ''), /^sources\/empty-file: The file .*void\.csv is empty/],
    ['blank lines', () => write('blank.csv', '\n\n'), /^sources\/empty-file/],
    ['an empty JSON', () => write('void.json', ''), /^sources\/empty-file/],
    [
      'no text',
      () => write('image.csv', Buffer.from([137, 80, 78, 71, 0, 0, 0, 13, 0, 1, 2])),
      /^sources\/not-text/,
    ],
    [
      'broken JSON',
      () => write('broken.json', '{"a": 1}\n{"a":\n'),
      /^engines\/file-refused: .*is not JSON at record/,
    ],
    [
      'JSON of no objects',
      () => write('scalar.json', '"abc"'),
      /^engines\/no-objects: .*holds no JSON objects/,
    ],
    [
      'damaged Parquet',
      () => write('bad.parquet', 'PAR1 and then nothing'),
      /^engines\/file-damaged: .*as Parquet/,
    ],
    ['encrypted SQLite', () => write('enc.sqlite', Buffer.alloc(4096, 7)), /^sources\/not-sqlite/],
    [
      'damaged SQLite',
      () => write('cut.sqlite', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4080, 7)])),
      /^sources\/(not-sqlite|sqlite-damaged)/,
    ],
    ['a DuckDB file without tables', () => 'none.duckdb', /^sources\/no-tables/],
    ['a newer DuckDB file', () => write('new.duckdb', newerDuckdb()), /^engines\/file-(newer|damaged)/],
    [
      'a folder without data',
      () => {
        mkdirSync(join(dir, 'nothing'), { recursive: true })
        return 'nothing'
      },
      /^sources\/no-data/,
    ],
    [
      'nothing but ragged rows',
      () => write('wild.csv', 'a,b\n1,2\n3,4\n' + '1,2,3\n1\n'.repeat(3)),
      /^engines\/rows-rejected: .*wild\.csv is too irregular/,
    ],
  ])('%s', async (_, path, sentence) => {
    expect(await messageOf(path())).toMatch(sentence)
  })

  it('a DuckDB file that another process holds', async () => {
    const file = join(dir, 'held.duckdb')
    const api = pathToFileURL(createRequire(import.meta.url).resolve('@duckdb/node-api')).href
    const holder = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import { DuckDBInstance } from '${api}'
       const instance = await DuckDBInstance.create('${file}')
       const connection = await instance.connect()
       await connection.run('CREATE TABLE t (a INTEGER)')
       console.log('held')
       setInterval(() => {}, 1000)`,
    ])
    await once(holder.stdout, 'data')
    try {
      expect(await messageOf('held.duckdb')).toMatch(
        new RegExp(`^engines/file-locked: .*process ${holder.pid}`),
      )
    } finally {
      holder.kill('SIGKILL')
    }
  })
})

/** DuckDB's header says its storage version at byte 12. */
function newerDuckdb(): Buffer {
  const bytes = Buffer.alloc(12_288)
  bytes.write('DUCK', 8)
  bytes.writeBigUInt64LE(9999n, 12)
  return bytes
}
