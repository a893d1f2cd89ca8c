import { NativeSelect } from '@mantine/core'

interface Props {
  readonly sheets: readonly string[]
  readonly sheet: string | null
  readonly onChoose: (sheet: string) => void
}

/** Which sheet of a workbook is read. */
export const SheetChoice = ({ sheets, sheet, onChoose }: Props) => (
  <NativeSelect
    label="Sheet"
    w="min(20rem, 100%)"
    data={[...sheets]}
    value={sheet ?? ''}
    onChange={({ currentTarget }) => onChoose(currentTarget.value)}
  />
)
