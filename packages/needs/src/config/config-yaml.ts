import { stringify } from 'yaml'
import type { DnrConfig } from './dnr-config.ts'
import { variableOf } from './environment-entries.ts'

/** What a group or a setting is for, by its path; a line above it in the file. */
const NOTES: Readonly<Record<string, string>> = {
  paths: 'Folders, from where dnr is started; each archetype has its own inside of them.',
  warehouse: 'The synthetic warehouses.',
  'warehouse.scale': 'tiny (tests), demo (seconds) or evaluation (10 million transactions)',
  'warehouse.quality': 'typical has every defect, clean has none',
  'warehouse.trajectory': 'T1 is a steady baseline, T2 plants five business events',
  'warehouse.until': 'last day of the data; fixed, so that the bytes are the same whenever they are made',
  comms: 'Slack threads, e-mails and questions about them.',
  'comms.sample_policy': 'event_aware writes some of them near what was planted; uniform does not',
  classification: 'Who reads them. Without a key, and with engine deterministic, our own classifier does.',
  'classification.base_url': 'address of an OpenAI-compatible endpoint; null is the provider’s own',
  'classification.api_cap_usd': 'US dollars for each archetype; never exceeded, 0 sends nothing',
  'classification.prefilter_threshold': 'threads with a lower score are kept only as the best of their day',
  'classification.env_key_var': 'environment variable that holds the key; the key itself is never written',
  entities: 'Which tables and columns are meant.',
  report: 'Health, demand, and what is worth doing first.',
  'report.scoring_weights': 'of a gap; they add up to 1',
  'report.slos': 'objectives that every table is held against',
  'report.window_days': 'days the report looks back on, from the last of the data',
  'report.demand_base_weights': 'of the sources; they add up to 1',
  'report.demand_weight_caps': 'least and most of one source, after weighting by volume',
  'report.invoice_aggregates': 'guardrails of the neobank’s invoices',
  'report.marketplace': 'guardrails of the marketplace: payments between these local hours',
  budget: 'How much of the communications is read, so that the cap holds.',
  'budget.safety_margin': 'share of the cap that is left alone',
  'budget.coverage_floor_pct': 'a source below it is told (with --strict, an error)',
  cache: 'Replies of the model, kept so that a second run costs nothing.',
}

/** `configs/default.yaml`: every setting with its value and what it is for. Reads back as the same settings. */
export function configYaml(config: DnrConfig): string {
  const groups = Object.entries(config).map(([name, group]) => block(name, group as object, ''))
  return `${HEAD}\n${groups.join('\n')}`
}

const HEAD = `# Settings of dnr. What is left out keeps its default. Stronger than this file are the environment
# (${variableOf('classification.api_cap_usd')}=0.5) and, stronger still, flags of a command.
`

function block(path: string, value: unknown, indent: string): string {
  const name = path.split('.').at(-1) ?? path
  const note = NOTES[path] === undefined ? '' : `${indent}# ${NOTES[path]}\n`
  if (value === null || typeof value !== 'object' || Array.isArray(value) || isSmall(value))
    return `${note}${indent}${name}: ${inline(value)}\n`
  const children = Object.entries(value).map(([key, child]) => block(`${path}.${key}`, child, `${indent}  `))
  return `${note}${indent}${name}:\n${children.join('')}`
}

/** A group of a few numbers fits on one line. */
const isSmall = (group: object): boolean =>
  Object.values(group).every((value) => typeof value === 'number') && Object.keys(group).length <= 3

const inline = (value: unknown): string => stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()
