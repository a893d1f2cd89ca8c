import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { NumizeError } from '@numize/base'
import type { Archetype, DnrConfig } from '../config/dnr-config.ts'
import { needsError } from '../errors.ts'
import { measureTable, type TableCounts } from '../report/health/measure-table.ts'
import { openWarehouse, type Warehouse } from '../report/warehouse/open-warehouse.ts'
import { readActivity } from './activity.ts'
import { type Check, holds, notChecked } from './check.ts'
import { commsAgainCheck } from './comms-again-check.ts'
import { commsChecks } from './comms-checks.ts'
import { type CommsStamp, openComms } from './comms-subject.ts'
import { guardrailChecks } from './guardrail-checks.ts'
import { moneyChecks } from './money-checks.ts'
import { BODY_MIN, qualityChecks } from './quality-checks.ts'
import { reportChecks } from './report-checks.ts'
import { reproducibilityChecks } from './reproducibility-checks.ts'
import { schemaChecks } from './schema-checks.ts'
import { seasonalityChecks } from './seasonality-checks.ts'
import { spendChecks } from './spend-checks.ts'
import { readPlanted, readStamp, type Stamp, type Subject } from './subject.ts'
import { taxonomyChecks } from './taxonomy-checks.ts'
import { correlationChecks, questionChecks, themeChecks } from './theme-checks.ts'
import { trajectoryChecks } from './trajectory-checks.ts'
import { volumeChecks } from './volume-checks.ts'

export interface ValidateFolders {
  readonly warehouse: string
  readonly comms: string
  readonly meta: string
  readonly runs: string
  /** Of the report: `reports/<archetype>`. */
  readonly report: string
}

export interface ValidateEffects {
  readonly config: DnrConfig
  readonly threads: number
  readonly signal: AbortSignal
  readonly onProgress: (step: string) => void
}

export interface Validation {
  readonly archetype: Archetype | null
  readonly passed: boolean
  readonly counts: Readonly<Record<Check['status'], number>>
  readonly checks: readonly Check[]
}

/**
 * Every gate of spec 002 on a warehouse, and on its communications and runs where they exist. A file that is missing or
 * broken is a failed gate, and what needs it is not checked.
 * @throws `needs/no-warehouse` where the folder is none
 */
export async function validate(folders: ValidateFolders, effects: ValidateEffects): Promise<Validation> {
  const ofWarehouse = await warehousePart(folders, effects)
  effects.signal.throwIfAborted()
  const ofComms = await commsPart(folders, ofWarehouse.archetype, effects)
  const ofReport = reportPart(folders.report, ofWarehouse.archetype, effects.config)
  const checks = [...ofWarehouse.checks, ...ofComms, ...ofReport]
  const count = (status: Check['status']) => checks.filter((check) => check.status === status).length
  return {
    archetype: ofWarehouse.archetype,
    passed: count('failed') === 0,
    counts: { passed: count('passed'), failed: count('failed'), not_checked: count('not_checked') },
    checks,
  }
}

async function warehousePart(
  folders: ValidateFolders,
  effects: ValidateEffects,
): Promise<{ readonly archetype: Archetype | null; readonly checks: readonly Check[] }> {
  const { config, threads } = effects
  if (!existsSync(folders.warehouse)) throw needsError('no-warehouse', { path: folders.warehouse })
  try {
    const stamp = readStamp(folders.warehouse)
    await using warehouse = await openWarehouse(folders.warehouse, {
      timeZone: config.warehouse.tz,
      threads,
    })
    const finished = holds('schema', 'the warehouse is finished', stamp !== null, {
      measured: stamp
        ? 'warehouse.json is there'
        : 'warehouse.json is missing: it was not written to its end',
      expected: 'warehouse.json is there',
    })
    const subject = await subjectOf(warehouse, {
      stamp: stamp ?? assumed(warehouse, config),
      folders,
      effects,
    })
    return {
      archetype: warehouse.archetype,
      checks: [finished, ...(await warehouseChecks(subject, effects))],
    }
  } catch (error) {
    if (!(error instanceof NumizeError) || error.code === 'needs/no-warehouse') throw error
    const broken = holds('schema', 'the warehouse can be read', false, {
      measured: error.message,
      expected: 'every table is there and whole',
    })
    return { archetype: null, checks: [broken, notChecked('quality', 'the warehouse', 'it cannot be read')] }
  }
}

