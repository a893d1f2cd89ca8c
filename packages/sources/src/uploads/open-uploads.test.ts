import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { utils, write } from '@e965/xlsx'
import { fixedClock } from '@numize/base'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openUploads, type UploadFolder } from './open-uploads.ts'
import type { Reading, Upload, UploadPreview } from './upload.ts'

const MB = 1_000_000
let dir: string
let uploads: UploadFolder
const bugs: unknown[] = []
const optionsAt = (iso: string) => ({
  dir: join(dir, 'uploads'),
  clock: fixedClock(iso),
  mostBytes: 20 * MB,
  mostTotalBytes: 60 * MB,
  onBug: (error: unknown) => void bugs.push(error),
})
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'numize-uploads-'))
  uploads = openUploads(optionsAt('2026-05-01T00:00:00Z'))
})
afterAll(async () => {
  await uploads[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true, force: true })
  if (bugs.length > 0) throw new Error(`bugs of ours: ${bugs.map(String).join('; ')}`)
})

const receive = (name: string, ...content: readonly (string | Uint8Array)[]): Promise<Upload> =>
  uploads.receive(
    {
      name,
      announcedBytes: null,
      content: (async function* () {
        for (const part of content) yield await Promise.resolve(Buffer.from(part))
      })(),
    },
    'ada',
  )

const NOTHING_SAID: Reading = { sheet: null, chosen: {} }

async function settled(id: string): Promise<Upload> {
  for (;;) {
    const upload = await uploads.find(id)
    if (!upload) throw new Error('it is gone')
    if (upload.state !== 'reading') return upload
    await sleep(20)
  }
}

async function readThrough(upload: Upload, reading = NOTHING_SAID): Promise<UploadPreview> {
  await uploads.read(upload, reading)
  const { problem } = await settled(upload.id)
  const preview = await uploads.preview(upload.id)
  if (!preview) throw new Error(problem ?? 'there is no preview')
  return preview
}

const readNew = async (name: string, ...content: readonly (string | Uint8Array)[]): Promise<UploadPreview> =>
  readThrough(await receive(name, ...content))

const choices = ({ columns }: UploadPreview) => columns.map(({ name, choice }) => [name, choice])

