import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { joinTables, scanTable } from '@numize/insights'
import type { EvalSet } from '../score.ts'
import { matchOf } from './match.ts'
import { type PlantedJson, readPlanted } from './planted.ts'
import { readCsv } from './read-csv.ts'

/** Business tables with planted insights: which of those with a figure or a direction the first ten findings tell. `--show` prints each. */
export const run: EvalSet = async ({ data, flags, print }) => {
  const files = readdirSync(data)
    .filter((name) => /^[^.]+\.json$/.test(name) && existsSync(join(data, name.replace(/json$/, 'csv'))))
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  let [passed, failed, without, byValue] = [0, 0, 0, 0]
  for (const file of files) {
    const table = tableOf(data, file.replace(/\.json$/, ''))
    const findings = scanTable(table)
    const { insight_list: insights } = JSON.parse(readFileSync(join(data, file), 'utf8')) as {
      insight_list: readonly PlantedJson[]
    }
    for (const json of insights) {
      const planted = readPlanted(json, table)
      if (!planted) {
        without++
        continue
      }
      const match = matchOf(planted, findings)
      if (match) passed++
      else failed++
      byValue += match?.by === 'value' ? 1 : 0
      if (flags['show'] || !match)
        print(
          `${file}: ${match ? `ok (${match.by})` : 'missed'}: ${planted.text} [${planted.columns.map((refs) => refs.join('|')).join(' & ')}; ${planted.measure}; ${planted.direction ?? 'no direction'}; ${[...planted.members].join(', ')}]${match && flags['show'] ? ` = ${match.notable.text}` : ''}`,
        )
    }
  }
  const withValue = passed + failed
  return {
    set: 'insightbench',
    counts: { passed, failed },
    scores: { withValue, rate: Math.round((1e4 * passed) / Math.max(1, withValue)) / 1e4, byValue, without },
  }
}

function tableOf(data: string, name: string) {
  const table = readCsv(join(data, `${name}.csv`))
  const second = join(data, `${name}-sysuser.csv`)
  return existsSync(second) ? joinTables(table, readCsv(second)) : table
}
