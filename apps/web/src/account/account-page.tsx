import { Skeleton } from '@mantine/core'
import { Notice } from '../answer/notice.tsx'
import { useAccount } from '../api/queries.ts'
import { BlockedIcon } from '../icons.tsx'
import { sentence } from '../sentence.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import styles from './account-page.module.css'
import { AuthenticatorCard } from './authenticator-card.tsx'
import { KeysCard } from './keys-card.tsx'
import { PasswordCard } from './password-card.tsx'
import { SessionsCard } from './sessions-card.tsx'

/** One's own account: what protects it, where one is signed in, the keys of one's programs. */
export default function AccountPage() {
  const { data, error } = useAccount()
  return (
    <PageFrame title="Account" intro={data?.email ?? data?.userId} isBusy={!data && !error}>
      {error && (
        <Notice tone="bad" icon={<BlockedIcon />} title="Your account cannot be shown">
          <p>{sentence(error.message)}</p>
        </Notice>
      )}
      {!data && !error && <Skeleton height={420} radius="lg" />}
      {data && (
        <div className={styles['cards']}>
          <PasswordCard account={data} />
          <AuthenticatorCard account={data} />
          <SessionsCard />
          <KeysCard />
        </div>
      )}
    </PageFrame>
  )
}
