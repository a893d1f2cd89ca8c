import { expect, type Page, test } from '@playwright/test'
import { ask, openWorkspace, PROJECT } from './workspace.ts'

const open = async (page: Page, section: string): Promise<void> => {
  await page.goto(`/p/${PROJECT}/govern/${section}`)
  await expect(page.getByRole('heading', { name: 'Govern', level: 1 })).toBeVisible()
}

/** Invites somebody by the form; gives the path and token of their link. */
async function invite(page: Page, userId: string): Promise<string> {
  await open(page, 'people')
  await page.getByRole('button', { name: 'Invite somebody' }).click()
  await page.getByLabel('Sign-in name').fill(userId)
  await page.getByRole('button', { name: 'Make the link' }).click()
  const link = await page.getByRole('status').locator('code').textContent()
  return `/sign-in${new URL(link ?? '').hash}`
}

test('somebody is invited, told who may do what they may not, and shut out', async ({ page, browser }, {
  retry,
}) => {
  const name = `ana${retry}`
  const link = await invite(page, name)
  await page.getByRole('button', { name: 'Done' }).click()

  const theirs = await browser.newContext({ storageState: { cookies: [], origins: [] } })
  const ana = await theirs.newPage()
  await ana.goto(link)
  await ana.getByRole('link', { name: 'Govern' }).click()
  await ana.getByRole('link', { name: 'People' }).click()
  await expect(ana.getByText('Your roles do not open this')).toBeVisible()
  await expect(ana.getByText(/manage:people and belongs to Admin/)).toBeVisible()

  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('button', { name: 'Shut them out' }).click()
  await expect(page.getByRole('button', { name: 'Let them in again' })).toBeVisible()
  await ana.reload()
  await expect(ana.getByRole('heading', { name: 'Sign in to Numize' })).toBeVisible()
  await theirs.close()
})

test('a service account gets a key, by keyboard alone', async ({ page }) => {
  await open(page, 'keys')
  await page.getByRole('button', { name: 'Service account' }).press('Enter')
  await page.keyboard.type('nightly-report')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('table', { name: 'Service accounts' })).toContainText('nightly-report')
  await page.getByRole('button', { name: 'Key', exact: true }).press('Enter')
  await page.keyboard.type('report key')
  await page.getByRole('combobox', { name: 'What it may do' }).focus()
  await page.keyboard.type('run:query')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Make the key' }).press('Enter')
  await expect(page.getByRole('status').locator('code')).toContainText('nzk_')
  await page.getByRole('button', { name: 'Done' }).press('Enter')
  await page.getByRole('button', { name: 'Revoke the key report key' }).press('Enter')
  await expect(page.getByText('No key is in use')).toBeVisible()
})

test('a doubt is put right, later answers follow it, and the audit tells who did it', async ({ page }) => {
  await openWorkspace(page)
  const question = 'Card spend by channel in 2025'
  const turn = await ask(page, question)
  await turn.getByRole('button', { name: 'No, something is wrong' }).click()
  await page.getByRole('menuitem', { name: 'Incomplete' }).click()
  await expect(turn.getByText(/^Thank you/)).toBeVisible()

  await open(page, 'review')
  const review = page.getByRole('article', { name: question })
  await review.getByRole('combobox', { name: 'What to do' }).click()
  await page.getByRole('option', { name: 'A word means something' }).click()
  await review.getByLabel('The word or phrase').fill('plastic money')
  await review.getByRole('combobox', { name: 'Means' }).click()
  await page.getByRole('option', { name: 'Card spend', exact: true }).click()
  await review.getByLabel('Why').fill('the sales team says so')
  await review.getByRole('button', { name: 'Do it' }).click()
  await expect(review).toBeHidden()
  await expect(page.getByText('“plastic money” means card spend').first()).toBeVisible()

  await open(page, 'audit')
  await page.getByLabel('Action').fill('review')
  const newest = page.getByRole('row').nth(1)
  await expect(newest.getByRole('cell', { name: 'review', exact: true })).toBeVisible()
  await newest.getByRole('button', { name: /^Details/ }).click()
  await expect(page.getByText('the sales team says so')).toBeVisible()
  await page.getByRole('button', { name: 'Verify the audit' }).click()
  await expect(page.getByText('The audit is as it was written')).toBeVisible()
  await openWorkspace(page)
  expect(await (await ask(page, 'Plastic money in 2025')).getAttribute('data-status')).toBe('answered')
})

test('a slice is built, checked, seen as somebody, published and rolled back', async ({ page }) => {
  // readiness looks at every table
  test.slow()
  await open(page, 'slices')
  await page.getByRole('button', { name: 'New slice' }).click()
  await page.getByLabel('Name of the slice').fill('quiet_team')
  await page.getByRole('button', { name: 'Build it' }).click()
  await page.getByRole('combobox', { name: 'For' }).fill('root')
  await page.keyboard.press('Enter')
  await page.getByLabel('Asking').fill('Card spend by channel in 2025')
  await page.getByRole('button', { name: 'See it' }).click()
  await expect(page.getByRole('columnheader', { name: /^Channel/ })).toBeVisible()
  await page.getByRole('button', { name: 'Throw the changes away' }).click()

  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await expect(page.getByText(/^Readiness/)).toBeVisible()
  const publish = async (why: string, version: number) => {
    await page.getByRole('textbox', { name: 'Why', exact: true }).fill(why)
    await page.getByRole('button', { name: 'Publish' }).click()
    await expect(page.getByText(`Version ${version}, in force`)).toBeVisible()
  }
  await publish('a trial', 1)
  await page.getByLabel('Smallest group told of').fill('50')
  await expect(page.getByText('Changed, not published')).toBeVisible()
  await publish('more careful', 2)
  await page.getByRole('button', { name: 'Go back to version 1' }).click()
  await page.getByLabel('Why go back to version 1').fill('too careful')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Version 3, in force')).toBeVisible()
  await expect(page.getByLabel('Smallest group told of')).toHaveValue('5')
})
