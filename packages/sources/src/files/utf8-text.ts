import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fail } from '../errors.ts'
import { firstBytes } from './file-kind.ts'

export interface Utf8Text {
  /** The file itself, or a copy of it in UTF-8. */
  readonly path: string
  readonly warning: string | null
}

type Encoding = 'utf-8' | 'utf-8 with mark' | 'utf-16le' | 'utf-16be' | 'windows-1252'

const NAMES: Readonly<Record<Encoding, string | null>> = {
  'utf-8': null,
  'utf-8 with mark': null,
  'utf-16le': null,
  'utf-16be': null,
  'windows-1252': 'it is not UTF-8 and was read as Windows-1252 (Latin-1)',
}

/**
 * A text file in UTF-8 without a byte-order mark: the file itself where it is that, a copy at `copy` otherwise. UTF-16
 * is told by its mark or its zero bytes; what is not UTF-8 is read as Windows-1252, with a warning.
 * @throws `sources/empty-file`, `sources/not-text`
 */
export async function utf8Text(path: string, copy: string): Promise<Utf8Text> {
  if ((await stat(path)).size === 0) throw fail('empty-file', { path })
  const encoding = await encodingOf(path)
  const reason = NAMES[encoding]
  const warning = reason && `${path}: ${reason}. Save it as UTF-8 if letters look wrong.`
  if (encoding === 'utf-8') return { path, warning }
  await transcode(path, copy, encoding)
  return { path: copy, warning }
}

async function encodingOf(path: string): Promise<Encoding> {
  const head = firstBytes(path, 4096)
  const marked = byMark(head)
  if (marked) return marked
  if (head.includes(0)) return byZeroBytes(path, head)
  return (await isUtf8(path)) ? 'utf-8' : 'windows-1252'
}

function byMark(head: Buffer): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8 with mark'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null
}

/** Text in a Latin script is zero at every other byte in UTF-16; zeros elsewhere mean no text at all. */
function byZeroBytes(path: string, head: Buffer): Encoding {
  const zeros = [0, 0]
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > head.length / 4 && even === 0) return 'utf-16le'
  if (even > head.length / 4 && odd === 0) return 'utf-16be'
  throw fail('not-text', { path })
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
      decoder.decode(chunk as Buffer, { stream: true })
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

async function transcode(path: string, copy: string, encoding: Encoding): Promise<void> {
  const decoder = new TextDecoder(encoding === 'utf-8 with mark' ? 'utf-8' : encoding)
  await mkdir(dirname(copy), { recursive: true })
  const part = `${copy}.${process.pid}`
  await pipeline(
    createReadStream(path),
    async function* decode(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true })
      yield decoder.decode()
    },
    createWriteStream(part),
  )
  await rename(part, copy)
}
