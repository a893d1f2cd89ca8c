import { Skeleton, useComputedColorScheme } from '@mantine/core'
import type { Chart } from '@numize/blocks'
import { useEffect, useRef, useState } from 'react'
import { ChartIcon, TableIcon } from '../icons.tsx'
import controls from '../theme/controls.module.css'
import styles from './chart-figure.module.css'
import { SaveChart } from './save-chart.tsx'

interface Props {
  readonly chart: Chart
  readonly title: string
  /** The table that says the same; null while it is not on the page. */
  readonly tableId: string | null
  readonly onShowTable: () => void
  /** Opens or closes what changes the chart; absent = it is only looked at. */
  readonly onEdit?: () => void
  readonly isEdited?: boolean
}

/** The chart as a figure with a text that says what is drawn; the drawing code is loaded when the first one is shown. */
export function ChartFigure({ chart, title, tableId, onShowTable, onEdit, isEdited = false }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('dark')
  const [state, setState] = useState<'drawing' | 'drawn' | 'failed'>('drawing')

  useEffect(() => {
    const element = host.current
    if (!element) return
    let isGone = false
    const draw = async () => {
      const { drawChart } = await import('./draw-chart.ts')
      const view = await drawChart(element, chart.spec, scheme)
      if (!isGone) setState('drawn')
      return view
    }
    const drawing = draw().catch(() => {
      setState('failed')
      return null
    })
    return () => {
      isGone = true
      void drawing.then((view) => view?.finish())
    }
  }, [chart, scheme])

  return (
    <figure className={`${controls['card']} ${styles['figure']}`}>
      <figcaption className={styles['tools']}>
        <span title={title}>{title}</span>
        {onEdit && (
          <button type="button" className={controls['quiet']} onClick={onEdit} aria-expanded={isEdited}>
            <ChartIcon size={16} /> Change
          </button>
        )}
        <SaveChart chart={chart} title={title} />
        <button
          type="button"
          className={controls['quiet']}
          onClick={onShowTable}
          aria-controls={tableId ?? undefined}
        >
          <TableIcon size={16} /> Show as table
        </button>
      </figcaption>
      {state === 'failed' ? (
        <p className={styles['failed']}>This chart could not be drawn. The table below has all of it.</p>
      ) : (
        <div className={styles['frame']}>
          {state === 'drawing' && <Skeleton className={styles['skeleton'] ?? ''} height={320} radius="md" />}
          <div
            ref={host}
            role="img"
            aria-label={chart.alt}
            className={styles['drawing']}
            data-state={state}
          />
        </div>
      )}
    </figure>
  )
}
