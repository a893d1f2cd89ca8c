import { expect, it } from 'vitest'
import type { Problem } from '../project.ts'
import { readNumizeYml } from './read-numize-yml.ts'

const read = (holidays: string) => {
  const problems: Problem[] = []
  const source = `name: shop\nconnection: { type: files, path: data }\nholidays: ${holidays}\n`
  const file = readNumizeYml('numize.yml', source, problems)
  return { holidays: file?.calendar.holidays, problems: problems.map(({ message }) => message) }
}

it("reads a project's own holidays, each year and once", () => {
  expect(read("[{name: Stocktaking, days: ['02-29', '06-12']}, {name: Fair, days: ['2026-11-27']}]")).toEqual(
    {
      holidays: [
        { name: 'Stocktaking', days: ['02-29', '06-12'] },
        { name: 'Fair', days: ['2026-11-27'] },
      ],
      problems: [],
    },
  )
})

it.each([['27 November'], ['2026-02-30'], ['13-01']])('says how days are written, of %s', (day) => {
  expect(read(`[{name: Fair, days: ['${day}']}]`).problems).toEqual([
    `days of holiday Fair are written as '11-11' (each year) or '2026-11-27' (once), not ${day}.`,
  ])
})
