import { SegmentedControl } from '@mantine/core'

/** How many of the three columns a block takes. */
export const WidthControl = ({ width, onChange }: { width: number; onChange: (width: number) => void }) => (
  <SegmentedControl
    size="xs"
    aria-label="Width of the block"
    value={String(width)}
    onChange={(next) => onChange(Number(next))}
    data={['1', '2', '3']}
  />
)
