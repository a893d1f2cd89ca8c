import type { Turn } from '@numize/server/contract'
import controls from '../theme/controls.module.css'
import { REDO, stepsFrom, UNDO } from './steps-from.ts'
import styles from './turn-view.module.css'

interface Props {
  readonly turns: readonly Turn[]
  readonly onAsk: (question: string) => void
}

/** One answer back, or forward again. */
export function UndoRedo({ turns, onAsk }: Props) {
  const { undo, redo } = stepsFrom(turns)
  if (!undo && !redo) return null
  return (
    <div className={styles['actions']} role="group" aria-label="Go back and forward in this thread">
      <button type="button" className={controls['plain']} disabled={!undo} onClick={() => onAsk(UNDO)}>
        {UNDO}
      </button>
      <button type="button" className={controls['plain']} disabled={!redo} onClick={() => onAsk(REDO)}>
        {REDO}
      </button>
    </div>
  )
}
