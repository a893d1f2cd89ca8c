import { measureEvenings } from '../report/guardrails/evening-window.ts'
import { measureInvoices } from '../report/guardrails/invoice-aggregates.ts'
import type { Check as Objective } from '../report/health/health-metrics.ts'
import type { TableCounts } from '../report/health/measure-table.ts'
import { type Check, inBand, notChecked } from './check.ts'
import type { Subject } from './subject.ts'

const UNITS: Readonly<Record<string, string>> = { p95_payment_lag_min: 'min' }

/** The guardrails that the report shows, over the report's window: the last days of the data. */
export async function guardrailChecks(subject: Subject): Promise<readonly Check[]> {
  const { archetype, warehouse, config, counts } = subject
  const { invoice_aggregates, marketplace, window_days } = config.report
  if (archetype === 'neobank' && !invoice_aggregates.enabled)
    return [notChecked('guardrails', 'invoices', 'report.invoice_aggregates.enabled is false')]
  const last = lastDay(counts.get(archetype === 'neobank' ? 'fact_subscription_invoice' : 'fact_payment'))
  if (last === null) return [notChecked('guardrails', 'the last days', 'there are no rows')]
  const range = { from: last - window_days + 1, to: last }
  const { checks } =
    archetype === 'neobank'
      ? await measureInvoices(warehouse, range, invoice_aggregates.slos)
      : await measureEvenings(warehouse, range, marketplace.evening_window)
  const about = archetype === 'neobank' ? 'invoices' : 'evenings'
  return checks.map((objective) => told(`${about}: ${objective.metric}`, objective))
}

const told = (name: string, { metric, value, rule, threshold }: Objective): Check =>
  inBand('guardrails', name, value, {
    ...(rule === 'max' ? { high: threshold } : { low: threshold }),
    unit: UNITS[metric] ?? '%',
  })

const lastDay = (counts: TableCounts | undefined): number | null =>
  counts?.days.findLast(({ day }) => day !== null)?.day ?? null
