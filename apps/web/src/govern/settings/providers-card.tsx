import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { call } from '../../api/call.ts'
import { queryClient } from '../../api/queries.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Loaded } from '../loaded.tsx'
import { Trouble } from '../trouble.tsx'
import type { Provider } from './provider.ts'
import { ProviderForm } from './provider-form.tsx'

const KEY = ['identity-providers']
const refresh = () => queryClient.invalidateQueries({ queryKey: KEY })

/** Where people may sign in beside here: OpenID Connect providers, each tested before it is relied on. */
export function ProvidersCard() {
  const providers = useQuery({ queryKey: KEY, queryFn: () => call('GET /v1/identity-providers', {}) })
  const [editing, setEditing] = useState<Provider | 'new' | null>(null)
  const done = async () => {
    setEditing(null)
    await refresh()
  }
  return (
    <section className={`${controls['card']} ${styles['card']}`} aria-labelledby="providers">
      <div className={styles['between']}>
        <h2 id="providers">Sign-in providers</h2>
        {editing === null && (
          <button type="button" className={controls['plain']} onClick={() => setEditing('new')}>
            Add a provider
          </button>
        )}
      </div>
      <Loaded query={providers} what="The providers" height={60}>
        {(all) => (
          <>
            {all.length === 0 && <p>None: people sign in by links and passwords.</p>}
            <ul className={styles['list']}>
              {all.map((provider) => (
                <ProviderRow key={provider.name} provider={provider} onEdit={() => setEditing(provider)} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
      {editing !== null && (
        <ProviderForm
          key={editing === 'new' ? '' : editing.name}
          provider={editing === 'new' ? null : editing}
          onSaved={done}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  )
}

function ProviderRow({ provider, onEdit }: { provider: Provider; onEdit: () => void }) {
  const { name, label, issuer, domains } = provider
  const [told, setTold] = useState<string | null>(null)
  const { busy, trouble, run } = useTask()
  const params = { provider: name }
  const test = () =>
    run(async () => {
      const { signInAt } = await call('POST /v1/identity-providers/:provider/test', { params })
      setTold(`It answers; people sign in at ${signInAt}`)
    })
  const remove = () =>
    run(async () => {
      await call('DELETE /v1/identity-providers/:provider', { params })
      await refresh()
    })
  return (
    <li>
      <div>
        <strong>{label}</strong>
        <small>
          {issuer}
          {domains.length > 0 && `, for ${domains.join(', ')}`}
        </small>
        <small aria-live="polite">{trouble === null ? told : ''}</small>
        <Trouble text={trouble} />
      </div>
      <div className={styles['row']}>
        <button type="button" className={controls['plain']} disabled={busy} onClick={() => void test()}>
          Test
        </button>
        <button type="button" className={controls['plain']} onClick={onEdit}>
          Change
        </button>
        <button
          type="button"
          className={controls['plain']}
          disabled={busy}
          onClick={() => void remove()}
          aria-label={`Remove ${label}`}
        >
          Remove
        </button>
      </div>
    </li>
  )
}
