import { didYouMean, errorTable } from '@numize/base'

type Near = { readonly near: readonly string[] }
const list = (names: readonly string[]): string => names.slice(0, 6).join(', ')
/** The nearest names or, where none is near, some of those there are. */
const offer = (
  { near, choices = [] }: Near & { readonly choices?: readonly string[] },
  what: string,
): string =>
  near.length > 0 || choices.length === 0
    ? didYouMean(near)
    : ` ${what} ${list(choices)}${choices.length > 6 ? ' …' : ''}.`

/** Every mistake a caller can make with a model or a plan: one sentence each, naming the offender and what to do. */
export const fail = errorTable('semantic', {
  'unknown-metric': (f: { name: string } & Near) => `Unknown metric: ${f.name}.${didYouMean(f.near)}`,
  'unknown-model': (f: { name: string } & Near) => `Unknown semantic model: ${f.name}.${didYouMean(f.near)}`,
  'unknown-measure': (f: { name: string; metric: string } & Near) =>
    `Metric ${f.metric} uses an unknown measure: ${f.name}.${didYouMean(f.near)}`,
  'unknown-dimension': (f: { name: string; from: string; choices?: readonly string[] } & Near) =>
    `Unknown dimension: ${f.name} (asked of ${f.from}).${offer(f, 'There are')}`,
  'unlike-lists': (f: { root: string; expected: string; given: string }) =>
    `Rows of ${f.root} cannot stand under the others: their columns are ${f.given}, those above ${f.expected}. Choose as many columns of the same types.`,
  'unknown-entity': (f: { name: string } & Near) => `Unknown entity: ${f.name}.${didYouMean(f.near)}`,
  'unknown-column': (f: { name: string; choices?: readonly string[] } & Near) =>
    `The plan has no output column ${f.name}.${offer(f, 'Its columns are')}`,
  'no-event-stream': (f: { model: string }) =>
    `${f.model} is not declared as an event stream. Add meta.numize.event_stream with its entity and time.`,
  'unknown-saved-query': (f: { name: string } & Near) =>
    `Unknown saved query: ${f.name}.${didYouMean(f.near)}`,
  'unknown-grain': (f: { name: string; dimension: string; choices?: readonly string[] } & Near) =>
    `Unknown grain ${f.name} for ${f.dimension}.${offer(f, 'There are')}`,
  'ambiguous-dimension': (f: { name: string; from: string; choices: readonly string[] }) =>
    f.choices.length === 1
      ? `${f.name} is only the end of a path for ${f.from}: write ${list(f.choices)}.`
      : `${f.name} can mean several things for ${f.from}: ${list(f.choices)}. Give the whole path.`,
  'no-path': (f: { name: string; from: string; owner: string }) =>
    `${f.name} belongs to ${f.owner}, and no join leads there from ${f.from}. Choose a dimension ${f.from} can reach.`,
  'fan-out': (f: { name: string; from: string; owner: string }) =>
    `${f.name} belongs to ${f.owner}, which has several rows for each row of ${f.from}: joining it would count rows more than once. Ask a metric of ${f.owner} instead.`,
  'grain-not-available': (f: { grain: string; dimension: string; available: string }) =>
    `${f.dimension} is recorded by ${f.available}, so it cannot be grouped by ${f.grain}. Ask for ${f.available} or coarser.`,
  'not-a-time': (f: { dimension: string }) =>
    `${f.dimension} is not a time, so it has no grain. Leave the grain out.`,
  'no-time': (f: { metric: string; model: string }) =>
    `${f.metric} has no time: give ${f.model} a default time dimension to ask it over time.`,
  'needs-metric-time': (f: { metric: string; why: string }) =>
    `${f.metric} ${f.why}: group by metric_time to ask it.`,
  'no-time-spine': (f: { metric: string; grain: string }) =>
    `${f.metric} needs a time spine of grain ${f.grain} or finer, and the project declares none.`,
  'cyclic-metric': (f: { name: string; path: readonly string[] }) =>
    `Metric ${f.name} is defined by itself: ${f.path.join(' → ')}. Break the circle.`,
  'too-long': (f: { name: string; most: number }) =>
    `Metric ${f.name} has more than ${f.most} parts once its inputs are written out. Use fewer of them, or each of them once.`,
  'bad-expression': (f: { text: string; where: string; problem: string }) =>
    `Cannot read the expression of ${f.where}: ${f.problem} in "${f.text}". Correct it there.`,
  'type-mismatch': (f: { name: string; expected: string; given: string }) =>
    `${f.name} is ${f.expected}, and it is compared with ${f.given}. Give a value of the same kind.`,
  'bad-time': (f: { text: string }) =>
    `Not a date or time: ${f.text}. Write it as 2026-01-31 or 2026-01-31T18:00:00.`,
  'empty-range': (f: { start: string; end: string }) =>
    `The time range ${f.start} to ${f.end} is empty: its start must be before its end.`,
  'empty-plan': () => 'The plan asks for nothing: name at least one metric, group-by or column.',
  'duplicate-column': (f: { name: string }) =>
    `Two output columns are called ${f.name}. Rename one with "as".`,
  'bad-limit': (f: { limit: number }) => `A limit is a whole number of rows from 0 up, not ${f.limit}.`,
  'bad-metric': (f: { name: string; kind: string; missing: string }) =>
    `Metric ${f.name} is a ${f.kind} metric without its ${f.missing}. Add it to the model.`,
  'bad-plan': (f: { problem: string }) => `The plan cannot be compiled: ${f.problem}.`,
  'too-deep': (f: { depth: number }) =>
    `Plans are nested ${f.depth} deep; 3 is the most. Ask the inner one first.`,
  'not-additive': (f: { name: string; what: string }) =>
    `${f.name} is not a sum or a count, so its groups do not add up and ${f.what} of it would be wrong. Choose a sum or a count.`,
  'compare-needs-range': (f: { why: string }) =>
    `A comparison needs to know which period is compared: ${f.why}.`,
  'inline-measures-off': (f: { name: string }) =>
    `${f.name} is not a governed metric, and this slice allows only those. Ask for a metric.`,
  'raw-rows-off': (f: { model: string }) =>
    `This slice shows no single rows, of ${f.model} or anything else. Ask for a metric, or for how many there are by something.`,
  'masked-measure': (f: { name: string; column: string }) =>
    `${f.name} is calculated from ${f.column}, which is masked for you, so it cannot be shown.`,
  'masked-dimension': (f: { name: string }) => `${f.name} is hidden from you.`,
  'filter-not-placed': (f: { model: string; problem: string }) =>
    `The row filter on ${f.model} cannot be applied, so nothing of it can be asked: ${f.problem}.`,
  'not-supported': (f: { what: string; instead: string }) => `${f.what} is not supported: ${f.instead}.`,
  'no-sample': (f: { why: string; instead: string }) =>
    `This cannot be told from a sample: ${f.why}. ${f.instead}.`,
  'bad-dbt-file': (f: { file: string; reason: string }) => `${f.file} cannot be imported: ${f.reason}.`,
  'no-dbt-manifest': () =>
    'There is no manifest.json and no semantic_manifest.json here. Run `dbt parse` or `dbt build`, and give its target folder.',
  'unknown-dbt-selector': (f: { selector: string } & Near) =>
    `No dbt model is chosen by ${f.selector}.${didYouMean(f.near)}`,
  'no-dbt-models': (f: { models: number }) =>
    `None of the ${f.models} dbt models looks business-ready. Choose them with --models, by name or by tag:, group:, access:, path: or exposure:.`,
})