describe('what is read', () => {
  it('finds types, personal data and what is nearly a number, then reads as told', async () => {
    const lines = Array.from(
      { length: 30 },
      (_, at) => `${at},p${at}@mail.example,${at === 7 ? 'ask' : at * 2.5}`,
    )
    const upload = await receive('people.csv', `id,contact,spent\n${lines.join('\n')}\n`)
    const preview = await readThrough(upload)
    expect(preview).toMatchObject({ table: 'people', rows: 30, problems: [], sheets: [] })
    expect(preview.columns).toMatchObject([
      { name: 'id', choice: 'number', personal: null, nulls: 0 },
      { name: 'contact', choice: 'text', personal: 'its values look like e-mail addresses' },
      { name: 'spent', choice: 'text', almost: { choice: 'number', misfits: 1 } },
    ])
    expect(preview.sample[0]).toEqual([0, 'p0@mail.example', '0'])
    const again = await readThrough(upload, { sheet: null, chosen: { spent: 'number' } })
    expect(again.columns[2]).toMatchObject({ choice: 'number', type: 'decimal', misfits: 1, nulls: 1 })
    expect(again.problems).toEqual([{ row: 9, column: 'spent', problem: 'is not a number and is empty now' }])
  })

  it('reads a sheet of a workbook as it was last shown, and another when asked', async () => {
    const book = utils.book_new()
    const plan = utils.aoa_to_sheet([
      ['Plan of 2026'],
      ['city', 'opened', 'seats', 'sum'],
      ['Oslo', new Date(Date.UTC(2026, 0, 5)), 12, null],
      ['Rome', new Date(Date.UTC(2026, 1, 6)), 30, null],
    ])
    Object.assign(plan, {
      D3: { t: 'n', v: 24, f: 'SYSTEM("touch /tmp/x")' },
      D4: { t: 'e', v: 0x07, w: '#DIV/0!' },
    })
    utils.book_append_sheet(book, utils.aoa_to_sheet([]), 'Empty')
    utils.book_append_sheet(book, plan, 'Plan')
    utils.book_append_sheet(book, utils.aoa_to_sheet([['a'], ['x'], ['y']]), 'Other')
    const upload = await receive('plan.xlsx', write(book, { type: 'buffer', cellDates: false }) as Buffer)
    const preview = await readThrough(upload)
    expect(preview).toMatchObject({ sheets: ['Plan', 'Other'], sheet: 'Plan', rows: 2 })
    expect(preview.sample).toEqual([
      ['Oslo', '2026-01-05', 12, 24],
      ['Rome', '2026-02-06', 30, null],
    ])
    expect(preview.problems).toEqual([
      { row: 4, column: 'sum', problem: 'holds an error of Excel and is empty now' },
    ])
    expect(await readThrough(upload, { sheet: 'Other', chosen: {} })).toMatchObject({
      sheet: 'Other',
      rows: 2,
    })
    await uploads.read(upload, { sheet: 'None', chosen: {} })
    expect(await settled(upload.id)).toMatchObject({ state: 'failed', problem: /no sheet called None/ })
  })

  it('reads JSON, lines of JSON and Parquet', async () => {
    const json = await readNew('a.json', '[{"a":1,"b":"x"},{"a":2,"b":"y"}]')
    expect([json.rows, choices(json)]).toEqual([
      2,
      [
        ['a', 'number'],
        ['b', 'text'],
      ],
    ])
    const upload = await receive('b.ndjson', '{"day":"2026-01-01","n":1}\n{"day":"2026-01-02","n":2}\n')
    expect((await readThrough(upload)).rows).toBe(2)
    const { readFileSync } = await import('node:fs')
    const parquet = await readNew('c.parquet', readFileSync(uploads.tableFile(upload)))
    expect([parquet.rows, choices(parquet)]).toEqual([
      2,
      [
        ['day', 'date'],
        ['n', 'number'],
      ],
    ])
  })

  it.each<[string, Uint8Array]>([
    ['UTF-16', Buffer.from('\ufeffname;n\nZoë;1\nשלום;2\n', 'utf16le')],
    ['UTF-8 with a mark', Buffer.from('\ufeffname;n\nZoë;1\nשלום;2\n')],
  ])('reads %s, and letters from right to left', async (_, content) => {
    const preview = await readNew('names.csv', content)
    expect(preview.sample).toEqual([
      ['Zoë', 1],
      ['שלום', 2],
    ])
  })

  it('reads Latin-1 and says so', async () => {
    const preview = await readNew('names.csv', Buffer.from('name,n\nZoë,1\n', 'latin1'))
    expect(preview.sample).toEqual([['Zoë', 1]])
    expect(preview.warnings.join()).toMatch(/^it is not UTF-8/)
  })

  it('tells names that come twice, and keeps formulas as texts', async () => {
    const preview = await readNew('twice.csv', 'a,b,a\n=1+1,2,3\n=2+2,5,6\n')
    expect(choices(preview)).toEqual([
      ['a', 'text'],
      ['b', 'number'],
      ['a_2', 'number'],
    ])
    expect(preview.warnings.join()).toMatch(/several columns are named "a"/)
    expect(preview.sample[0]?.[0]).toBe('=1+1')
  })

  it('tells rows that do not fit, a quote that is never closed among them', async () => {
    const preview = await readNew('open.csv', 'a,b\n1,2\n3\n4,5\n6,"seven\n8,9\n')
    expect(preview).toMatchObject({ rows: 2, rejectedRows: 2 })
    expect(preview.problems).toMatchObject([
      { row: 3, column: null, problem: 'it has too few columns' },
      { column: null, problem: 'a quote is not closed' },
    ])
  })

  it('takes hundreds of columns, and says that more than five thousand are too many', async () => {
    const wide = (count: number) => {
      const cells = Array.from({ length: count }, (_, at) => at)
      return [cells.map((at) => `c${at}`), cells, cells].map((row) => row.join(',')).join('\n')
    }
    const preview = await readNew('wide.csv', wide(120))
    expect([preview.columns.length, preview.rows]).toEqual([120, 2])
    const upload = await receive('wider.csv', wide(5001))
    await uploads.read(upload, NOTHING_SAID)
    expect((await settled(upload.id)).problem).toMatch(/5001 columns, and 5000 are the most/)
  })
})

