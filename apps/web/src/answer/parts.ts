import type { Part } from '@numize/planner'

export const keyOfPart = ({ kind, text, reading }: Part): string => `${kind} ${text} ${reading}`

/** Each thing said once: follow-ups carry the parts of the turns before. */
export const distinctParts = (parts: readonly Part[]): readonly Part[] => [
  ...new Map(parts.map((part) => [keyOfPart(part), part])).values(),
]