/** A day after all days: only totals are wanted. */
const NO_SERIES = 100_000

async function subjectOf(
  warehouse: Warehouse,
  { stamp, folders, effects }: { stamp: Stamp; folders: ValidateFolders; effects: ValidateEffects },
): Promise<Subject> {
  const counts = new Map<string, TableCounts>()
  for (const contract of warehouse.contracts) {
    effects.signal.throwIfAborted()
    effects.onProgress(contract.table)
    counts.set(
      contract.table,
      await measureTable(warehouse.db, contract, {
        timeZone: warehouse.timeZone,
        windowFrom: NO_SERIES,
        seriesFrom: NO_SERIES,
        lagLimitMin: BODY_MIN,
      }),
    )
  }
  return {
    ...effects,
    archetype: warehouse.archetype,
    warehouse,
    db: warehouse.db,
    folder: folders.warehouse,
    stamp,
    oracle: readPlanted(folders.meta),
    counts,
  }
}

/** What a warehouse without a `warehouse.json` is held against: the settings. */
const assumed = ({ archetype, timeZone }: Warehouse, { warehouse }: DnrConfig): Stamp => ({
  settings: { ...warehouse, archetype, timeZone },
  generator: null,
  tables: [],
})

async function warehouseChecks(
  subject: Subject,
  { signal, onProgress }: ValidateEffects,
): Promise<readonly Check[]> {
  const hours = await readActivity(subject)
  const steps: readonly (readonly [string, () => readonly Check[] | Promise<readonly Check[]>])[] = [
    ['schema', () => schemaChecks(subject)],
    ['volumes', () => volumeChecks(subject)],
    ['data quality', () => qualityChecks(subject)],
    ['seasons', () => seasonalityChecks(subject.archetype, hours)],
    ['taxonomy', () => taxonomyChecks(subject)],
    ['monetization', () => moneyChecks(subject)],
    ['trajectory', () => trajectoryChecks(subject, hours)],
    ['guardrails', () => guardrailChecks(subject)],
    ['reproducibility', () => reproducibilityChecks(subject)],
  ]
  const checks: Check[] = []
  for (const [name, step] of steps) {
    signal.throwIfAborted()
    onProgress(name)
    checks.push(...(await step()))
  }
  return checks
}

function reportPart(folder: string, archetype: Archetype | null, { report }: DnrConfig): readonly Check[] {
  const hasGuardrails = archetype === 'marketplace' || report.invoice_aggregates.enabled
  try {
    return reportChecks(folder, archetype, hasGuardrails)
  } catch (error) {
    if (!(error instanceof NumizeError)) throw error
    return [
      holds('report', 'the report can be read', false, { measured: error.message, expected: 'whole files' }),
    ]
  }
}

async function commsPart(
  { warehouse, comms, meta, runs }: ValidateFolders,
  archetype: Archetype | null,
  effects: ValidateEffects,
): Promise<readonly Check[]> {
  const spend = (stamp: CommsStamp | null) => spendChecks(stamp, { runs, config: effects.config })
  try {
    const subject = await openComms(comms, { meta, ...effects })
    if (!subject) return [notChecked('comms', 'communications', `there are none in ${comms}`), ...spend(null)]
    await using open = subject
    effects.onProgress('communications')
    return [
      ...(await commsChecks(open)),
      await commsAgainCheck(open, { warehouse, archetype, signal: effects.signal }),
      ...(await themeChecks(open)),
      ...(await questionChecks(open)),
      ...(await correlationChecks(open)),
      ...spend(open.stamp),
    ]
  } catch (error) {
    if (!(error instanceof NumizeError)) throw error
    const broken = {
      measured: error.message,
      expected: `every file of ${join(comms, '')} is there and whole`,
    }
    return [holds('comms', 'communications can be read', false, broken)]
  }
}
