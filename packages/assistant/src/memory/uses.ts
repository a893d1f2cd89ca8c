import type { SliceUse } from '@numize/access'
import type { Remembered } from './remembered.ts'

/** Approved questions as what a slice must go on answering. */
export const approvedUses = (remembered: readonly Remembered[]): readonly SliceUse[] =>
  remembered.flatMap(({ slice, lesson }) =>
    lesson.kind === 'answer'
      ? [{ kind: 'approved question' as const, name: lesson.question, slice, plan: lesson.reading.plan }]
      : [],
  )
