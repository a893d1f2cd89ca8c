import type { ReactNode } from 'react'
import controls from '../theme/controls.module.css'
import styles from './panel.module.css'

interface Props {
  readonly title: string
  readonly tools?: ReactNode
  readonly children: ReactNode
}

/** A titled card of an insight. */
export const Panel = ({ title, tools, children }: Props) => (
  <section className={`${controls['card']} ${styles['panel']}`} aria-label={title}>
    <div className={styles['head']}>
      <h3>{title}</h3>
      {tools}
    </div>
    {children}
  </section>
)

/** A name and what it stands for; a tone where it is good or bad news. */
export const Figure = ({
  name,
  text,
  tone,
}: {
  name: string
  text: string
  tone?: 'good' | 'bad' | 'warn'
}) => (
  <div className={styles['figure']} data-tone={tone}>
    <dt>{name}</dt>
    <dd>{text}</dd>
  </div>
)

export const FigureList = ({ children }: { children: ReactNode }) => (
  <dl className={styles['figures']}>{children}</dl>
)
