import { didYouMean, nearestNames } from '@numize/base'
import { z } from 'zod'

/** An object without unknown keys; the problem names the nearest key. */
export const object = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? unknownKeys(issue.keys, Object.keys(shape)) : undefined,
  })

function unknownKeys(keys: readonly string[], known: readonly string[]): string {
  const near = keys.flatMap((key) => nearestNames(key, known, 1))
  const hint = near.length > 0 ? didYouMean(near) : ` Known here: ${known.join(', ')}.`
  return `unknown key${keys.length > 1 ? 's' : ''}: ${keys.join(', ')}.${hint}`
}

/** One of a few words; the problem names the nearest. */
export const oneOf = <const T extends readonly string[]>(words: T) =>
  z.enum(words, {
    error: (issue) => {
      const given = typeof issue.input === 'string' ? issue.input : null
      if (given === null) return undefined
      const near = nearestNames(given, words)
      return `unknown value: ${given}.${didYouMean(near) || ` Use ${words.join(', ')}.`}`
    },
  })

/** Objects told apart by `kind`. */
export const kinds = <
  const T extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]],
>(
  options: T,
  names: readonly string[],
) =>
  z.discriminatedUnion('kind', options, {
    error: (issue) => {
      const given = (issue.input as { kind?: unknown } | null)?.kind
      if (typeof given !== 'string') return `kind is missing. Use ${names.join(', ')}.`
      return `unknown kind: ${given}.${didYouMean(nearestNames(given, names)) || ` Use ${names.join(', ')}.`}`
    },
  })

/** The type without any of its `readonly`s undone: what our hand-written types say. */
export type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T
