import { CopyButton } from '../answer/copy-button.tsx'
import styles from './govern.module.css'

/** A link or a key that is told this once. */
export const ToldOnce = ({ text, note }: { text: string; note: string }) => (
  <div role="status" className={styles['section']}>
    <p>{note}</p>
    <code className={styles['secret']}>{text}</code>
    <div>
      <CopyButton text={() => text} label="Copy" />
    </div>
  </div>
)
