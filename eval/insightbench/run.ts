import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { joinTables, scanTable } from '@numize/insights'
import type { EvalSet } from '../score.ts'
import { type Match, matchOf } from './match.ts'
import { type Planted, type PlantedJson, readPlanted } from './planted.ts'
import { readCsv } from './read-csv.ts'

/** Business tables with planted insights: which of those with a figure or a direction the first ten findings tell. `--show` prints each. */
export const run: EvalSet = async ({ data, flags, print }) => {
  const files = readdirSync(data)
    .filter((name) => /^[^.]+\.json$/.test(name) && existsSync(join(data, name.replace(/json$/, 'csv'))))
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  const judged = files.flatMap((file) => judge(data, file.replace(/\.json$/, '')))
  for (const one of judged) if (one.planted && (flags['show'] || !one.match)) print(line(one, one.planted))
  const withValue = judged.filter(({ planted }) => planted !== null).length
  const passed = judged.filter(({ match }) => match !== null).length
  const byValue = judged.filter(({ match }) => match?.by === 'value').length
  const rate = Math.round((1e4 * passed) / Math.max(1, withValue)) / 1e4
  return {
    set: 'insightbench',
    counts: { passed, failed: withValue - passed },
    scores: { withValue, rate, byValue, without: judged.length - withValue },
  }
}

interface Judged {
  readonly name: string
  /** Null where an insight has neither a figure nor a direction. */
  readonly planted: Planted | null
  readonly match: Match | null
}

function judge(data: string, name: string): Judged[] {
  const table = tableOf(data, name)
  const findings = scanTable(table)
  const { insight_list: insights } = JSON.parse(readFileSync(join(data, `${name}.json`), 'utf8')) as {
    insight_list: readonly PlantedJson[]
  }
  return insights.map((json) => {
    const planted = readPlanted(json, table)
    return { name, planted, match: planted && matchOf(planted, findings) }
  })
}

function line({ name, match }: Judged, planted: Planted): string {
  const columns = planted.columns.map((refs) => refs.join('|')).join(' & ')
  const measures = `${planted.measures.join('|')}${planted.isRelation ? ' relation' : ''}`
  const wanted = `[${columns}; ${measures}; ${planted.direction ?? 'no direction'}; ${[...planted.members].join(', ')}]`
  const found = match ? `ok (${match.by})` : 'missed'
  return `${name}: ${found}: ${planted.text} ${wanted}${match ? ` = ${match.notable.text}` : ''}`
}

function tableOf(data: string, name: string) {
  const table = readCsv(join(data, `${name}.csv`))
  const second = join(data, `${name}-sysuser.csv`)
  return existsSync(second) ? joinTables(table, readCsv(second)) : table
}
