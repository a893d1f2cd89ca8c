import { TextInput } from '@mantine/core'
import { CrossIcon, PlusIcon } from '../../icons.tsx'
import controls from '../../theme/controls.module.css'
import styles from '../govern.module.css'
import type { AttributeRow } from './attributes.ts'

interface Props {
  readonly rows: readonly AttributeRow[]
  readonly onChange: (rows: readonly AttributeRow[]) => void
}

/** What row filters of slices know of somebody, like their country. */
export const AttributesInput = ({ rows, onChange }: Props) => {
  const set = (at: number, change: Partial<AttributeRow>) =>
    onChange(rows.map((row, place) => (place === at ? { ...row, ...change } : row)))
  return (
    <fieldset className={styles['group']}>
      <legend>Attributes</legend>
      <p>Row filters of slices read these: with country = France somebody sees the rows of France.</p>
      {rows.map(({ name, text }, at) => (
        <div key={at} className={styles['pair']}>
          <TextInput
            aria-label={`Attribute ${at + 1}`}
            placeholder="country"
            value={name}
            onChange={(event) => set(at, { name: event.currentTarget.value })}
          />
          <TextInput
            aria-label={`Value of ${name || `attribute ${at + 1}`}`}
            placeholder="France"
            value={text}
            onChange={(event) => set(at, { text: event.currentTarget.value })}
          />
          <button
            type="button"
            className={controls['icon']}
            onClick={() => onChange(rows.filter((_, place) => place !== at))}
            aria-label={`Remove ${name || `attribute ${at + 1}`}`}
          >
            <CrossIcon size={16} />
          </button>
        </div>
      ))}
      <div>
        <button
          type="button"
          className={controls['plain']}
          onClick={() => onChange([...rows, { name: '', text: '' }])}
        >
          <PlusIcon size={16} /> Add an attribute
        </button>
      </div>
    </fieldset>
  )
}
