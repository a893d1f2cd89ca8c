import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect } from 'react'
import type { CellPlace } from './citations.tsx'

/** Up to so many rows the table is as high as they are. */
const WHOLE_UP_TO = 15
const ROW_PX = 40
/** Rows drawn beyond those in view. */
const BEYOND = 6

export interface ShownRows {
  /** Too many rows to show at their full height. */
  readonly isLong: boolean
  /** Indexes, in the order shown, of the rows to draw. */
  readonly places: readonly number[]
  /** Room of the rows before and after them, in pixels. */
  readonly before: number
  readonly after: number
  readonly measure: (element: HTMLTableRowElement | null) => void
}

/** Which of the ordered rows are in view of their scroller, and near it; the first cited row is brought into view. */
export function useShownRows(
  rows: readonly number[],
  cited: readonly CellPlace[],
  scroller: RefObject<HTMLElement | null>,
): ShownRows {
  const isLong = rows.length > WHOLE_UP_TO
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: isLong,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: BEYOND,
    useFlushSync: false,
  })
  const citedAt = cited[0] === undefined ? -1 : rows.indexOf(cited[0].row)
  useEffect(() => {
    if (isLong && citedAt >= 0) virtual.scrollToIndex(citedAt, { align: 'center' })
  }, [isLong, citedAt, virtual])
  if (!isLong) return { isLong, places: rows.map((_, at) => at), before: 0, after: 0, measure: ignore }
  const items = virtual.getVirtualItems()
  return {
    isLong,
    places: items.map(({ index }) => index),
    before: items[0]?.start ?? 0,
    after: virtual.getTotalSize() - (items.at(-1)?.end ?? 0),
    measure: virtual.measureElement,
  }
}

const ignore = (): void => undefined
