import { didYouMean, nearestNames } from '@numize/base'
import type { Place } from '../model.ts'
import type { Problem } from '../project.ts'

/** An error where an object was written; file and line are empty for objects that were not. */
export const problemAt = (place: Place | null, message: string): Problem => ({
  severity: 'error',
  file: place?.file ?? '',
  line: place?.line ?? 0,
  message,
})

/** `unknown metric: revenu. Did you mean revenue?` */
export const unknownName = (what: string, name: string, known: Iterable<string>): string =>
  `unknown ${what}: ${name}.${didYouMean(nearestNames(name, known))}`
