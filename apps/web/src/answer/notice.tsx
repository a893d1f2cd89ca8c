import type { ReactNode } from 'react'
import styles from './notice.module.css'

interface Props {
  readonly tone: 'accent' | 'warn' | 'bad' | 'quiet'
  readonly icon: ReactNode
  readonly title: string
  readonly children?: ReactNode
}

/** A reply that is not an answer, or a note beside one. */
export const Notice = ({ tone, icon, title, children }: Props) => (
  <div className={styles['notice']} data-tone={tone}>
    <span className={styles['icon']}>{icon}</span>
    <div className={styles['body']}>
      <p className={styles['title']}>{title}</p>
      {children}
    </div>
  </div>
)
