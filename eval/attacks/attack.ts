import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One row of the set. `payload` is a text or an object whose keys say what to send. */
export interface Attack {
  readonly id: string
  readonly family: string
  readonly category: string
  readonly surface: string
  readonly actor_role: string
  readonly payload: unknown
  readonly expect: string
}

/** How an attack ended: null = as its oracle says, a text = what went wrong. */
export type Verdict = { readonly failed: string | null } | { readonly waitsFor: string }

export const failed = (why: string): Verdict => ({ failed: why })
export const waitsFor = (surface: string): Verdict => ({ waitsFor: surface })
/** The first complaint of several checks, each null where all is well. */
export const allOf = (...complaints: readonly (string | null)[]): Verdict => ({
  failed: complaints.find((one) => one !== null) ?? null,
})

export const readAttacks = (folder: string): readonly Attack[] =>
  (JSON.parse(readFileSync(join(folder, 'attacks.json'), 'utf8')) as { attacks: readonly Attack[] }).attacks

/** Every text in a payload. */
export function textsOf(payload: unknown): readonly string[] {
  if (typeof payload === 'string') return [payload]
  if (payload !== null && typeof payload === 'object') return Object.values(payload).flatMap(textsOf)
  return payload === undefined ? [] : [JSON.stringify(payload)]
}

/** A payload as an object; empty where it is none. */
export const fieldsOf = (payload: unknown): Readonly<Record<string, unknown>> =>
  payload !== null && typeof payload === 'object' && !Array.isArray(payload)
    ? (payload as Record<string, unknown>)
    : {}
