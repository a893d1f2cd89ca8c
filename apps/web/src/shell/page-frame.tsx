import { type ReactNode, useEffect } from 'react'
import styles from './page-frame.module.css'

interface Props {
  readonly title: string
  /** One line under the title. */
  readonly intro?: ReactNode
  /** Buttons beside the title. */
  readonly actions?: ReactNode
  /** Wide pages use all of the width; the others keep to a readable column. */
  readonly isWide?: boolean
  readonly isBusy?: boolean
  readonly children: ReactNode
}

/** A page of the workspace: its title, what it is for, its buttons, its body. */
export function PageFrame({ title, intro, actions, isWide = false, isBusy = false, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Numize`
  }, [title])
  return (
    <main id="conversation" className={styles['page']} tabIndex={-1} aria-busy={isBusy}>
      <div className={`${styles['body']} ${isWide ? styles['wide'] : ''}`}>
        <header className={styles['head']}>
          <div>
            <h1>{title}</h1>
            {intro !== undefined && <p>{intro}</p>}
          </div>
          {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
        </header>
        {children}
      </div>
    </main>
  )
}
