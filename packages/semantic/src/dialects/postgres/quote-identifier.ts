import { hashText } from '@numize/base'
import { isReserved } from './reserved.ts'

/** Unquoted names are folded to lower case, so any other name is quoted. */
const plainName = /^[a-z_][a-z0-9_]*$/
/** Postgres cuts longer names without a word; two of one beginning would then be the same. */
const MOST_BYTES = 63
const HASH_DIGITS = 8

/** A name that Postgres reads back as it is; of a longer one (it can only be one we made) its beginning and a hash. */
export function quoteIdentifier(name: string): string {
  const fitting = fit(name.replaceAll('\0', ''))
  return plainName.test(fitting) && !isReserved(fitting) ? fitting : `"${fitting.replaceAll('"', '""')}"`
}

function fit(name: string): string {
  if (bytesOf(name) <= MOST_BYTES) return name
  let start = ''
  for (const char of name) {
    if (bytesOf(start) + bytesOf(char) > MOST_BYTES - HASH_DIGITS - 1) break
    start += char
  }
  return `${start}_${hashText(name).slice(0, HASH_DIGITS)}`
}

/** Bytes in UTF-8. */
const bytesOf = (text: string): number => {
  let bytes = 0
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}
