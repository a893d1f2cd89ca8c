import type { CatalogView } from '@numize/server/contract'
import { describe, expect, it } from 'vitest'
import { itemsFor, mentionedDimension } from './composer-items.ts'
import { replaced, triggerIn } from './composer-trigger.ts'

const dimension = (label: string, mask: string | null = null) => ({
  path: `customer__${label.toLowerCase()}`,
  label,
  model: 'customers',
  kind: 'categorical',
  mask,
})
const catalog = {
  metrics: [
    { name: 'spend', label: 'Card spend', description: 'Money spent' },
    { name: 'cards', label: 'Cards', description: null },
  ],
  models: [{ name: 'customers', label: 'Customers' }],
  dimensions: [dimension('Country'), dimension('Email', 'hidden'), dimension('Country code')],
} as unknown as CatalogView
const around = { catalog, hasAnswer: true, mayUpload: false }
const labels = (text: string, more: object = {}): readonly string[] => {
  const trigger = triggerIn(text, text.length)
  return trigger ? itemsFor(trigger, { ...around, ...more }).map(({ label }) => label) : []
}

describe('the menu of the composer', () => {
  it('opens for a slash that begins the text and for an at sign that begins a word', () => {
    expect(triggerIn('/ch', 3)).toEqual({ kind: 'command', from: 0, query: 'ch' })
    expect(triggerIn('spend by @cou', 13)).toEqual({ kind: 'mention', from: 9, query: 'cou' })
    for (const text of ['spend / orders', 'mail me@example.com', 'spend by country'])
      expect(triggerIn(text, text.length)).toBeNull()
  })

  it('offers the commands that can be carried out', () => {
    expect(labels('/')).toEqual(['/explain', '/chart', '/export', '/profile'])
    expect(labels('/', { hasAnswer: false, mayUpload: true })).toEqual(['/profile', '/upload'])
    expect(labels('/chart p')).toEqual(['Pie chart'])
    expect(labels('/profile cust')).toEqual(['Customers'])
  })

  it('finds metrics and columns by any of their words, those that begin so first', () => {
    expect(labels('how much @card')).toEqual(['Card spend', 'Cards'])
    expect(labels('@spend')).toEqual(['Card spend'])
    expect(labels('by @cou')).toEqual(['Country', 'Country code'])
    expect(labels('by @c')).toEqual(['Card spend', 'Cards', 'Country', 'Country code'])
    expect(labels('by @co')[0]).toBe('Country')
  })

  it('goes on to the values of a column, never of one with personal data', () => {
    expect(mentionedDimension('Country fr', catalog)).toMatchObject({
      path: 'customer__country',
      search: 'fr',
    })
    expect(mentionedDimension('country code f', catalog)).toMatchObject({
      label: 'Country code',
      search: 'f',
    })
    expect(mentionedDimension('Email a', catalog)).toBeNull()
    expect(labels('@email')).toEqual([])
  })

  it('writes what was chosen in place of what asked for it', () => {
    expect(replaced('spend by @cou last year', { from: 9, caret: 13 }, 'Country ')).toEqual({
      text: 'spend by Country last year',
      caret: 17,
    })
  })
})
