import { Textarea } from '@mantine/core'
import { QUESTION_LIMIT } from '@numize/server/contract/limits'
import { useEffect } from 'react'
import { SendIcon, StopIcon } from '../icons.tsx'
import styles from './composer.module.css'
import { ComposerMenu, MENU_ID, optionId } from './composer-menu.tsx'
import { useWriting, type WritingOptions } from './use-writing.ts'

const ID = 'composer'

/** Puts the caret into the composer, once the page it belongs to is there. */
export const focusComposer = (): void => {
  requestAnimationFrame(() => document.querySelector<HTMLTextAreaElement>(`#${ID}`)?.focus())
}

interface Props extends WritingOptions {
  readonly placeholder: string
  /** null while nothing is under way. */
  readonly onStop: (() => void) | null
}

export function Composer({ placeholder, onStop, ...options }: Props) {
  const { field, text, menu, send, onKeyDown, onEdit, onSelect } = useWriting(options)
  useGlobalKeys(onStop)
  return (
    <form
      className={styles['composer']}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className={styles['menu']}>
        <ComposerMenu menu={menu} />
      </div>
      <Textarea
        ref={field}
        id={ID}
        aria-label="Your question"
        aria-describedby="composer-keys"
        aria-autocomplete="list"
        aria-controls={menu.items.length > 0 ? MENU_ID : undefined}
        aria-activedescendant={menu.items.length > 0 ? optionId(menu.active) : undefined}
        placeholder={placeholder}
        value={text}
        onChange={(event) => onEdit(event.currentTarget)}
        onSelect={(event) => onSelect(event.currentTarget)}
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
      <Keys />
    </form>
  )
}

const Keys = () => (
  <p id="composer-keys" className={styles['keys']}>
    <kbd>Enter</kbd> asks · <kbd>Shift</kbd> <kbd>Enter</kbd> new line · <kbd>↑</kbd> last question ·{' '}
    <kbd>/</kbd> commands · <kbd>@</kbd> names · <kbd>Esc</kbd> stops
  </p>
)

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
