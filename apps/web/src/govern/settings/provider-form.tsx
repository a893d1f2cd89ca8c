import { PasswordInput, Switch, TagsInput, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTask } from '../../account/use-task.ts'
import { call } from '../../api/call.ts'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import { Trouble } from '../trouble.tsx'
import type { Provider } from './provider.ts'

interface Props {
  /** null = a new one. */
  readonly provider: Provider | null
  readonly onSaved: () => Promise<void>
  readonly onClose: () => void
}

interface Typed {
  readonly name: string
  readonly label: string
  readonly issuer: string
  readonly clientId: string
  /** Empty = as it was. */
  readonly clientSecret: string
  readonly domains: string[]
  readonly defaultRoles: string[]
  readonly createPeople: boolean
}

const NOTHING: Typed = {
  name: '',
  label: '',
  issuer: '',
  clientId: '',
  clientSecret: '',
  domains: [],
  defaultRoles: ['viewer'],
  createPeople: false,
}

function typedOf(provider: Provider | null): Typed {
  if (!provider) return NOTHING
  const { name, label, issuer, clientId, domains, defaultRoles, createPeople } = provider
  const lists = { domains: [...domains], defaultRoles: [...defaultRoles] }
  return { name, label, issuer, clientId, clientSecret: '', ...lists, createPeople }
}

const TEXTS = [
  ['name', 'Name in addresses', 'acme'],
  ['label', 'Label of its button', 'Acme'],
  ['issuer', 'Issuer', 'https://login.acme.com'],
  ['clientId', 'Client id', 'numize'],
] as const

/** An OpenID Connect provider: where it is, what it knows us by, and who may come in through it. */
export function ProviderForm({ provider, onSaved, onClose }: Props) {
  const [typed, setTyped] = useState(() => typedOf(provider))
  const { busy, trouble, run } = useTask()
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part })
  const { name, clientSecret, ...settings } = typed
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => {
      const body = { ...settings, ...(clientSecret === '' ? {} : { clientSecret }) }
      await call('PUT /v1/identity-providers/:provider', { params: { provider: name }, body })
      await onSaved()
    })
  }
  return (
    <form className={styles['section']} onSubmit={submit} aria-label="Sign-in provider">
      <Fields provider={provider} typed={typed} onChange={change} />
      <Trouble text={trouble} />
      <div className={styles['row']}>
        <button
          type="submit"
          className={controls['primary']}
          disabled={busy || TEXTS.some(([field]) => typed[field].trim() === '')}
        >
          Save
        </button>
        <button type="button" className={controls['plain']} onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  )
}

interface FieldsProps extends Pick<Props, 'provider'> {
  readonly typed: Typed
  readonly onChange: (part: Partial<Typed>) => void
}

const Fields = ({ provider, typed, onChange }: FieldsProps) => (
  <>
    <div className={styles['fields']}>
      {TEXTS.map(([field, label, placeholder]) => (
        <TextInput
          key={field}
          label={label}
          placeholder={placeholder}
          value={typed[field]}
          onChange={(event) => onChange({ [field]: event.currentTarget.value })}
          disabled={field === 'name' && provider !== null}
        />
      ))}
      <PasswordInput
        label="Client secret"
        description={provider?.hasSecret ? 'Empty: as it was' : 'Or a reference: secret:NAME'}
        value={typed.clientSecret}
        onChange={(event) => onChange({ clientSecret: event.currentTarget.value })}
        autoComplete="off"
      />
      <TagsInput
        label="E-mail domains let in"
        description="Empty: all"
        value={typed.domains}
        onChange={(domains) => onChange({ domains })}
        acceptValueOnBlur
      />
      <TagsInput
        label="Roles of new people"
        description="Where a sign-in makes them"
        value={typed.defaultRoles}
        onChange={(defaultRoles) => onChange({ defaultRoles })}
        acceptValueOnBlur
      />
    </div>
    <Switch
      label="Whoever signs in there for the first time is added"
      checked={typed.createPeople}
      onChange={(event) => onChange({ createPeople: event.currentTarget.checked })}
    />
  </>
)
