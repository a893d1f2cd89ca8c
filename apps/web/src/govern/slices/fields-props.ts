import type { SliceContent } from '@numize/server/contract'
import type { SliceParts } from './slice-queries.ts'
import type { SliceChange } from './use-slice-draft.ts'

/** A part of the form of a slice. */
export interface FieldsProps {
  readonly parts: SliceParts
  readonly draft: SliceContent
  readonly onChange: (part: SliceChange) => void
}
