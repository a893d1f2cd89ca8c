import { Checkbox, NativeSelect } from '@mantine/core'
import type { UploadColumn } from '@numize/server/contract'
import { useState } from 'react'
import controls from '../theme/controls.module.css'
import styles from './data-page.module.css'

type Choice = Exclude<UploadColumn['choice'], 'other'>

const CHOICES: readonly { readonly value: Choice; readonly label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'date', label: 'Date or time' },
  { value: 'dayFirst', label: 'Date, day first' },
]
const labelOf = (choice: Choice): string => CHOICES.find(({ value }) => value === choice)?.label ?? choice

interface Props {
  readonly columns: readonly UploadColumn[]
  readonly personal: ReadonlySet<string>
  /** Whether things may still be changed. */
  readonly isOpen: boolean
  readonly onPersonal: (personal: ReadonlySet<string>) => void
  readonly onChoose: (name: string, choice: Choice) => void
}

const AT_FIRST = 100

/** The columns of a file: what they hold, and whether it is personal. */
export function ColumnsTable({ columns, ...rest }: Props) {
  const [shown, setShown] = useState(AT_FIRST)
  return (
    <section aria-label="Columns">
      <h2 className={styles['heading']}>Columns</h2>
      <div
        className={`${controls['card']} ${styles['scroll']}`}
        role="group"
        tabIndex={0}
        aria-label="Columns, may scroll"
      >
        <table className={styles['columns']}>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Holds</th>
              <th scope="col">Different values</th>
              <th scope="col">Empty</th>
              <th scope="col">Personal data</th>
            </tr>
          </thead>
          <tbody>
            {columns.slice(0, shown).map((column) => (
              <ColumnRow key={column.name} column={column} {...rest} />
            ))}
          </tbody>
        </table>
      </div>
      {columns.length > shown && (
        <button type="button" className={controls['plain']} onClick={() => setShown(shown + AT_FIRST)}>
          Show more of the {columns.length.toLocaleString('en-US')} columns
        </button>
      )}
    </section>
  )
}

function ColumnRow({
  column,
  personal,
  isOpen,
  onPersonal,
  onChoose,
}: Omit<Props, 'columns'> & { column: UploadColumn }) {
  const { name, choice, almost, misfits } = column
  const toggled = () => {
    const next = new Set(personal)
    if (!next.delete(name)) next.add(name)
    onPersonal(next)
  }
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
      </th>
      <td>
        <NativeSelect
          size="xs"
          aria-label={`${name} holds`}
          disabled={!isOpen}
          value={choice}
          data={[
            ...CHOICES,
            ...(choice === 'other' ? [{ value: 'other', label: column.type, disabled: true }] : []),
          ]}
          onChange={({ currentTarget }) => onChoose(name, currentTarget.value as Choice)}
        />
        {isOpen && almost && (
          <button type="button" className={controls['quiet']} onClick={() => onChoose(name, almost.choice)}>
            {almost.misfits === 0
              ? `Read as ${labelOf(almost.choice).toLowerCase()}`
              : `Read as ${labelOf(almost.choice).toLowerCase()}, ${almost.misfits.toLocaleString('en-US')} would be empty`}
          </button>
        )}
        {misfits > 0 && (
          <small className={styles['misfits']}>
            {misfits.toLocaleString('en-US')} did not fit, empty now
          </small>
        )}
      </td>
      <td data-align="end">{column.distinct.toLocaleString('en-US')}</td>
      <td data-align="end">{column.nulls.toLocaleString('en-US')}</td>
      <td>
        <Checkbox
          size="sm"
          label={personal.has(name) ? 'Hidden' : 'No'}
          aria-label={`${name} holds personal data`}
          description={column.personal ?? undefined}
          checked={personal.has(name)}
          disabled={!isOpen}
          onChange={toggled}
        />
      </td>
    </tr>
  )
}
