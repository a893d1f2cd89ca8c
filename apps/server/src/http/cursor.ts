import { hashJson } from '@numize/base'
import { serverError } from '../errors.ts'

/** A place in a list, bound to what was asked of it: opaque, and of no use to another list or person. */
export const cursorAt = (asked: unknown, place: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify([bound(asked), ...place])).toString('base64url')

/** The place a cursor stands for; null without one. @throws `server/bad-cursor` */
export function placeOf(
  cursor: string | undefined,
  asked: unknown,
  shape: readonly ('string' | 'number')[],
): readonly (string | number)[] | null {
  if (cursor === undefined) return null
  const read = parsed(cursor)
  if (!Array.isArray(read) || read[0] !== bound(asked) || read.length !== shape.length + 1)
    throw serverError('bad-cursor', undefined)
  const place = read.slice(1)
  if (place.some((part, at) => typeof part !== shape[at])) throw serverError('bad-cursor', undefined)
  return place as (string | number)[]
}

const bound = (asked: unknown): string => hashJson(asked).slice(0, 16)

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    throw serverError('bad-cursor', undefined)
  }
}
