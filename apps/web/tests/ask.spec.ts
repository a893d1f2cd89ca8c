import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { ask, drawn, expectAccessible, openWorkspace, settled } from './workspace.ts'

const QUESTION = 'Declined transactions by channel in September 2026'

test('by keyboard: a part of the question is changed, taken away, and put back', async ({ page }) => {
  await openWorkspace(page)
  const turn = await ask(page, QUESTION)
  const chips = turn.getByRole('list', { name: 'How your words were read' })
  await chips.getByRole('button', { name: 'Add' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Only the first' }).press('Enter')
  await page.getByRole('textbox', { name: 'Only the first' }).fill('2')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  const cut = await settled(page, 'Rows: The first 2')
  await expect(cut).toHaveAttribute('data-status', 'answered')
  await expect(cut.getByRole('table').first().locator('tbody tr')).toHaveCount(2)

  await cut.getByRole('button', { name: /^Take away: .*Sep 2026/ }).press('Enter')
  await expect(page.locator('article')).toHaveCount(3)
  await page.getByRole('button', { name: 'Undo', exact: true }).press('Enter')
  const back = await settled(page, 'Undo')
  await expect(back.getByRole('list', { name: 'How your words were read' })).toContainText('Sep 2026')
})

test('a chart is drawn otherwise, never what loads or computes, and saved', async ({ page }) => {
  await openWorkspace(page)
  const turn = await ask(page, QUESTION)
  await drawn(turn)
  await turn.getByRole('button', { name: 'Change', exact: true }).click()
  const editor = turn.getByRole('form', { name: 'Change the chart' })
  await editor.getByRole('textbox', { name: 'Title' }).fill('Where cards are declined')
  await editor.getByText('All of it, as Vega-Lite').click()
  await expectAccessible(page)
  const spec = editor.getByRole('textbox', { name: 'Specification' })
  const own = await spec.inputValue()
  await spec.fill('{"data":{"url":"https://example.com/x.json"},"mark":"bar"}')
  await editor.getByRole('button', { name: 'Apply' }).click()
  await expect(editor.getByRole('alert')).toContainText('data')
  await spec.fill(own.replace('"bar"', '"point"'))
  await editor.getByRole('button', { name: 'Apply' }).click()
  await expect(turn.locator('figcaption')).toContainText('Where cards are declined')
  await drawn(turn)

  await turn.getByRole('button', { name: 'Save the chart' }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Drawing (SVG)' }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toBe('where-cards-are-declined.svg')
  expect(readFileSync(await file.path(), 'utf8')).toMatch(/^<svg[\s\S]*Where cards are declined/)
})

test('a thread is shared, compared with today, renamed and deleted', async ({ page }) => {
  await openWorkspace(page)
  const turn = await ask(page, QUESTION)
  await turn.getByRole('button', { name: 'Compare with today' }).click()
  await expect(turn.getByText(/every figure is as it was/)).toBeVisible()
  const thread = page.url()

  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = (await page.locator('code').filter({ hasText: '/shared/' }).textContent()) ?? ''
  await page.goto(link)
  await expect(page.getByText(/^Shared by/)).toBeVisible()
  await expect(page.getByRole('table').first().locator('tbody tr').first()).toBeVisible()
  await expectAccessible(page)

  await page.goto(thread)
  const entry = page
    .getByRole('navigation', { name: 'Threads' })
    .getByRole('listitem')
    .filter({ has: page.locator('[aria-current="page"]') })
  await entry.getByRole('button', { name: 'Thread options' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Rename' }).press('Enter')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Declines')
  await page.keyboard.press('Enter')
  await expect(entry).toHaveText('Declines')
  await entry.getByRole('button', { name: 'Thread options' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Delete' }).press('Enter')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.locator('article')).toHaveCount(0)
  await page.goto(link)
  await expect(page.getByText('This thread cannot be shown')).toBeVisible()
})
