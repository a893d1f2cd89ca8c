import { didYouMean, errorTable } from '@numize/base'

export const askError = errorTable('ask', {
  'outside-slice': (f: { what: string; name: string; slice: string; near: readonly string[] }) =>
    `${f.what} ${f.name} is not in your slice "${f.slice}".${didYouMean(f.near)}`,
  'inline-measure': (f: { name: string; slice: string }) =>
    `slice "${f.slice}" allows its governed metrics only, not an aggregate over ${f.name}: ask for one of its metrics`,
  'data-moved': () => 'the data changed twice while the question ran: ask again',
  'broken-model': (f: { model: string; problem: string }) =>
    `semantic model ${f.model} does not fit its data: ${f.problem}. Run \`npx numize check\`.`,
})
