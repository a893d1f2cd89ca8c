import { Skeleton } from '@mantine/core'
import styles from './page-loading.module.css'

/** A page while its code or its content is on its way. */
export const PageLoading = () => (
  <main id="conversation" className={styles['page']} tabIndex={-1} aria-busy="true">
    <h1 className={styles['title']}>Opening the page</h1>
    <Skeleton height={30} width="14rem" />
    <Skeleton height={18} width="26rem" maw="100%" />
    <Skeleton height={320} radius="lg" />
  </main>
)
