import { type FileHandle, open } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'

interface Limits {
  /** Bytes that all of it may unpack to. */
  readonly mostBytes: number
  readonly mostEntries: number
}

/** Why a workbook is not unpacked; null where it may be. */
export type ZipFault = 'damaged' | 'encrypted' | 'too-large' | 'too-many'

interface Entry {
  readonly method: number
  readonly isEncrypted: boolean
  readonly packed: number
  readonly headerAt: number
}

const END_MARK = 0x06054b50
const ENTRY_MARK = 0x02014b50
const END_BYTES = 22
const MOST_COMMENT = 65_535

/**
 * Unpacks each entry of a zip archive as far as it must to know how much is in it, keeping none of it. What the archive
 * says of its sizes is not believed. Layout: APPNOTE.TXT 6.3, 4.3.7, 4.3.12 and 4.3.16; zip64 is not read.
 */
export async function checkZip(path: string, { mostBytes, mostEntries }: Limits): Promise<ZipFault | null> {
  await using file = await open(path, 'r')
  const entries = await entriesOf(file, mostEntries)
  if (typeof entries === 'string') return entries
  let bytes = 0
  for (const entry of entries) {
    if (entry.isEncrypted) return 'encrypted'
    const unpacked = await unpackedBytes(file, entry, mostBytes - bytes)
    if (unpacked === null) return 'damaged'
    bytes += unpacked
    if (bytes > mostBytes) return 'too-large'
  }
  return null
}

async function entriesOf(file: FileHandle, mostEntries: number): Promise<Entry[] | ZipFault> {
  const { size } = await file.stat()
  const tail = await bytesAt(file, Math.max(0, size - END_BYTES - MOST_COMMENT), END_BYTES + MOST_COMMENT)
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || tail.length - end < END_BYTES || tail.readUInt32LE(end) !== END_MARK) return 'damaged'
  const count = tail.readUInt16LE(end + 10)
  if (count > mostEntries) return 'too-many'
  const directory = await bytesAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12), size)
  const entries: Entry[] = []
  for (let at = 0; entries.length < count; ) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY_MARK) return 'damaged'
    entries.push({
      method: directory.readUInt16LE(at + 10),
      isEncrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      packed: directory.readUInt32LE(at + 20),
      headerAt: directory.readUInt32LE(at + 42),
    })
    const [name, extra, comment] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset))
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return entries
}

/** Null where it cannot be unpacked; a little more than `most` where there is more. */
async function unpackedBytes(file: FileHandle, entry: Entry, most: number): Promise<number | null> {
  const header = await bytesAt(file, entry.headerAt, 30)
  if (header.length < 30) return null
  const start = entry.headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (entry.packed === 0) return 0
  if (entry.method === 0) return entry.packed
  if (entry.method !== 8) return null
  const packed = file.createReadStream({ start, end: start + entry.packed - 1, autoClose: false })
  const inflate = packed.pipe(createInflateRaw())
  let bytes = 0
  try {
    for await (const chunk of inflate) {
      bytes += (chunk as Buffer).length
      if (bytes > most) return bytes
    }
    return bytes
  } catch {
    return null
  } finally {
    packed.destroy()
    inflate.destroy()
  }
}

async function bytesAt(file: FileHandle, position: number, length: number, most = length): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.min(length, most))
  const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
  return buffer.subarray(0, bytesRead)
}
