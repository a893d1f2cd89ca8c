import { sentence } from '../sentence.ts'
import styles from './govern.module.css'

/** What went wrong the last time, told at once to everybody. */
export const Trouble = ({ text }: { text: string | null }) =>
  text === null ? null : (
    <p className={styles['trouble']} role="alert">
      {sentence(text)}
    </p>
  )
