import { expect, test } from '@playwright/test'
import { openWorkspace } from './workspace.ts'

test('a metric is found as one types, told whole, and asked about', async ({ page }) => {
  await openWorkspace(page)
  await page.getByRole('link', { name: 'Catalog' }).click()
  await page.getByLabel('Search the catalog').fill('card sp')
  await page.getByRole('link', { name: /^Card spend/ }).click()
  await expect(page.getByRole('heading', { name: 'Card spend', level: 2 })).toBeVisible()
  await expect(page.getByText('Definition')).toBeVisible()
  await page.getByRole('button', { name: /by month this year/ }).click()
  await expect(page).toHaveURL(/\/t\//)
  await expect(page.locator('article[data-status="answered"]')).toBeVisible()
})

test('by keyboard alone: to the catalog with g c, to a metric with the palette', async ({ page }) => {
  await openWorkspace(page)
  await page.locator('#conversation').focus()
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect(page.getByRole('heading', { name: 'Catalog' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.getByLabel('Search or ask').fill('card spend')
  await page
    .getByRole('button', { name: /^Card spend/ })
    .first()
    .waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Search or ask')).toBeHidden()
})

test('a typed question is asked from the palette', async ({ page }) => {
  await openWorkspace(page)
  await page.keyboard.press('Control+k')
  await page.getByLabel('Search or ask').fill('card spend in 2025')
  await page.getByRole('button', { name: /^Ask “/ }).click()
  await expect(page.locator('article[data-status="answered"]')).toBeVisible()
})
