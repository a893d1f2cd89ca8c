import { type KeyboardEvent, type RefObject, useRef, useState } from 'react'
import type { Answered } from '../answer/answered.ts'
import { downloadRows } from '../answer/download.ts'
import { go } from '../routing.ts'
import { usePages } from '../shell/pages.tsx'
import type { Effect } from './composer-items.ts'
import { replaced, type Trigger } from './composer-trigger.ts'
import { keepDraft, readDraft } from './drafts.ts'
import { type ComposerMenu, useComposerMenu } from './use-composer-menu.ts'

/** Where files are brought in. */
const UPLOAD_PAGE = 'data'

export interface WritingOptions {
  readonly project: string
  /** Where the unsent text is kept. */
  readonly draftPlace: string
  /** Earlier questions of the thread, oldest first; Up brings them back. */
  readonly asked: readonly string[]
  /** The last answer of the thread, which commands speak of; null = none yet. */
  readonly answered: Answered | null
  readonly onSend: (question: string) => void
}

type Field = HTMLTextAreaElement

export interface Writing {
  readonly field: RefObject<Field | null>
  readonly text: string
  readonly menu: ComposerMenu
  readonly send: () => void
  readonly onKeyDown: (event: KeyboardEvent<Field>) => void
  readonly onEdit: (field: Field) => void
  readonly onSelect: (field: Field) => void
}

/** The text being written: kept as a draft, sent by Enter, with earlier questions by Up and the menus of `/` and `@`. */
export function useWriting({ project, draftPlace, asked, answered, onSend }: WritingOptions): Writing {
  const [text, setText] = useDraft(draftPlace)
  const [caret, setCaret] = useState(0)
  const field = useRef<Field>(null)
  const recall = useRecall(asked, text, setText)
  const mayUpload = usePages().some(({ name }) => name === UPLOAD_PAGE)

  const write = (next: string, at = next.length) => {
    setText(next)
    setCaret(at)
    requestAnimationFrame(() => field.current?.setSelectionRange(at, at))
  }
  const carryOut = (effect: Effect, trigger: Trigger) => {
    if (effect.kind === 'write') {
      const next = replaced(text, { from: trigger.from, caret }, effect.text)
      return write(next.text, next.caret)
    }
    write('')
    if (effect.kind === 'ask') onSend(effect.question)
    else if (effect.kind === 'upload') go({ project, page: UPLOAD_PAGE })
    else if (answered) downloadRows(answered.result, asked.at(-1) ?? 'answer')
  }
  const around = { hasAnswer: answered !== null, mayUpload }
  const menu = useComposerMenu({ project, text, caret, ...around, onChoose: carryOut })

  const send = () => {
    const question = text.trim()
    if (question === '') return
    onSend(question)
    setText('')
    recall.reset()
  }
  return {
    field,
    text,
    menu,
    send,
    onKeyDown: (event) => {
      if (event.nativeEvent.isComposing || menu.onKey(event)) return
      if (event.key === 'Enter' && !event.shiftKey) {
        event.preventDefault()
        send()
      } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') recall.onArrow(event)
    },
    onEdit: ({ value, selectionStart }) => {
      setText(value)
      setCaret(selectionStart)
    },
    onSelect: ({ selectionStart }) => setCaret(selectionStart),
  }
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
