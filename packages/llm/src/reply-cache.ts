import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Replies by the hash of what was asked. */
export interface ReplyCache {
  read(key: string): string | null
  write(key: string, text: string): void
}

/** One file a reply, written whole; a file that cannot be read is a reply that is not there. */
export function diskCache(dir: string): ReplyCache {
  const fileOf = (key: string): string => join(dir, key.slice(0, 2), `${key}.txt`)
  return {
    read: (key) => {
      try {
        return readFileSync(fileOf(key), 'utf8')
      } catch {
        return null
      }
    },
    write: (key, text) => {
      const file = fileOf(key)
      mkdirSync(dirname(file), { recursive: true })
      const temporary = `${file}.${randomUUID()}`
      writeFileSync(temporary, text)
      renameSync(temporary, file)
    },
  }
}

export const noCache: ReplyCache = { read: () => null, write: () => {} }
