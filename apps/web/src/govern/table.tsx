import type { ReactNode } from 'react'
import styles from './govern.module.css'

interface Props {
  readonly label: string
  readonly heads: readonly string[]
  readonly children: ReactNode
}

/** Rows of things to look after; where it is wider than its place it scrolls, by keyboard too. */
export const Table = ({ label, heads, children }: Props) => (
  <div className={styles['scroller']} tabIndex={0} role="group" aria-label={`${label}, scrolls sideways`}>
    <table className={styles['table']} aria-label={label}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
)
