import { type Clock, NumizeError } from '@numize/base'
import type { Classified } from '../classify/classified.ts'
import { classifyComms } from '../classify/classify-comms.ts'
import type { DnrConfig } from '../config/dnr-config.ts'
import { composeReport, type Report } from './compose-report.ts'
import { measureFacts, type ReportFacts } from './measure-facts.ts'
import { lowSources, notesOf } from './report-notes.ts'
import { openWarehouse, type Warehouse } from './warehouse/open-warehouse.ts'
import { isoDay } from './warehouse/zone-days.ts'
import { checkReportFolder, writeReport } from './write-report.ts'

export interface ReportOptions {
  readonly warehouse: string
  readonly comms: string
  readonly out: string
  /** Folder of the labels and the accounts of each run. */
  readonly runs: string
  readonly config: DnrConfig
  readonly windowDays: number
  /** False: our own classifier, also where there is a key. */
  readonly useLlm: boolean
}

export interface ReportEffects {
  readonly signal: AbortSignal
  readonly progress: (line: string) => void
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly threads: number
}

export interface ReportRun {
  readonly report: Report
  readonly files: readonly string[]
  /** What `--strict` does not accept, one sentence each. */
  readonly shortfalls: readonly string[]
}

/**
 * Measures a warehouse, reads its communications, and writes the report. Communications that are missing, or a source
 * that can be read in part only, are told in the report and do not stop it.
 * @throws the errors of `openWarehouse`, `measureFacts`, `classifyComms` and `writeReport`
 */
export async function runReport(options: ReportOptions, effects: ReportEffects): Promise<ReportRun> {
  const { config, out, useLlm, windowDays } = options
  checkReportFolder(out)
  await using warehouse = await openWarehouse(options.warehouse, {
    timeZone: config.warehouse.tz,
    threads: effects.threads,
  })
  const facts = await measureFacts(warehouse, { config, windowDays }, effects)
  const classified = await readComms(warehouse, facts, { options, effects })
  effects.signal.throwIfAborted()
  const report = composeReport(facts, classified, { config, notes: notesOf(classified, { config, useLlm }) })
  const files = await writeReport(out, report, effects)
  return { report, files, shortfalls: shortfallsOf(classified, config) }
}

async function readComms(
  warehouse: Warehouse,
  facts: ReportFacts,
  { options, effects }: { readonly options: ReportOptions; readonly effects: ReportEffects },
): Promise<Classified | null> {
  try {
    return await classifyComms(
      {
        comms: options.comms,
        warehouse,
        dataEvents: facts.events,
        runs: options.runs,
        window: await momentsOf(warehouse, facts),
        config: options.config,
        useLlm: options.useLlm,
      },
      effects,
    )
  } catch (error) {
    if (error instanceof NumizeError && error.code === 'needs/no-comms') return null
    throw error
  }
}

/** The window in UTC: from the first moment of its first local day to the first after its last. */
async function momentsOf({ db, timeZone }: Warehouse, { window }: ReportFacts) {
  const moment = (day: number) =>
    `strftime(timezone('UTC', timezone('${timeZone}', TIMESTAMP '${isoDay(day)}')), '%Y-%m-%dT%H:%M:%SZ')`
  const [row = []] = await db.rows(`SELECT ${moment(window.from)}, ${moment(window.to + 1)}`)
  return { from: String(row[0]), until: String(row[1]) }
}

function shortfallsOf(classified: Classified | null, config: DnrConfig): readonly string[] {
  const floor = `${config.budget.coverage_floor_pct} %`
  if (classified === null) return [`no communications were read: no source reaches ${floor}`]
  return [
    ...lowSources(classified, config).map((source) => `${source}: less than ${floor} was labelled`),
    ...(classified.budget.stoppedEarly ? ['the budget ended the reading early'] : []),
  ]
}
