import type { Scope } from '@numize/access'
import { z } from 'zod'
import { QUESTION_LIMIT } from './limits.ts'

/** What one route takes and gives. `permission` is checked before anything else is looked at. */
export interface Route {
  readonly summary: string
  /** Anyone, whoever is signed in (their own account), or who has the right of this name. */
  readonly permission: 'anyone' | 'signedIn' | Scope
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  readonly response: z.ZodType
  readonly status: number
  /** Requests a minute from one address; otherwise those of a person and of an organisation are counted. */
  readonly perMinute?: number
  /** An `Idempotency-Key` is heeded: the answer is kept for a day. Never of a route that tells a secret. */
  readonly keyed?: true
  /** The reply carries an ETag; `If-None-Match` is answered 304. */
  readonly etag?: true
  /** Who looked is written to the audit: what it shows rests on data. */
  readonly viewed?: true
  /** The body is a file of any size, given to the handler as it comes. */
  readonly stream?: true
  /** Media types of a reply that is a file. */
  readonly file?: readonly string[]
}
/** A group of routes by method and path. */
export type RouteGroup = Record<`${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`, Route>

export const name = z.string().min(1).max(200)
export const inProject = z.object({ project: name })
/** Where the next page begins, as told by the last one. */
export const cursor = z.string().min(1).max(500)
export const page = z.object({
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: cursor.optional(),
})
export const described = { name: z.string(), label: z.string() }
export const question = z.string().max(QUESTION_LIMIT, `a question has at most ${QUESTION_LIMIT} characters`)
/** ISO local moment to read the question at, instead of the project's own. */
export const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/, 'write a local moment like 2026-03-31 or 2026-03-31T18:00')

/** An error as every route tells it (RFC 9457, `application/problem+json`). */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** The request it is about, as in the header x-request-id and in the log. */
  instance: z.string().optional(),
  code: z.string(),
  facts: z.record(z.string(), z.unknown()),
})
export type Problem = z.output<typeof problem>
