import { Checkbox, SegmentedControl, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { keys, queryClient, useMe } from '../api/queries.ts'
import { go } from '../routing.ts'
import { sentence } from '../sentence.ts'
import controls from '../theme/controls.module.css'
import type { Connection } from './connection.ts'
import styles from './data-page.module.css'

const NAME = /^[a-z][a-z0-9_]{0,59}$/

/** The tables that were found: which of them to ask of, by what name, and who may. */
export function TablesForm({ connection, tables }: { connection: Connection; tables: readonly string[] }) {
  const [chosen, setChosen] = useState<readonly string[]>(tables)
  const [name, setName] = useState('')
  const [audience, setAudience] = useState('everybody')
  const add = useAdd(connection)
  return (
    <form
      className={`${controls['card']} ${styles['connect']}`}
      aria-label="What to ask of"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate({ name, isForAll: audience === 'everybody', tables: chosen })
      }}
    >
      <TableBoxes tables={tables} chosen={chosen} onChange={setChosen} />
      <div className={styles['fields']}>
        <TextInput
          label="Name"
          description="Small letters, digits and _"
          value={name}
          error={name !== '' && !NAME.test(name) ? 'Begin with a letter; small letters, digits and _' : null}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
      </div>
      <SegmentedControl
        aria-label="May be asked by"
        value={audience}
        onChange={setAudience}
        data={[
          { value: 'everybody', label: 'Everybody here may ask' },
          { value: 'me', label: 'Me alone' },
        ]}
      />
      <button
        type="submit"
        className={controls['primary']}
        disabled={add.isPending || !NAME.test(name) || chosen.length === 0}
      >
        {add.isPending ? 'A model is made of it…' : 'Add it and see its model'}
      </button>
      {add.error && (
        <p role="alert" className={styles['trouble']}>
          {sentence(add.error.message)}
        </p>
      )}
    </form>
  )
}

interface BoxesProps {
  readonly tables: readonly string[]
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

const TableBoxes = ({ tables, chosen, onChange }: BoxesProps) => (
  <Checkbox.Group
    w="100%"
    label={`${tables.length.toLocaleString('en-US')} ${tables.length === 1 ? 'table' : 'tables'} found`}
    value={[...chosen]}
    onChange={onChange}
  >
    <div className={styles['tables']}>
      {tables.map((table) => (
        <Checkbox key={table} value={table} label={<bdi>{table}</bdi>} />
      ))}
    </div>
  </Checkbox.Group>
)

interface Added {
  readonly name: string
  readonly isForAll: boolean
  readonly tables: readonly string[]
}

/** Registers it, then shows the model that was made. */
function useAdd(connection: Connection) {
  const userId = useMe().data?.userId ?? ''
  return useMutation({
    mutationFn: ({ name, isForAll, tables }: Added) =>
      call('POST /v1/datasources', {
        body: { ...connection, name, audience: [isForAll ? '*' : userId], tables: [...tables] },
      }),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: keys.projects })
      go({ project: id, page: 'catalog', path: ['model'] })
    },
  })
}
