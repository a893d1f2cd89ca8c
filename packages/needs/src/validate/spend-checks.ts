import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Budget } from '../classify/classified.ts'
import type { DnrConfig } from '../config/dnr-config.ts'
import { type Check, inBand, notChecked } from './check.ts'
import type { CommsStamp } from './comms-subject.ts'
import { readJson } from './subject.ts'

/** Rounding of the cents of many calls. */
const SLACK_USD = 1e-9

/** Was no more spent than the caps allow, by the communications and by every run? */
export function spendChecks(
  stamp: CommsStamp | null,
  { runs, config }: { runs: string; config: DnrConfig },
): readonly Check[] {
  const told = (name: string, spentUsd: number, capUsd: number): Check =>
    inBand('spend', name, spentUsd, { high: capUsd + SLACK_USD, unit: 'USD', digits: 4 })
  const cap = config.classification.api_cap_usd
  const written = stamp?.spend
    ? [told('to write communications', stamp.spend.spentUsd, Math.min(cap, stamp.spend.capUsd))]
    : [notChecked('spend', 'to write communications', 'comms.json does not tell')]
  const budgets = budgetsIn(runs)
  if (budgets.length === 0) return [...written, notChecked('spend', 'to read them', `no run in ${runs}`)]
  return [
    ...written,
    ...budgets.flatMap(({ run, budget }) => [
      told(`to read them, run ${run}`, budget.actualUsd, budget.capUsd),
      told(`to find tables in them, run ${run}`, budget.entitiesActualUsd, budget.entitiesCapUsd),
    ]),
  ]
}

function budgetsIn(runs: string): readonly { readonly run: string; readonly budget: Budget }[] {
  if (!existsSync(runs)) return []
  return readdirSync(runs)
    .toSorted()
    .flatMap((run) => {
      const path = join(runs, run, 'budget.json')
      return existsSync(path) ? [{ run, budget: readJson(path) as Budget }] : []
    })
}
