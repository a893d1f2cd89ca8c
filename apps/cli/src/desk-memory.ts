import type { Principal } from '@numize/access'
import type { Assistant, Correction, Feedback, Remembered, Review } from '@numize/assistant'
import type { Subject } from './subject.ts'

/** What is done with answers after they were told. A run is its hash or the beginning of it. */
export type MemoryRequest = { readonly subject: Subject; readonly as?: string } & (
  | { readonly kind: 'feedback'; readonly run: string; readonly said: Feedback }
  | { readonly kind: 'correct'; readonly run: string; readonly correction: Correction }
  | { readonly kind: 'dismiss'; readonly id: string }
  | { readonly kind: 'list' }
)

export interface MemoryReply {
  /** Of feedback. */
  readonly state?: 'approved' | 'queued'
  /** Of a list. */
  readonly reviews?: readonly Review[]
  readonly lessons?: readonly Remembered[]
  /** `lexicon.yml` with what was learnt. */
  readonly lexicon?: string
}

/** Carries out a request as a principal. @throws what the assistant throws */
export async function carryOut(
  request: MemoryRequest,
  assistant: Assistant,
  principal: Principal,
): Promise<MemoryReply> {
  switch (request.kind) {
    case 'feedback':
      return { state: await assistant.feedback({ run: request.run }, request.said, principal) }
    case 'correct':
      await assistant.correct({ run: request.run }, request.correction, principal)
      return {}
    case 'dismiss':
      await assistant.dismiss(request.id, principal)
      return {}
    case 'list':
      return {
        reviews: await assistant.reviews(principal),
        lessons: await assistant.lessons(principal),
        lexicon: await assistant.lexicon(principal),
      }
  }
}
