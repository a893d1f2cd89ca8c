import { SegmentedControl } from '@mantine/core'
import { useId } from 'react'
import styles from './explore-page.module.css'
import { isRangeName, RANGES, type RangeName, rangeOf } from './range.ts'
import type { View } from './view.ts'

interface Props {
  readonly range: View['range']
  /** The local moment named ranges end at. */
  readonly now: string
  readonly onChange: (range: View['range']) => void
}

/** A range by name, or by its first day and the day after its last. */
export function RangeField({ range, now, onChange }: Props) {
  const id = useId()
  const time = rangeOf(range, now)
  const own = (side: 'start' | 'end', day: string) =>
    onChange({ start: time?.start ?? null, end: time?.end ?? null, [side]: day === '' ? null : day })
  return (
    <div className={styles['field']}>
      <span id={id}>Range</span>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-labelledby={id}
        value={isRangeName(range) ? range : ''}
        onChange={(name) => onChange(name as RangeName)}
        data={RANGES.map((name) => ({ value: name, label: name === 'all' ? 'All' : name }))}
      />
      <div className={styles['days']}>
        <label>
          From
          <input
            type="date"
            value={time?.start?.slice(0, 10) ?? ''}
            onChange={(event) => own('start', event.currentTarget.value)}
          />
        </label>
        <label>
          Before
          <input
            type="date"
            value={time?.end?.slice(0, 10) ?? ''}
            onChange={(event) => own('end', event.currentTarget.value)}
          />
        </label>
      </div>
    </div>
  )
}
