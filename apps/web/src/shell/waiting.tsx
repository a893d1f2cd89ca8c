import { Loader } from '@mantine/core'
import styles from './waiting.module.css'

/** The page while it does not know yet what to show. */
export const Waiting = ({ text }: { text: string }) => (
  <main className={styles['page']} aria-busy="true">
    <Loader size="sm" />
    <p>{text}</p>
  </main>
)
