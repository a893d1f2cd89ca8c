import { useEffect, useState } from 'react'
import { CheckIcon, CopyIcon, CrossIcon } from '../icons.tsx'
import controls from '../theme/controls.module.css'

type State = 'ready' | 'copied' | 'failed'
const WORDS: Record<State, string | null> = { ready: null, copied: 'Copied', failed: 'Could not copy' }

/** Copies a text and says so for a moment. */
export function CopyButton({ text, label }: { text: () => string; label: string }) {
  const [state, setState] = useState<State>('ready')
  useEffect(() => {
    if (state === 'ready') return
    const timer = setTimeout(() => setState('ready'), 1800)
    return () => clearTimeout(timer)
  }, [state])
  const copy = () =>
    navigator.clipboard.writeText(text()).then(
      () => setState('copied'),
      () => setState('failed'),
    )
  return (
    <button type="button" className={controls['quiet']} onClick={() => void copy()}>
      {state === 'copied' ? (
        <CheckIcon size={16} />
      ) : state === 'failed' ? (
        <CrossIcon size={16} />
      ) : (
        <CopyIcon size={16} />
      )}
      <span aria-live="polite">{WORDS[state] ?? label}</span>
    </button>
  )
}
