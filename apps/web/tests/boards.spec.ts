import { expect, test } from '@playwright/test'
import { expectAccessible } from './workspace.ts'

test('from Explore to a board, changed, narrowed, shared and taken away', async ({ page }) => {
  const view = { metrics: ['card_spend'], split: [{ path: 'merchant__sector' }], grain: null }
  await page.goto(`/p/neobank/explore?view=${encodeURIComponent(JSON.stringify(view))}`)
  await page.getByRole('button', { name: 'Add to a board' }).click()
  await page.getByRole('menuitem', { name: 'A new board' }).click()
  await expect(page.getByRole('heading', { name: 'New board' })).toBeVisible()
  await expect(page.locator('figure [data-state="drawn"] svg')).toBeVisible()

  await page.getByRole('button', { name: 'Change' }).click()
  await page.getByLabel('Text or question to add').fill('What people buy.')
  await page.getByRole('button', { name: 'As text' }).click()
  await expect(page.getByRole('region', { name: 'Text' })).toBeVisible()
  await page.getByRole('button', { name: 'Move Text earlier' }).click()
  await expect(page.locator('section[data-width]').first()).toContainText('What people buy.')
  await page.getByLabel('Title', { exact: true }).fill('Spending')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.getByRole('heading', { name: 'Spending' })).toBeVisible()
  await page.reload()
  await expect(page.locator('section[data-width]').first()).toContainText('What people buy.')

  await page.getByText('1M', { exact: true }).click()
  await expect(page.locator('[data-stale]')).toHaveCount(0)
  await page.getByRole('button', { name: 'Share' }).click()
  await page.getByRole('button', { name: 'Make a link' }).click()
  await expect(page.getByText(/share=/)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText(/^Open until/)).toHaveCount(0)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Change' }).click()
  await page.getByRole('button', { name: 'Remove the board' }).click()
  await page.getByRole('button', { name: /^Yes, remove/ }).click()
  await expect(page).toHaveURL(/\/boards$/)
})
