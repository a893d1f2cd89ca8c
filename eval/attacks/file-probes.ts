import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { type Attack, allOf, fieldsOf, textsOf, type Verdict } from './attack.ts'
import { type Headers, ownerHeaders } from './http-probes.ts'
import type { World } from './world.ts'

const TABLE = Buffer.from('a,b\n1,2\n3,4\n')
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** A file whose name leads elsewhere: it rests under an id of ours, and nothing lies where it pointed. */
export async function uploadPathProbe({ payload }: Attack, world: World): Promise<Verdict> {
  const headers = await ownerHeaders(world)
  const complaints: (string | null)[] = []
  for (const name of textsOf(payload)) {
    const outside = [resolve('/', name), resolve(world.dir, name), resolve(uploadsDir(world), 'any', name)]
    const before = outside.map(existsSync)
    const { statusCode, id } = await send(world, headers, name, TABLE)
    complaints.push(statusCode < 500 ? null : `the upload replied ${statusCode}`)
    if (id !== null) await settled(world, headers, id)
    const made = outside.find((path, at) => existsSync(path) && before[at] === false)
    complaints.push(made === undefined ? null : 'a file was written outside its folder')
    const strangers = foldersIn(world).filter((folder) => !UUID.test(folder))
    complaints.push(strangers.length === 0 ? null : 'a file rests under a name of its sender’s')
  }
  return allOf(...complaints, world.bugs.length > 0 ? 'something of ours broke' : null)
}

/** Most that refusing may take of the disk. */
const MOST_DISK = 200 * 1024 * 1024
const MOST_MEMORY = 512 * 1024 * 1024

/** A small file that unpacks to a very large one, under each name it may come by: refused, leaving nothing behind. */
export async function bombProbe(attack: Attack, world: World): Promise<Verdict> {
  const headers = await ownerHeaders(world)
  const complaints: (string | null)[] = []
  for (const { name, content } of bombsOf(attack)) {
    const memory = process.memoryUsage().rss
    const { statusCode, id } = await send(world, headers, name, content)
    const state = id === null ? 'refused' : await settled(world, headers, id)
    const isRefused = id === null ? statusCode >= 400 && statusCode < 500 : state === 'failed'
    complaints.push(isRefused ? null : `${name} was taken (${statusCode}, ${state})`)
    complaints.push(bytesBelow(uploadsDir(world)) < MOST_DISK ? null : `${name} filled the disk`)
    complaints.push(process.memoryUsage().rss - memory < MOST_MEMORY ? null : `${name} filled the memory`)
  }
  return allOf(...complaints, world.bugs.length > 0 ? 'something of ours broke' : null)
}

interface Bomb {
  readonly name: string
  readonly content: Buffer
}

const UNITS: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }
/** So much is made of what an attack names; more of the same zeros is refused no later. */
const MOST_MADE = 512 * 2 ** 20

/** What the attack says to make, by its words: how it is packed, how much, and what it is called. */
function bombsOf({ payload }: Attack): readonly Bomb[] {
  const words = textsOf(payload).join(' ')
  const [, figure = '1', unit = 'g'] = /([\d.]+)\s*([KMG])i?B/i.exec(words) ?? []
  const bytes = Math.min(MOST_MADE, Number(figure) * (UNITS[unit.toLowerCase()] ?? 1))
  const called =
    /[\w-]+(?:\.\w+)+(?=\W|$)/.exec(words)?.[0] ?? textsOf(fieldsOf(payload)['filename'])[0] ?? 'data.csv'
  const isWorkbook = /xlsx|excel|workbook|zip/i.test(words)
  const content = isWorkbook
    ? zipOf('xl/worksheets/sheet1.xml', bytes)
    : gzipSync(Buffer.alloc(bytes), { level: 1 })
  const disguises = isWorkbook ? ['data.xlsx'] : ['data.csv', 'data.json', 'data.xlsx', 'data.parquet']
  return [...new Set([called, ...disguises])].map((name) => ({ name, content }))
}

/** A zip archive of one entry of zeros, which says of itself that it is small. */
function zipOf(name: string, bytes: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(bytes), { level: 1 })
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(8, 4)
  fields.writeUInt32LE(packed.length, 14)
  fields.writeUInt32LE(100, 18)
  fields.writeUInt16LE(name.length, 22)
  const entry = Buffer.alloc(42)
  entry.writeUInt16LE(20, 0)
  fields.copy(entry, 2)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name), packed])
  const directory = Buffer.concat([Buffer.from('PK\x01\x02'), entry, Buffer.from(name)])
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(local.length, 12)
  return Buffer.concat([local, directory, Buffer.from('PK\x05\x06'), end])
}

async function send({ server }: World, headers: Headers, name: string, content: Buffer) {
  const { statusCode, body } = await server.inject({
    method: 'POST',
    url: `/v1/uploads?name=${encodeURIComponent(name)}`,
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    payload: content,
  })
  const { id } = JSON.parse(body) as { id?: string }
  return { statusCode, id: statusCode === 201 && id !== undefined ? id : null }
}

async function settled({ server }: World, headers: Headers, id: string): Promise<string> {
  for (;;) {
    const { body } = await server.inject({ method: 'GET', url: `/v1/uploads/${id}`, headers })
    const { state } = (JSON.parse(body) as { upload: { state: string } }).upload
    if (state !== 'reading') return state
    await sleep(50)
  }
}

const uploadsDir = ({ effects }: World): string => join(effects.stateDir, 'uploads')

const foldersIn = (world: World): readonly string[] =>
  existsSync(uploadsDir(world))
    ? readdirSync(uploadsDir(world)).flatMap((org) => readdirSync(join(uploadsDir(world), org)))
    : []

const bytesBelow = (dir: string): number =>
  existsSync(dir)
    ? readdirSync(dir, { recursive: true, encoding: 'utf8' }).reduce(
        (sum, path) => sum + (statSync(join(dir, path), { throwIfNoEntry: false })?.size ?? 0),
        0,
      )
    : 0
