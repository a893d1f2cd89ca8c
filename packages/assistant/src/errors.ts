import { didYouMean, errorTable } from '@numize/base'

export const assistantError = errorTable('assistant', {
  'no-table': (f: { table: string; tables: readonly string[] }) =>
    `no such table: ${f.table}. Known are ${f.tables.join(', ')}.`,
  'no-thread': (f: { thread: string }) => `no such conversation: ${f.thread}. Start a new one.`,
  'no-turn': (f: { turn: string }) => `no such question: ${f.turn}. Ask it again.`,
  'no-run': (f: { run: string }) =>
    `no answer of yours goes by run ${f.run}: give the first letters of the run shown below an answer, six at least.`,
  'may-not-review': () =>
    'only people with the role admin or reviewer may change how questions are answered for everyone. Say what is wrong with a thumbs down: it reaches them.',
  'no-memory': () => 'nothing is remembered here, so nothing can be approved or put right.',
  'no-single-metric': () =>
    'this answer does not show exactly one metric, so none can be put in its place. Ask the question with the metric by name, and approve that.',
  'unknown-name': (f: { name: string; near: readonly string[] }) =>
    `nothing is called ${f.name} in your slice.${didYouMean(f.near)}`,
  'bad-correction': (f: { reason: string }) => `this cannot be put right so: ${f.reason}`,
  'bad-filter': (f: { words: string }) =>
    `“${f.words}” is not understood as a condition on one metric. Say a column and a value, as in: status is paid.`,
  'no-memory-entry': (f: { id: string }) => `nothing is remembered or waiting under ${f.id}.`,
  'no-dive': (f: { dive: string }) => `no deep dive of yours goes by ${f.dive} here: start a new one.`,
  'too-many-dives': (f: { most: number }) =>
    `${f.most} of your deep dives are under way already: wait for one of them, or stop it`,
  'no-finding': (f: { finding: number; count: number }) =>
    `finding ${f.finding + 1} does not exist: this answer has ${f.count}`,
  'no-evidence': (f: { at: number }) =>
    `there is nothing to open at ${f.at + 1}: only evidence that rests on figures can be opened`,
  'not-asked-in-words': (f: { kind: string }) =>
    `a thread takes a plan of metrics or of a list, not one of ${f.kind}: run it in Explore or over the API.`,
  'no-rows': () =>
    'this question has no rows to show: it was not answered, or told in words. Ask it yourself.',
  'no-choice': (f: { option: number; count: number }) =>
    `choice ${f.option + 1} does not exist: this question offers ${f.count}`,
})
