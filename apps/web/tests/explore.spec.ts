import { expect, type Page, test } from '@playwright/test'
import { ANSWERED, ask, drawn, expectAccessible, openWorkspace } from './workspace.ts'

const chosen = (page: Page, label: string) =>
  page.getByRole('form', { name: 'What to explore' }).getByLabel(label, { exact: true }).first()

async function choose(page: Page, label: string, option: string): Promise<void> {
  await chosen(page, label).click()
  await page.getByRole('option', { name: option, exact: true }).click()
  await page.keyboard.press('Escape')
}

test('measure, split, narrow, look into a group, and go back', async ({ page }) => {
  await page.goto('/p/neobank/explore')
  await choose(page, 'Measure', 'Card spend')
  await expect(page.locator('figure [data-state="drawn"] svg')).toBeVisible()
  await choose(page, 'Split by', 'Sector')
  await choose(page, 'Over time', 'One figure')
  await expect(page).toHaveURL(/merchant__sector/)
  const group = page.getByRole('cell').getByRole('button').first()
  const name = (await group.textContent()) ?? ''
  await group.click()
  const trail = page.getByRole('navigation', { name: 'Drilled down to' })
  await expect(trail).toContainText(`Sector is ${name}`)
  await page.screenshot({ path: 'artifacts/screens/explore-drilled-dark.png' })
  await expectAccessible(page)
  await page.goBack()
  await expect(trail).toBeHidden()
  await page.reload()
  await expect(page.getByRole('cell').getByRole('button').first()).toBeVisible()
})

test('a filter offers the values there are, and says what it did', async ({ page }) => {
  await page.goto(`/p/neobank/explore?view=${encodeURIComponent('{"metrics":["card_spend"]}')}`)
  await page.getByRole('button', { name: 'Add a filter' }).click()
  await page.getByRole('combobox', { name: 'Filter on', exact: true }).click()
  await page.getByRole('option', { name: 'Sector', exact: true }).click()
  await page.getByRole('combobox', { name: 'Values of Sector' }).click()
  await page.getByRole('option').first().click()
  await expect(page.getByRole('navigation', { name: 'Drilled down to' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByText('How this was made').click()
  await expect(page.getByLabel('SQL', { exact: true })).toBeVisible()
})

test('an answer opens as a form with everything of it applied', async ({ page }) => {
  await openWorkspace(page)
  const turn = await ask(page, ANSWERED)
  await drawn(turn)
  await turn.getByRole('link', { name: 'Open in Explore' }).click()
  await expect(page.getByRole('heading', { name: 'Explore', level: 1 })).toBeVisible()
  await expect(page.getByRole('form', { name: 'What to explore' })).toContainText('Card spend')
  await expect(chosen(page, 'Compared with')).toHaveValue('A year earlier')
})
