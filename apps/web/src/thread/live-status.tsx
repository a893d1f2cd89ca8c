import { VisuallyHidden } from '@mantine/core'
import type { Turn } from '@numize/server/contract'
import { useRef } from 'react'
import type { Pending } from './questions.ts'
import { wordsOf } from './step-badges.tsx'

/** Says aloud, politely, how far a question has come and what came of it. */
export function LiveStatus({ turns, pending }: { turns: readonly Turn[]; pending: readonly Pending[] }) {
  const hasAsked = useRef(false)
  if (pending.length > 0) hasAsked.current = true
  const text =
    pending.length > 0 ? progressOf(pending.at(-1)) : hasAsked.current ? outcomeOf(turns.at(-1)) : ''
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {text}
    </VisuallyHidden>
  )
}

function progressOf(item: Pending | undefined): string {
  if (!item) return ''
  if (item.state === 'stopped') return 'Stopped.'
  if (item.state === 'failed') return item.problem?.detail ?? ''
  const step = item.steps.at(-1)
  return step ? `${wordsOf(step)}…` : 'Asking…'
}

function outcomeOf(turn: Turn | undefined): string {
  switch (turn?.reply.status) {
    case 'answered':
      return `Answer: ${turn.reply.answer.narrative.text}`
    case 'clarify':
      return `A question back: ${turn.reply.question} ${turn.reply.options.length} choices.`
    case 'told':
      return [turn.reply.title, ...turn.reply.items].join(' ')
    case 'diving':
      return `A deep dive was started: ${turn.reply.about}.`
    case 'refused':
    case 'failed':
      return turn.reply.reason
    case undefined:
      return ''
  }
}
