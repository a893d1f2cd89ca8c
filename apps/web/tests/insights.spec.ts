import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { ask, expectAccessible, expectNoSidewaysScroll, openWorkspace, settled } from './workspace.ts'

test('what-if shows actual beside changed, and another percentage is asked by the panel', async ({
  page,
}) => {
  await openWorkspace(page)
  const turn = await ask(page, 'what if card spend rose by 10 % in July 2026')
  const panel = turn.getByRole('region', { name: 'Actual beside changed' })
  await expect(panel).toContainText('Card spend')
  await expect(panel).toContainText('+10 %')
  await panel.getByRole('textbox', { name: 'Percentage' }).fill('25 %')
  await page.keyboard.press('Enter')
  const again = await settled(page, 'what if card spend rose by 25 % in July 2026')
  await expect(again.getByRole('region', { name: 'Actual beside changed' })).toContainText('+25 %')
})

test('goals are kept over the API and stand in their panel', async ({ page }) => {
  await openWorkspace(page)
  const reply = await page.request.post('/v1/projects/neobank/goals', {
    headers: { origin: new URL(page.url()).origin },
    data: { text: '1 M card spend in October 2026', name: 'October' },
  })
  expect(reply.status()).toBe(201)
  const turn = await ask(page, 'how are our goals doing?')
  await expect(turn.getByRole('region', { name: 'How the goals stand' })).toContainText('October')
  await expect(turn).toContainText('Reached')
  const origin = new URL(page.url()).origin
  await page.request.delete('/v1/projects/neobank/goals/October', { headers: { origin } })
})

test('an unusual day is snoozed by keyboard and not told again', async ({ page }) => {
  await openWorkspace(page)
  const turn = await ask(page, 'any anomalies in the last 60 days?')
  const panel = turn.getByRole('region', { name: 'Unusual days' })
  const items = panel.getByRole('listitem')
  await expect(items.first()).toBeVisible()
  await panel
    .getByRole('button', { name: /^Snooze/ })
    .first()
    .focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'a week' }).press('Enter')
  await expect(panel.getByText(/^Snoozed until/)).toBeVisible()
  const again = await ask(page, 'any anomalies in the past 60 days?')
  await expect(again).toContainText(/is snoozed|are snoozed/)
  await again.getByRole('button', { name: 'Look again' }).click()
  await expect(page.locator('article[data-status="told"]')).toHaveCount(3)
})

test('a profile is taken away as JSON', async ({ page }) => {
  await openWorkspace(page)
  const turn = await ask(page, 'profile of merchants')
  const downloading = page.waitForEvent('download')
  await turn.getByRole('button', { name: 'JSON' }).click()
  const file = await downloading
  expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toMatchObject({ table: 'merchants' })
})

const ASKED: Record<string, string> = {
  'what-if': 'what if decline rate fell by 20 % for channel online last month',
  anomalies: 'any anomalies in the last 120 days with changes above 10 %?',
  profile: 'profile of merchants',
  goals: 'how are our goals doing?',
}

const keepGoal = (page: Page) =>
  page.request.post('/v1/projects/neobank/goals', {
    headers: { origin: new URL(page.url()).origin },
    data: { text: '4 M card spend in November 2026' },
  })

test.describe('looks', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })
  for (const scheme of ['dark', 'light'] as const)
    for (const [name, question] of Object.entries(ASKED))
      test(`${name}, ${scheme}: nothing in the way of anybody`, async ({ page }) => {
        await page.addInitScript((chosen) => localStorage.setItem('numize-color-scheme', chosen), scheme)
        await openWorkspace(page)
        if (name === 'goals') await keepGoal(page)
        await ask(page, question)
        await page.screenshot({ path: `artifacts/screens/${name}-${scheme}.png` })
        await expectAccessible(page)
        await page.setViewportSize({ width: 768, height: 1024 })
        await expectNoSidewaysScroll(page)
      })
})
