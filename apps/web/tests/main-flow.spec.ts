import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { ANSWERED, ask, composer, drawn, openWorkspace, settled } from './workspace.ts'

const amount = (text: string): number => Number(text.replaceAll(/[^\d.-]/g, ''))

test('by mouse: an example becomes an answer that can be checked', async ({ page }) => {
  await openWorkspace(page)
  await expect(page.getByText(/Questions are read as of/)).toBeVisible()
  const example = page.getByRole('main').getByRole('listitem').getByRole('button').first()
  const question = (await example.textContent()) ?? ''
  await example.click()
  const turn = await settled(page, question)
  await expect(turn).toHaveAttribute('data-status', 'answered')
  await expect(page).toHaveURL(/\/t\//)

  await turn.getByText('How this was answered').click()
  for (const section of [
    'Understood as',
    'Confidence',
    'Definitions',
    'Sources',
    'Tables and columns',
    'In force',
    'SQL',
    'Run',
  ])
    await expect(turn.getByRole('heading', { name: section, exact: true })).toBeVisible()
  await expect(turn.locator('pre')).toContainText(/select/i)
  await expect(turn.getByText('Run hash')).toBeVisible()
})

test('the sentence, the chart and the table tell the same figures', async ({ page }) => {
  await openWorkspace(page)
  const turn = await ask(page, ANSWERED)
  await expect(turn).toHaveAttribute('data-status', 'answered')
  await drawn(turn)
  const chart = turn.getByRole('img')
  await expect(chart).toHaveAttribute('aria-label', /chart/i)
  await expect(chart.locator('svg')).toContainText('USD')

  await turn.locator('p button').first().hover()
  await expect(turn.locator('td[data-cited]').first()).toBeVisible()
  await turn.locator('p button').first().click()
  await expect(turn.locator('td[data-cited]').first()).toBeInViewport()

  await turn.getByRole('button', { name: 'Show as table' }).click()
  await expect(turn.locator('figure')).toHaveCount(0)
  await turn.getByRole('button', { name: 'Show the chart' }).click()
  await drawn(turn)
})

test('the table is sorted by its heads and taken away as CSV', async ({ page }) => {
  await openWorkspace(page)
  const turn = await ask(page, ANSWERED)
  const table = turn.getByRole('table').first()
  const texts = () => table.locator('tbody td:nth-child(2)').allTextContents()
  const known = async () => (await texts()).filter((text) => text !== '–').map(amount)
  const head = table.getByRole('columnheader').nth(1)
  await head.getByRole('button').click()
  await expect(head).toHaveAttribute('aria-sort', 'ascending')
  const ascending = await known()
  expect(ascending).toEqual(ascending.toSorted((a, b) => a - b))
  await head.getByRole('button').click()
  expect(await known()).toEqual(ascending.toReversed())

  const downloading = page.waitForEvent('download')
  await turn.getByRole('button', { name: 'CSV' }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toMatch(/\.csv$/)
  expect(
    readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n'),
  ).toHaveLength((await texts()).length + 1)
})

test('follow-ups carry the state, and the thread is kept', async ({ page }) => {
  await openWorkspace(page)
  await ask(page, ANSWERED)
  const narrowed = await ask(page, 'only in Q2')
  await expect(narrowed).toHaveAttribute('data-status', 'answered')
  await expect(narrowed.getByRole('list', { name: 'How your words were read' })).toContainText('Card spend')
  expect(await narrowed.getByRole('table').first().locator('tbody tr').count()).toBe(3)

  const suggestion = page.getByRole('region', { name: 'What may follow' }).getByRole('button').first()
  const next = (await suggestion.textContent()) ?? ''
  await suggestion.click()
  await settled(page, next)

  await page.reload()
  await expect(page.locator('article')).toHaveCount(3)
  await expect(page.getByRole('navigation', { name: 'Threads' }).locator('[aria-current="page"]')).toHaveText(
    ANSWERED,
  )

  await page.getByRole('button', { name: 'New question' }).click()
  await expect(page.locator('article')).toHaveCount(0)
  await expect(composer(page)).toBeFocused()
})

test('an answer that was approved is marked when it is asked again', async ({ page }) => {
  await openWorkspace(page)
  const question = 'Decline rate by channel in September 2026'
  const turn = await ask(page, question)
  await turn.getByRole('button', { name: 'No, something is wrong' }).click()
  await expect(page.getByRole('menuitem', { name: 'Wrong period' })).toBeVisible()
  await page.keyboard.press('Escape')
  await turn.getByRole('button', { name: 'Yes, this is right' }).click()
  await expect(turn.getByText(/^Approved/)).toBeVisible()
  const again = await ask(page, 'Decline rate by channel in August 2026')
  await expect(again.getByText('Verified')).toBeVisible()
})
