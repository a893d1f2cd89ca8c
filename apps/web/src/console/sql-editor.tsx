import { type KeyboardEvent, type Ref, useRef } from 'react'
import styles from './console.module.css'

interface Props {
  readonly ref: Ref<HTMLTextAreaElement>
  readonly value: string
  readonly onChange: (sql: string) => void
  readonly onRun: () => void
  readonly onStop: () => void
}

/** A statement with its lines numbered. Ctrl+Enter runs it, Escape stops it; Tab leaves, as everywhere. */
export function SqlEditor({ ref, value, onChange, onRun, onStop }: Props) {
  const gutter = useRef<HTMLPreElement>(null)
  const lines = value.split('\n').length
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onStop()
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
    event.preventDefault()
    onRun()
  }
  return (
    <div className={styles['editor']}>
      <pre ref={gutter} className={styles['gutter']} aria-hidden="true">
        {Array.from({ length: lines }, (_, at) => at + 1).join('\n')}
      </pre>
      <textarea
        ref={ref}
        aria-label="SQL"
        aria-describedby="console-keys"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget }) => {
          if (gutter.current) gutter.current.scrollTop = currentTarget.scrollTop
        }}
        placeholder="SELECT …"
        rows={10}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
      />
    </div>
  )
}