describe('what is not taken', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['data.csv.gz', gzipSync('a,b\n1,2\n'), /type of data.csv.gz are not taken \(it is packed with gzip\)/],
    ['data.csv', gzipSync('a,b\n1,2\n'), /not what its name says: it is packed with gzip/],
    ['data.xlsx', 'a,b\n1,2\n-----------------', /not what its name says/],
    ['data.parquet', 'a,b\n1,2\n-----------------', /not what its name says/],
    ['run.exe', 'MZ\x90 and more of it', /CSV, TSV, Excel/],
    ['data.csv', '', /is empty/],
  ])('%s that does not bear out its name', async (name, content, sentence) => {
    await expect(receive(name, content)).rejects.toThrow(sentence)
  })

  it('more than fits, whatever was announced, leaving nothing behind', async () => {
    const before = readdirSync(join(dir, 'uploads'))
    const chunk = randomBytes(MB)
    await expect(receive('big.csv', ...Array.from({ length: 21 }, () => chunk))).rejects.toThrow(/20 MB/)
    const announced = { name: 'big.csv', announcedBytes: 21 * MB, content: (async function* () {})() }
    await expect(uploads.receive(announced, 'ada')).rejects.toThrow(/20 MB/)
    expect(readdirSync(join(dir, 'uploads'))).toEqual(before)
  })

  it.each([
    ['nothing but a header', 'a,b\n', /no rows below its header/],
    ['spaces', ' \n \n', /no rows below its header/],
  ])('%s is not kept', async (_, content, sentence) => {
    const upload = await receive('none.csv', content)
    await uploads.read(upload, NOTHING_SAID)
    await expect(uploads.keep(await settled(upload.id), 'none')).rejects.toThrow(sentence)
  })

  it('a workbook that unpacks to far more than it is', async () => {
    const upload = await receive('bomb.xlsx', zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(160 * MB)))
    await uploads.read(upload, NOTHING_SAID)
    expect((await settled(upload.id)).problem).toMatch(/unpacks to more than is taken/)
  })

  it('a workbook that is damaged, or none', async () => {
    const upload = await receive('bad.xlsx', Buffer.concat([Buffer.from('PK\x03\x04'), randomBytes(500)]))
    await uploads.read(upload, NOTHING_SAID)
    expect((await settled(upload.id)).problem).toMatch(/is damaged, or no .xlsx/)
  })
})

describe('what becomes of it', () => {
  it('rests below its own id, whatever it is called', async () => {
    const upload = await receive('../../../../tmp/numize\u202e_pwn.csv', 'a,b\n1,2\n')
    expect(upload.name).toBe('numize_pwn.csv')
    await readThrough(upload)
    expect(dirname(uploads.tableFile(upload))).toBe(join(dir, 'uploads', upload.id))
    expect(existsSync(uploads.tableFile(upload))).toBe(true)
    expect(await uploads.find('../uploads')).toBeNull()
  })

  it('is kept once, not read again, and gone when removed', async () => {
    const upload = await receive('kept.csv', 'a,b\n1,2\n')
    await expect(uploads.keep(upload, 'kept')).rejects.toThrow(/not read to its end/)
    await readThrough(upload)
    const kept = await uploads.keep(await settled(upload.id), 'kept')
    expect(kept).toMatchObject({ state: 'kept', project: 'kept' })
    await expect(uploads.read(kept, NOTHING_SAID)).rejects.toThrow(/was kept already/)
    await uploads.remove(kept.id)
    expect(await uploads.find(kept.id)).toBeNull()
  })

  it('is swept away after some days unless it was kept, and read on after a restart', async () => {
    const left = await receive('left.csv', 'a,b\n1,2\n')
    const kept = await receive('stays.csv', 'a,b\n1,2\n')
    await readThrough(kept)
    await uploads.keep(await settled(kept.id), 'stays')
    await uploads.read(left, NOTHING_SAID)
    await uploads[Symbol.asyncDispose]()
    uploads = openUploads(optionsAt('2026-05-03T00:00:00Z'))
    expect(['reading', 'read']).toContain((await uploads.find(left.id))?.state)
    expect((await settled(left.id)).state).toBe('read')
    expect(await uploads.sweep(1)).toBeGreaterThan(0)
    expect((await uploads.list()).map(({ name }) => name)).toEqual(['stays.csv'])
  })
})

/** A zip archive of one entry that says of itself that it is small. */
function zipOf(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content)
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(8, 4)
  fields.writeUInt32LE(crc32(content), 10)
  fields.writeUInt32LE(packed.length, 14)
  fields.writeUInt32LE(100, 18)
  fields.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed])
  const entry = Buffer.alloc(42)
  entry.writeUInt16LE(20, 0)
  fields.copy(entry, 2)
  const directory = Buffer.concat([Buffer.from('PK\x01\x02'), entry, Buffer.from(name)])
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(local.length, 12)
  return Buffer.concat([local, directory, Buffer.from('PK\x05\x06'), end])
}
