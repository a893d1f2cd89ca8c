import { expect, type Page, test } from '@playwright/test'
import { expectAccessible, expectNoSidewaysScroll, openWorkspace } from './workspace.ts'

const CITIES = ['Oslo', 'Rome', 'Bern', '\u202eשיקגו']
const lines = Array.from(
  { length: 80 },
  (_, at) => `${at},${CITIES[at % 4]},p${at}@mail.example,${at === 17 ? 'ask' : at * 3}`,
)
const SALES = {
  name: 'Store visits.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(`visit_id,city,contact,spent\n${lines.join('\n')}\ntoo short\n`),
}

const chooser = (page: Page) => page.locator('input[type="file"]')

test('a file is sent, put right, kept, asked and removed', async ({ page }) => {
  test.setTimeout(240_000)
  await openWorkspace(page)
  await page.getByRole('link', { name: 'Data', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Data', exact: true })).toBeVisible()
  await expectAccessible(page)
  await chooser(page).setInputFiles(SALES)
  const keep = page.getByRole('button', { name: 'Keep and ask' })
  await expect(keep).toBeVisible({ timeout: 120_000 })
  await expect(page.getByText('Row 82: it has too few columns.')).toBeVisible()
  await expect(page.getByRole('checkbox', { name: 'contact holds personal data' })).toBeChecked()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)

  await page.getByRole('button', { name: 'Read as number, 1 would be empty' }).press('Enter')
  await expect(page.getByText('Row 19, column spent: is not a number and is empty now.')).toBeVisible({
    timeout: 120_000,
  })
  await expect(page.getByLabel('spent holds', { exact: true })).toHaveValue('number')
  await page.getByLabel('Called').fill('Visits')
  await keep.click()
  await expect(page).toHaveURL(/\/p\/visits/, { timeout: 120_000 })
  await page.getByRole('textbox', { name: 'Your question' }).fill('spent by city')
  await page.keyboard.press('Enter')
  await expect(page.locator('article[data-status="answered"]')).toBeVisible({ timeout: 60_000 })

  await page.getByRole('link', { name: 'Data', exact: true }).click()
  await page.getByRole('link', { name: /Store visits/ }).click()
  await expect(page.getByText('This file can be asked')).toBeVisible()
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('button', { name: /^Yes, remove/ }).click()
  await expect(page.getByText('Files you send are listed here.')).toBeVisible()
})

test('a file that is not what its name says is refused with the reason', async ({ page }) => {
  await page.goto('/p/neobank/data')
  await chooser(page).setInputFiles({ ...SALES, name: 'sales.xlsx' })
  await expect(page.getByText('sales.xlsx is not what its name says')).toBeVisible()
  await expectAccessible(page)
})

test('a connection is tested, and what is wrong with it told', async ({ page }) => {
  await page.goto('/p/neobank/data')
  await page.getByRole('button', { name: 'Connect a database or folder' }).click()
  await expectAccessible(page)
  await page.getByText('Folder', { exact: true }).click()
  await page.getByLabel(/^Folder of CSV/).fill('/etc')
  await page.getByRole('button', { name: 'Test the connection' }).click()
  await expect(page.getByText(/NUMIZE_DATA_DIRS\.$/)).toBeVisible()
  await expectNoSidewaysScroll(page)
})
