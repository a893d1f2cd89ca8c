import type { ApiKeyView, PersonView } from '@numize/server/contract'
import { useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { when } from '../../account/when.ts'
import { call } from '../../api/call.ts'
import { PlusIcon } from '../../icons.tsx'
import { PlaceLink } from '../../place-link.tsx'
import { useMay } from '../../session/rights.tsx'
import type { PageProps } from '../../shell/page-props.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Loaded } from '../loaded.tsx'
import { Table } from '../table.tsx'
import { Trouble } from '../trouble.tsx'
import { NewServiceAccount } from './new-service-account.tsx'
import { NewServiceKey } from './new-service-key.tsx'
import { refreshEveryKey, useEveryKey, usePeople } from './people-queries.ts'

type Open = 'account' | 'key' | null

/** Programs that come in: service accounts, and every API key with what it may do and when it was used. */
export default function KeysSection({ project }: PageProps) {
  const keys = useEveryKey()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  return (
    <>
      <div className={styles['lead']}>
        <p>
          A key does what it was made for and never more than its owner may. A service account is an owner
          that nobody signs in as.
        </p>
        {open === null && (
          <div className={styles['row']}>
            <button type="button" className={controls['plain']} onClick={() => setOpen('account')}>
              <PlusIcon size={16} /> Service account
            </button>
            <button type="button" className={controls['primary']} onClick={() => setOpen('key')}>
              <PlusIcon size={16} /> Key
            </button>
          </div>
        )}
      </div>
      {open === 'account' && <NewServiceAccount onClose={close} />}
      {open === 'key' && <NewServiceKey onClose={close} />}
      <ServiceAccounts project={project} />
      <Loaded query={keys} what="The keys">
        {(all) => <Keys keys={all.filter(({ revokedAt }) => revokedAt === null)} />}
      </Loaded>
    </>
  )
}

function ServiceAccounts({ project }: { project: string }) {
  const mayOpen = useMay('manage:people')
  return mayOpen ? <ListedAccounts project={project} /> : null
}

function ListedAccounts({ project }: { project: string }) {
  const { data = [] } = usePeople()
  const accounts = data.filter(({ kind }) => kind === 'service')
  if (accounts.length === 0) return null
  return (
    <Table label="Service accounts" heads={['Service account', 'Roles', 'State']}>
      {accounts.map(({ userId, name, roles, disabled }: PersonView) => (
        <tr key={userId}>
          <th scope="row">
            <PlaceLink to={{ project, page: 'govern', path: ['people', userId] }}>{name}</PlaceLink>
            <small>{userId}</small>
          </th>
          <td>{roles.join(', ') || 'viewer'}</td>
          <td>{disabled ? 'Shut out' : 'In use'}</td>
        </tr>
      ))}
    </Table>
  )
}

function Keys({ keys }: { keys: readonly ApiKeyView[] }) {
  const { busy, trouble, run } = useTask()
  const revoke = (key: string) =>
    run(async () => {
      await call('DELETE /v1/keys/:key', { params: { key } })
      await refreshEveryKey()
    })
  if (keys.length === 0) return <p className={styles['none']}>No key is in use. Programs get in with one.</p>
  return (
    <>
      <Trouble text={trouble} />
      <Table label="API keys" heads={['Key', 'Of', 'May', 'Used', 'Ends', '']}>
        {keys.map(({ keyId, name, userId, createdBy, scopes, usedAt, expiresAt }) => (
          <tr key={keyId}>
            <th scope="row">
              {name}
              <small>
                <code>…{keyId}</code>, made by {createdBy}
              </small>
            </th>
            <td>{userId}</td>
            <td>
              <span className={styles['badges']}>
                {scopes.map((scope) => (
                  <span key={scope} className={styles['badge']}>
                    {scope}
                  </span>
                ))}
              </span>
            </td>
            <td className={styles['when']}>{usedAt === null ? 'Never' : when(usedAt)}</td>
            <td className={styles['when']}>{expiresAt === null ? 'Never' : when(expiresAt)}</td>
            <td>
              <button
                type="button"
                className={controls['plain']}
                disabled={busy}
                onClick={() => void revoke(keyId)}
                aria-label={`Revoke the key ${name}`}
              >
                Revoke
              </button>
            </td>
          </tr>
        ))}
      </Table>
    </>
  )
}
