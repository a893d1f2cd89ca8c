import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { fail } from '../errors.ts'
import { type UploadFormat, uploadFormat } from './upload-format.ts'

export interface Incoming {
  /** As its owner calls it. */
  readonly name: string
  readonly content: AsyncIterable<Uint8Array>
  /** As announced; null where nothing was. */
  readonly announcedBytes: number | null
}

/** Enough to tell a format by. */
const HEAD_BYTES = 16

/**
 * Writes what comes in to `path` as it comes, never more than `mostBytes` of it, and nothing of what is of no format
 * that is taken. What was written by then is left to the caller to remove.
 * @throws `sources/upload-too-large`, `sources/upload-type`, `sources/upload-mark`, `sources/empty-file`
 */
export async function receiveFile(
  { name, content, announcedBytes }: Incoming,
  path: string,
  mostBytes: number,
): Promise<{ readonly format: UploadFormat; readonly bytes: number }> {
  const tooLarge = () => fail('upload-too-large', { name, mostMb: Math.floor(mostBytes / 1_000_000) })
  if ((announcedBytes ?? 0) > mostBytes) throw tooLarge()
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  const written = finished(file)
  // an error of the disk is heard below
  written.catch(() => {})
  let head = Buffer.alloc(0)
  let format: UploadFormat | null = null
  let bytes = 0
  try {
    for await (const chunk of content) {
      bytes += chunk.length
      if (bytes > mostBytes) throw tooLarge()
      if (format === null) {
        head = Buffer.concat([head, chunk.subarray(0, HEAD_BYTES)])
        if (bytes >= HEAD_BYTES) format = uploadFormat(name, head)
      }
      if (!file.write(chunk)) await Promise.race([once(file, 'drain'), written])
    }
    format ??= uploadFormat(name, head)
    file.end()
    await written
    return { format, bytes }
  } finally {
    file.destroy()
  }
}

/** Characters that steer a terminal or turn the direction of a text, and what would lead to another folder. */
const UNSEEN = /[\p{Cc}\p{Cf}]/gu
const LONGEST = 120

/** A file's name as people may be shown it. */
export function shownName(name: string): string {
  const last = name.replaceAll(UNSEEN, '').split(/[/\\]/).at(-1)?.trim() ?? ''
  if (last.length <= LONGEST) return last === '' ? 'unnamed' : last
  const dot = last.lastIndexOf('.')
  const extension = dot > 0 && last.length - dot <= 10 ? last.slice(dot) : ''
  return `${last.slice(0, LONGEST - extension.length - 1)}…${extension}`
}
