import { existsSync, readdirSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asCallerError } from '../replace-folder.ts'
import { readJson } from '../validate/subject.ts'

/** What the index reads of an `exec_summary.json`. */
interface Summary {
  readonly as_of?: string
  readonly run_id?: string | null
  readonly notes?: readonly string[]
  readonly actions?: readonly {
    readonly rank: number
    readonly title: string
    readonly confidence: number
    readonly revenue_at_risk_usd: number
  }[]
}

/** Files of a report that a reader opens, in reading order. */
const PAGES: Readonly<Record<string, string>> = {
  'exec_summary.md': 'summary',
  'exec_summary.pdf': 'one page to print',
  'themes.md': 'themes',
  'data_health.csv': 'health, as a table',
  'data_health.json': 'health, as data',
  'qc/validate.md': 'quality gates',
}

/** Writes `index.md` in the folder of reports: what each archetype should do first, and where to read on. */
export async function writeReportIndex(reports: string, archetypes: readonly string[]): Promise<string> {
  const path = join(reports, 'index.md')
  const parts = archetypes.map((archetype) => section(reports, archetype))
  try {
    await mkdir(reports, { recursive: true })
    await writeFile(path, `# Data needs\n\n${parts.join('\n')}`)
  } catch (error) {
    throw asCallerError(error, reports)
  }
  return path
}

/** The run whose labels a report stands on; null where there is no report, or it read no communications. */
export function reportedRun(reports: string, archetype: string): string | null {
  const file = join(reports, archetype, 'exec_summary.json')
  return existsSync(file) ? ((readJson(file) as Summary).run_id ?? null) : null
}

function section(reports: string, archetype: string): string {
  const folder = join(reports, archetype)
  const file = join(folder, 'exec_summary.json')
  if (!existsSync(file)) return `## ${archetype}\n\nNo report was made.\n`
  const { as_of, run_id, actions = [], notes = [] } = readJson(file) as Summary
  const figures = join(folder, 'figures')
  const drawn = existsSync(figures) ? readdirSync(figures).filter((name) => name.endsWith('.png')) : []
  const pages = Object.entries(PAGES)
    .filter(([name]) => existsSync(join(folder, name)))
    .map(([name, title]) => `[${title}](${archetype}/${name})`)
  const scores = `eval/${run_id ?? ''}/eval.md`
  if (existsSync(join(reports, scores))) pages.push(`[scores of the labels](${scores})`)
  return [
    `## ${archetype}${as_of === undefined ? '' : `, as of ${as_of}`}`,
    '',
    ...(actions.length === 0 ? ['No action is sure enough to be shown.'] : []),
    ...actions.map(
      ({ rank, title, confidence, revenue_at_risk_usd: usd }) =>
        `${rank}. ${title} (${usd.toLocaleString('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 })} at risk, confidence ${confidence.toFixed(2)})`,
    ),
    '',
    pages.join(' · '),
    '',
    ...notes.map((note) => `> ${note}`),
    ...(notes.length === 0 ? [] : ['']),
    ...drawn
      .toSorted()
      .map((name) => `![${name.replace(/\.png$/, '').replaceAll('_', ' ')}](${archetype}/figures/${name})`),
    '',
  ].join('\n')
}
