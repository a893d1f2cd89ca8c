import { Textarea } from '@mantine/core'
import { QUESTION_LIMIT } from '@numize/server/contract/limits'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { SendIcon, StopIcon } from '../icons.tsx'
import styles from './composer.module.css'
import { keepDraft, readDraft } from './drafts.ts'

const ID = 'composer'

/** Puts the caret into the composer, once the page it belongs to is there. */
export const focusComposer = (): void => {
  requestAnimationFrame(() => document.querySelector<HTMLTextAreaElement>(`#${ID}`)?.focus())
}

interface Props {
  /** Where the unsent text is kept. */
  readonly draftPlace: string
  /** Earlier questions of the thread, oldest first; Up brings them back. */
  readonly asked: readonly string[]
  readonly placeholder: string
  readonly onSend: (question: string) => void
  /** null while nothing is under way. */
  readonly onStop: (() => void) | null
}

export function Composer({ draftPlace, asked, placeholder, onSend, onStop }: Props) {
  const [text, setText] = useDraft(draftPlace)
  const recall = useRecall(asked, text, setText)
  useGlobalKeys(onStop)

  const send = () => {
    const question = text.trim()
    if (question === '') return
    onSend(question)
    setText('')
    recall.reset()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      send()
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') recall.onArrow(event)
  }

  return (
    <form
      className={styles['composer']}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Textarea
        id={ID}
        aria-label="Your question"
        aria-describedby="composer-keys"
        placeholder={placeholder}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        maxLength={QUESTION_LIMIT}
        autosize
        minRows={1}
        maxRows={8}
        autoFocus
        variant="unstyled"
        classNames={{ root: styles['field'] ?? '', input: styles['input'] ?? '' }}
      />
      {onStop && (
        <button type="button" className={styles['stop']} onClick={onStop}>
          <StopIcon size={16} />
          Stop
        </button>
      )}
      <button type="submit" className={styles['send']} aria-label="Ask" disabled={text.trim() === ''}>
        <SendIcon size={18} />
      </button>
      <p id="composer-keys" className={styles['keys']}>
        <kbd>Enter</kbd> asks · <kbd>Shift</kbd> <kbd>Enter</kbd> new line · <kbd>↑</kbd> last question ·{' '}
        <kbd>/</kbd> comes here · <kbd>Esc</kbd> stops
      </p>
    </form>
  )
}

function useDraft(place: string): [string, (text: string) => void] {
  const [draft, setDraft] = useState({ place, text: readDraft(place) })
  return [
    draft.place === place ? draft.text : readDraft(place),
    (text) => {
      setDraft({ place, text })
      keepDraft(place, text)
    },
  ]
}

/** Up and Down walk through earlier questions, from an empty field or from one of them. */
function useRecall(asked: readonly string[], text: string, setText: (text: string) => void) {
  const [back, setBack] = useState(0)
  const recalled = back === 0 ? '' : (asked.at(-back) ?? '')
  return {
    reset: () => setBack(0),
    onArrow(event: KeyboardEvent) {
      if (text !== recalled) return
      const next = Math.min(asked.length, Math.max(0, back + (event.key === 'ArrowUp' ? 1 : -1)))
      if (next === back) return
      event.preventDefault()
      setBack(next)
      setText(next === 0 ? '' : (asked.at(-next) ?? ''))
    },
  }
}

/** `/` comes to the composer from anywhere outside a field; Esc stops what is under way. */
function useGlobalKeys(onStop: (() => void) | null): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (event.key === '/' && !isTyping && !event.metaKey && !event.ctrlKey && !event.altKey) {
        event.preventDefault()
        focusComposer()
      } else if (event.key === 'Escape' && onStop && !event.defaultPrevented) onStop()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [onStop])
}
