import { Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useEffect, useRef } from 'react'
import { go } from '../routing.ts'
import { type PageEntry, usePages } from './pages.tsx'
import styles from './shortcuts.module.css'

const PAUSE_MS = 1200

/** `?` shows the keys; `g` and a letter goes to a page. */
export function Shortcuts({ project }: { project: string }) {
  const [isOpen, overlay] = useDisclosure(false)
  const pages = usePages()
  useKeys(pages, project, overlay.toggle)
  return (
    <Modal
      opened={isOpen}
      onClose={overlay.close}
      title="Keys"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close the list of keys' }}
    >
      <div className={styles['groups']}>
        <Group
          title="Everywhere"
          keys={[
            ['Ctrl or ⌘, K', 'search pages, threads and metrics, or ask'],
            ['?', 'this list'],
            ['Esc', 'close what is open'],
          ]}
        />
        <Group title="Go to" keys={pages.map(({ key, label }): [string, string] => [`g, ${key}`, label])} />
        <Group
          title="While asking"
          keys={[
            ['/', 'write a question'],
            ['Enter', 'ask'],
            ['Shift, Enter', 'new line'],
            ['↑', 'the question before'],
            ['Esc', 'stop the question under way'],
          ]}
        />
      </div>
    </Modal>
  )
}

function Group({ title, keys }: { title: string; keys: readonly (readonly [string, string])[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <dl>
        {keys.map(([pressed, what]) => (
          <div key={pressed}>
            <dt>
              {pressed.split(', ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.matches('input, textarea, select') || target.isContentEditable)

function useKeys(pages: readonly PageEntry[], project: string, onHelp: () => void): void {
  const pressedAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey) return
      if (event.key === '?') onHelp()
      const isSecond = event.timeStamp - pressedAt.current < PAUSE_MS
      pressedAt.current = event.key === 'g' && !isSecond ? event.timeStamp : Number.NEGATIVE_INFINITY
      const page = isSecond ? pages.find(({ key }) => key === event.key) : undefined
      if (page) {
        event.preventDefault()
        go({ project, page: page.name })
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [pages, project, onHelp])
}
