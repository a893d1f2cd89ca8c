import { expect, test } from '@playwright/test'
import { ANSWERED, ask, composer, lastTurn, openWorkspace, UNANSWERABLE, UNCLEAR, WHY } from './workspace.ts'

test('an unclear question comes back with choices, and a choice is answered', async ({ page }) => {
  await openWorkspace(page)
  const turn = await ask(page, UNCLEAR)
  await expect(turn).toHaveAttribute('data-status', 'clarify')
  const choices = turn.getByRole('listitem').getByRole('button')
  expect(await choices.count()).toBeGreaterThan(1)
  await choices.first().click()
  await expect(page.locator('article[data-status="answered"]')).toHaveCount(1)
})

test('an unanswerable question is refused with the reason and what can be asked', async ({ page }) => {
  await openWorkspace(page)
  const turn = await ask(page, UNANSWERABLE)
  await expect(turn).toHaveAttribute('data-status', 'refused')
  await expect(turn).toContainText('weather')
  const nearest = turn.getByRole('listitem').getByRole('button').first()
  await nearest.click()
  await expect(page.locator('article[data-status]')).toHaveCount(2)
})

test('a question for a cause is answered with what moved the metric', async ({ page }) => {
  await openWorkspace(page)
  const turn = await ask(page, WHY)
  const cause = turn.getByRole('region', { name: 'Why it changed' })
  await expect(cause.getByRole('listitem').first()).toContainText(/rose from .* of the change/)
})

test('the thread tells its query, and goes back a step', async ({ page }) => {
  await openWorkspace(page)
  await ask(page, ANSWERED)
  const told = await ask(page, 'show the SQL')
  await expect(told).toHaveAttribute('data-status', 'told')
  await expect(told.getByLabel('SQL')).toContainText('SELECT')
  await ask(page, 'only in Q2')
  const back = await ask(page, 'undo')
  await expect(back).toHaveAttribute('data-status', 'answered')
  await expect(back).not.toContainText('Q2')
})

test('an ended session says so, refuses a used link, and keeps what was written', async ({
  page,
  context,
}) => {
  await openWorkspace(page)
  const session = await context.cookies()
  await context.clearCookies()
  await composer(page).fill(ANSWERED)
  await composer(page).press('Enter')
  await expect(page.getByRole('heading', { name: 'Your session is over' })).toBeVisible()
  await page.getByLabel('Sign-in link').fill('http://localhost/sign-in#token=used-up')
  await page.getByRole('button', { name: 'Use the link' }).click()
  await expect(page.getByText(/link was used already/)).toBeVisible()

  await context.addCookies(session)
  await page.reload()
  await expect(composer(page)).toHaveValue(ANSWERED)
})

test('a lost connection is told with a way to try again', async ({ page }) => {
  await page.routeWebSocket('**/v1/stream', (socket) => socket.close())
  await openWorkspace(page)
  await composer(page).fill(ANSWERED)
  await composer(page).press('Enter')
  await expect(lastTurn(page).getByRole('button', { name: 'Try again' })).toBeVisible()
  await expect(lastTurn(page)).toContainText('cannot be reached')
})

test('a thread that does not exist says so', async ({ page }) => {
  await page.goto('/p/neobank/t/no-such-thread')
  await expect(page.getByText('This thread cannot be shown')).toBeVisible()
  await page.getByRole('button', { name: /^New question about/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})
