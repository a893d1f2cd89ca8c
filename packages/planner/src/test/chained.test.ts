import { expect, it } from 'vitest'
import { createPlanner } from '../index.ts'
import { readingOf } from './ask.ts'
import { catalog, entity, number, table, text, valuesOf } from './models/build.ts'

const named = (name: string, column: string) =>
  table(`${name}s`, name, { entities: [entity(name, 'primary')], dimensions: [text(column)] })
const pairs = (name: string, first: string, second: string) =>
  table(name, name, { entities: [entity(first, 'foreign'), entity(second, 'foreign')] })

/** Painters and the murals they painted, each in several styles. */
const planner = createPlanner(
  catalog(
    [
      named('painter', 'painter_name'),
      table('murals', 'mural', {
        entities: [entity('mural', 'primary')],
        dimensions: [text('mural_name'), number('visitors', { aggregations: ['sum', 'average', 'max'] })],
      }),
      named('style', 'style_name'),
      pairs('painter_murals', 'painter', 'mural'),
      pairs('mural_styles', 'mural', 'style'),
      pairs('painter_styles', 'painter', 'style'),
    ],
    { values: [valuesOf('styles', 'style_name', ['Cubist', 'Naive'])] },
  ),
)

it('reaches a condition over the rows named in between, not by a shorter way that passes them by', () => {
  expect(readingOf(planner, 'Which painters made murals in the style Cubist?').plan).toMatchObject({
    root: 'painters',
    where: [
      {
        kind: 'inPlan',
        plan: {
          root: 'painter_murals',
          where: [{ kind: 'inPlan', field: { dimension: 'mural' }, plan: { root: 'mural_styles' } }],
        },
      },
    ],
  })
})

it('takes a column behind "with" for that of the rows just before it', () => {
  expect(readingOf(planner, 'Which styles are used in murals with visitors above 100?').plan).toMatchObject({
    root: 'styles',
    where: [{ plan: { where: [{ field: { dimension: 'mural__visitors' }, op: '>', value: 100 }] } }],
  })
})

it.each([
  ['total visitors of murals by painter', 'sum', 'painter_murals'],
  ['average visitors of murals per style', 'average', 'mural_styles'],
])('takes an amount over a list of pairs: %s', (question, aggregation, rows) => {
  expect(readingOf(planner, question).plan).toMatchObject({
    metrics: [{ measure: { over: 'mural__visitors', aggregation, rows } }],
  })
})
