import { expect, it } from 'vitest'
import { guide } from './guide.ts'

it.each([
  [
    'How many vans are there? Always filter names using ILIKE with wildcards',
    'How many vans are there?',
    'contains',
  ],
  ['List the vans. Match strings case-insensitively.', 'List the vans.', 'ignoringCase'],
  ['List the vans. Filter names by an exact match', 'List the vans.', 'exact'],
  ['List the vans. To get their parcels, join vans and parcels in a CTE first.', 'List the vans.', null],
])('%s', (text, asked, matching) => {
  const guided = guide(text)
  expect([guided.text, guided.matching?.how ?? null]).toEqual([asked, matching])
})

it.each([
  ['Only join active clients', 'List the vans. Only join active clients.'],
  ['a number', 'List the vans. Join those with at least 3 parcels.'],
  ['a plain remark', 'List the vans. They should be electric.'],
])('keeps a sentence that narrows the answer: %s', (_, text) => {
  expect(guide(text).text).toBe(text)
})

it.each([
  [
    'What is the LPR by depot? LPR (lost parcel rate) = number of lost parcels / number of parcels',
    'What is the number of lost parcels / number of parcels , by depot?',
  ],
  [
    'Show the average postage per van by month. Average postage per van = total postage / number of vans',
    'Show the total postage / number of vans , by month.',
  ],
  ['What is our PPV? PPV is calculated as dividing postage by vans.', 'What is our postage / vans ,?'],
  [
    'What is the NPC in the past month? NPC = number of parcels in the past month',
    'What is the number of parcels in the past month?',
  ],
])('%s', (text, asked) => {
  expect(guide(text).text).toBe(asked)
})

it('tells where every word came from', () => {
  const text = 'What is the NPC? NPC = number of parcels'
  const { text: asked, origin } = guide(text)
  const at = asked.indexOf('parcels')
  const [start, end] = origin([at, at + 7])
  expect(text.slice(start, end)).toBe('parcels')
})
