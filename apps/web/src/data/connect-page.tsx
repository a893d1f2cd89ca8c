import { SegmentedControl, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Notice } from '../answer/notice.tsx'
import { call } from '../api/call.ts'
import { BlockedIcon, InfoIcon } from '../icons.tsx'
import { sentence } from '../sentence.ts'
import { PageFrame } from '../shell/page-frame.tsx'
import controls from '../theme/controls.module.css'
import { type Connection, connectionOf, KINDS, type Kind, type Values } from './connection.ts'
import styles from './data-page.module.css'
import { TablesForm } from './tables-form.tsx'

/** Data where it is: its address, a test of it, the tables to ask of, then a project made of them. */
export function ConnectPage() {
  const test = useMutation({
    mutationFn: (body: Connection) => call('POST /v1/datasources/test', { body }),
  })
  return (
    <PageFrame title="Connect data" intro="Numize reads it where it is, and never writes to it.">
      <AddressForm isBusy={test.isPending} onTest={test.mutate} onChange={test.reset} />
      <div className={styles['parts']} aria-live="polite">
        {test.error && (
          <Notice tone="bad" icon={<BlockedIcon />} title="This data cannot be read yet">
            <p>{sentence(test.error.message)}</p>
          </Notice>
        )}
        {test.data && test.data.warnings.length > 0 && (
          <Notice tone="quiet" icon={<InfoIcon />} title="What is not read as it stands">
            <ul className={styles['lines']}>
              {test.data.warnings.map((warning) => (
                <li key={warning}>{sentence(warning)}</li>
              ))}
            </ul>
          </Notice>
        )}
        {test.data && <TablesForm connection={test.variables} tables={test.data.tables} />}
      </div>
    </PageFrame>
  )
}

interface AddressProps {
  readonly isBusy: boolean
  readonly onTest: (connection: Connection) => void
  readonly onChange: () => void
}

function AddressForm({ isBusy, onTest, onChange }: AddressProps) {
  const [kind, setKind] = useState<Kind>('postgres')
  const [values, setValues] = useState<Values>({})
  const connection = connectionOf(kind, values)
  return (
    <form
      className={`${controls['card']} ${styles['connect']}`}
      aria-label="Where the data is"
      onSubmit={(event) => {
        event.preventDefault()
        if (connection) onTest(connection)
      }}
    >
      <SegmentedControl
        aria-label="Kind of data"
        value={kind}
        onChange={(next) => {
          setKind(next as Kind)
          onChange()
        }}
        data={Object.entries(KINDS).map(([value, { label }]) => ({ value, label }))}
      />
      <div className={styles['fields']}>
        {KINDS[kind].fields.map(({ name, label, hint, isOptional }) => (
          <TextInput
            key={name}
            label={label}
            description={hint}
            required={!isOptional}
            autoComplete="off"
            spellCheck={false}
            inputWrapperOrder={['label', 'input', 'description']}
            value={values[name] ?? ''}
            onChange={({ currentTarget: { value } }) => {
              setValues({ ...values, [name]: value })
              onChange()
            }}
          />
        ))}
      </div>
      <button type="submit" className={controls['primary']} disabled={connection === null || isBusy}>
        {isBusy ? 'Looking…' : 'Test the connection'}
      </button>
    </form>
  )
}
