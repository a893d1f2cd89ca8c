import { expect, it } from 'vitest'
import { LEFT_OUT, label, metric, PERCENT, writeFinding } from './finding.ts'

const input = {
  id: 'x',
  title: 'X',
  columns: [label('table', 'Table'), metric('share', 'Share of nulls', PERCENT)],
  rows: [['Orders', 0.021]],
}

it('cites the cell of every figure it says', () => {
  const { answer } = writeFinding({
    ...input,
    sentences: [['Of all rows ', { row: 0, column: 'share' }, ' are null.']],
  })
  expect(answer.narrative.text).toBe('Of all rows 2.1 % are null.')
  expect(answer.narrative.citations).toEqual([
    { span: [12, 17], cells: [{ row: 0, column: 'share' }], formula: 'value' },
  ])
  expect(answer.caveats).toEqual([])
})

it('leaves out a sentence that no cell bears out, and says so', () => {
  const sentences = [['Of all rows ', { row: 0, column: 'share' }, ' are null.'], ['It was 40 % before.']]
  const { answer } = writeFinding({ ...input, sentences })
  expect(answer.narrative.text).toBe('Of all rows 2.1 % are null.')
  expect(answer.caveats).toEqual([LEFT_OUT])
})
