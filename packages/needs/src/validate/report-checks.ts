import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Archetype } from '../options.ts'
import { type Check, holds, inBand, notChecked } from './check.ts'
import { readJson } from './subject.ts'

const FILES = [
  'exec_summary.json',
  'exec_summary.md',
  'data_health.json',
  'data_health.csv',
  'themes.json',
  'themes.md',
]
/** Where `data_health.json` tells the guardrails of an archetype. */
const GUARDRAILS: Readonly<Record<Archetype, readonly string[]>> = {
  neobank: [
    'aggregates_by_table.fact_subscription_invoice',
    'invoice_aggregates.metrics',
    'invoice_aggregates.checks',
    'invoice_aggregates.passed',
  ],
  marketplace: [
    'marketplace_evening_window.daily_share_pct',
    'marketplace_evening_window.overall_share_pct',
    'marketplace_evening_window.days_pct',
    'marketplace_evening_window.checks',
    'marketplace_evening_window.passed',
  ],
}
/** Spec 002: actions that are less sure are hidden. */
const LEAST_CONFIDENCE = 0.55

/** Are the files of a report there, with its guardrails, and are its actions three, of different themes and sure enough? */
export function reportChecks(
  folder: string,
  archetype: Archetype | null,
  guardrailsEnabled: boolean,
): readonly Check[] {
  if (!existsSync(join(folder, 'exec_summary.json')))
    return [notChecked('report', 'report', `there is none in ${folder}`)]
  const missing = FILES.filter((name) => !existsSync(join(folder, name)))
  const figures = join(folder, 'figures')
  const drawn = existsSync(figures) ? readdirSync(figures).filter((name) => name.endsWith('.png')).length : 0
  return [
    told('files', missing, `all ${FILES.length}`),
    inBand('report', 'figures', drawn, { low: 1, digits: 0 }),
    ...actionChecks(join(folder, 'exec_summary.json')),
    ...(missing.includes('data_health.json') || archetype === null || !guardrailsEnabled
      ? []
      : [guardrailCheck(join(folder, 'data_health.json'), archetype)]),
  ]
}

function actionChecks(path: string): readonly Check[] {
  const { actions } = readJson(path) as {
    readonly actions?: readonly { readonly theme: string; readonly confidence: number }[]
  }
  if (!Array.isArray(actions)) return [told('actions', ['actions'], 'a list of actions')]
  const given = actions as readonly { readonly theme: string; readonly confidence: number }[]
  const repeated = given.length - new Set(given.map(({ theme }) => theme)).size
  const least = Math.min(1, ...given.map(({ confidence }) => confidence))
  return [
    inBand('report', 'actions', given.length, { high: 3, digits: 0 }),
    inBand('report', 'actions of a theme that another has', repeated, { high: 0, digits: 0 }),
    inBand('report', 'least confidence of an action', least, { low: LEAST_CONFIDENCE }),
  ]
}

function guardrailCheck(path: string, archetype: Archetype): Check {
  const health = readJson(path)
  const missing = GUARDRAILS[archetype].filter((place) => at(health, place) === undefined)
  return told('guardrails in data_health.json', missing, `all ${GUARDRAILS[archetype].length} parts`)
}

const at = (value: unknown, place: string): unknown =>
  place
    .split('.')
    .reduce<unknown>(
      (node, key) =>
        node !== null && typeof node === 'object' ? (node as Record<string, unknown>)[key] : undefined,
      value,
    )

const told = (name: string, missing: readonly string[], expected: string): Check =>
  holds('report', name, missing.length === 0, {
    measured: missing.length === 0 ? expected : `missing: ${missing.join(', ')}`,
    expected,
  })
