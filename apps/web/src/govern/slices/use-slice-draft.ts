import type { SliceContent } from '@numize/server/contract'
import { useState } from 'react'
import { keepDraft, readDraft } from '../../thread/drafts.ts'

/** Parts to change; undefined takes an optional one away. */
export type SliceChange = { readonly [K in keyof SliceContent]?: SliceContent[K] | undefined }

/** A slice as it is being changed, kept in this browser until it is published or thrown away. */
export function useSliceDraft(place: string, inForce: SliceContent) {
  const [draft, setDraft] = useState<SliceContent>(() => keptIn(place) ?? inForce)
  const change = (part: SliceChange): void => {
    const text = JSON.stringify({ ...draft, ...part })
    setDraft(JSON.parse(text) as SliceContent)
    keepDraft(place, text)
  }
  const discard = (): void => {
    setDraft(inForce)
    keepDraft(place, '')
  }
  return { draft, change, discard, isChanged: JSON.stringify(draft) !== JSON.stringify(inForce) }
}

function keptIn(place: string): SliceContent | null {
  try {
    return JSON.parse(readDraft(place) || 'null') as SliceContent | null
  } catch {
    return null
  }
}
