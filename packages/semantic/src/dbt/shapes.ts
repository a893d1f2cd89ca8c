import { z } from 'zod'

/** Descriptive fields are read leniently: one that is odd counts as not said. */
export const text = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' && value.trim() !== '' ? value : null))

export const words = z
  .unknown()
  .optional()
  .transform((value): readonly string[] => {
    if (typeof value === 'string') return [value]
    return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
  })

export const record = z
  .unknown()
  .optional()
  .transform((value): Readonly<Record<string, unknown>> => (isRecord(value) ? value : {}))

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Entries of an object of objects. A member that is no object is not there. */
export const members = (value: unknown): readonly (readonly [string, Readonly<Record<string, unknown>>])[] =>
  isRecord(value)
    ? Object.entries(value).flatMap(([key, one]) => (isRecord(one) ? [[key, one] as const] : []))
    : []
