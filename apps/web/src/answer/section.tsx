import type { ReactNode } from 'react'
import styles from './how-answered.module.css'

interface SectionProps {
  readonly title: string
  readonly tools?: ReactNode
  /** Takes the whole width, for what has long lines. */
  readonly isWide?: boolean
  readonly children: ReactNode
}

/** A titled part of how an answer came to be. */
export function Section({ title, tools, isWide = false, children }: SectionProps) {
  return (
    <section className={styles['section']} data-wide={isWide || undefined}>
      <div className={styles['head']}>
        <h3>{title}</h3>
        {tools}
      </div>
      <div className={styles['content']}>{children}</div>
    </section>
  )
}

export const Lines = ({ lines }: { lines: readonly string[] }) => (
  <ul className={styles['lines']}>
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
)
