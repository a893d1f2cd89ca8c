import { expect, type Locator, type Page, test } from '@playwright/test'
import {
  ask,
  composer,
  expectAccessible,
  expectNoSidewaysScroll,
  openWorkspace,
  settled,
} from './workspace.ts'

const ASKED = 'Card spend in July 2026'
const card = (page: Page): Locator => page.getByRole('region', { name: /^Deep dive:/ }).last()

async function dive(page: Page): Promise<Locator> {
  await openWorkspace(page)
  await ask(page, ASKED)
  await page.getByRole('button', { name: 'Deep dive on this' }).click()
  await expect(card(page)).toBeVisible()
  return card(page)
}

const MONTHS = ['July 2026', 'June 2026', 'May 2026', 'March 2026', 'February 2026', 'January 2026']

/** A dive that was stopped under way; one that was over before somebody could is left for another month's. */
async function stopped(page: Page, stop: (button: Locator) => Promise<void>): Promise<Locator> {
  await openWorkspace(page)
  for (const month of MONTHS) {
    const run = page.getByRole('region', { name: new RegExp(`^Deep dive: .*${month.slice(0, 3)}`) })
    await composer(page).fill(`deep dive on card spend in ${month}`)
    await page.keyboard.press('Enter')
    await expect(run).toBeVisible()
    await stop(run.getByRole('button', { name: 'Stop' })).catch(() => undefined)
    const [resume, done] = [
      run.getByRole('button', { name: 'Resume' }),
      run.getByText('Done', { exact: true }),
    ]
    await expect(resume.or(done)).toBeVisible()
    if (await resume.isVisible()) return run
  }
  throw new Error('every dive was over before it could be stopped')
}

const isOver = async (run: Locator): Promise<void> =>
  expect(run.getByText('Done', { exact: true })).toBeVisible()

const isDone = async (run: Locator): Promise<void> =>
  expect(run.getByRole('heading', { name: 'What speaks for a cause' })).toBeVisible()

test('a deep dive leaves a report whose figures open and whose questions are answered', async ({ page }) => {
  const run = await dive(page)
  await isDone(run)
  await expect(run.getByText('Done', { exact: true })).toBeVisible()
  await expect(run.getByRole('heading', { name: 'Ruled out' })).toBeVisible()
  await run.locator('li[data-kind="onset"]').getByRole('button', { name: 'Show the figures' }).focus()
  await page.keyboard.press('Enter')
  await expect(run.locator('figure [data-state="drawn"] svg')).toBeVisible()
  await expect(run.getByRole('table')).toBeVisible()
  await run.getByText('How it was looked at').click()
  await expect(run.getByText('The days it began')).toBeVisible()

  await page.reload()
  await isDone(card(page))
  const next = card(page).locator('section', { hasText: 'Ask next' }).getByRole('button').first()
  const question = (await next.textContent()) ?? ''
  await next.click()
  await expect(await settled(page, question)).toHaveAttribute('data-status', 'answered')
})

test('one that is stopped is stopped in every browser, keeps what it found, and goes on from any', async ({
  page,
  context,
}) => {
  await stopped(page, async (stop) => stop.click({ timeout: 2000 }))
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(card(other).getByRole('button', { name: 'Resume' })).toBeVisible()
  await card(other).getByRole('button', { name: 'Resume' }).click()
  await isOver(card(other))
  await isOver(card(page))
  await other.close()
})

test('by keyboard alone: dive, stop, resume, see how it was looked at', async ({ page }) => {
  const run = await stopped(page, async (stop) => {
    await stop.focus({ timeout: 2000 })
    await page.keyboard.press('Enter')
  })
  await run.getByRole('button', { name: 'Resume' }).focus()
  await page.keyboard.press('Enter')
  await isOver(run)
  await run.getByText('How it was looked at').focus()
  await page.keyboard.press('Enter')
  await expect(run.getByText('Its drivers')).toBeVisible()
})

test('a finding is dived into from the answer that tells it', async ({ page }) => {
  await openWorkspace(page)
  const why = await ask(page, 'why did card spend rise in July 2026')
  await why
    .getByRole('button', { name: /^Deep dive on/ })
    .first()
    .click()
  await expect(card(page)).toBeVisible()
  await expect(card(page)).toHaveAttribute('aria-label', /of .* in Jul 2026/)
})

/** States of the card, and how to get there without waiting for chance. */
const STATES: Record<string, (page: Page) => Promise<void>> = {
  diving: async (page) => {
    await hold(page, 'running')
    await expect(card(page).getByRole('button', { name: 'Stop' })).toBeVisible()
  },
  'dive stopped': async (page) => {
    await hold(page, 'stopped')
    await expect(card(page).getByRole('button', { name: 'Resume' })).toBeVisible()
  },
  'dive done': async (page) => isDone(await dive(page)),
  'dive not found': async (page) => {
    await page.route(/\/dives\/[^/]+$/, (route) =>
      route.fulfill({ status: 404, json: { detail: 'no such dive' } }),
    )
    await openWorkspace(page)
    await ask(page, `deep dive on ${ASKED}`)
    await expect(page.getByText('This deep dive cannot be shown')).toBeVisible()
  },
}

/** Holds a dive that is done where it was before: its first look taken, its second under way. */
async function hold(page: Page, state: 'running' | 'stopped'): Promise<void> {
  const earlier = (told: Record<string, unknown>) => ({
    ...told,
    state,
    endedAt: state === 'running' ? null : told['startedAt'],
    report: null,
    looks: (told['looks'] as { state: string }[])
      .slice(0, 2)
      .map((look, at) => (at === 0 ? look : { ...look, state: 'looking', found: [], ruledOut: [] })),
  })
  await isDone(await dive(page))
  await page.routeWebSocket('**/v1/stream', () => {})
  await page.route(/\/dives\/[^/]+$/, async (route) => {
    const reply = await route.fetch()
    await route.fulfill({ response: reply, json: earlier(await reply.json()) })
  })
  await page.reload()
}

test.describe('looks', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })
  for (const scheme of ['dark', 'light'] as const)
    for (const [state, reach] of Object.entries(STATES))
      test(`${state}, ${scheme}: nothing in the way of anybody`, async ({ page }) => {
        await page.addInitScript((chosen) => localStorage.setItem('numize-color-scheme', chosen), scheme)
        await reach(page)
        await page.screenshot({ path: `artifacts/screens/${state.replaceAll(' ', '-')}-${scheme}.png` })
        await expectAccessible(page)
        await page.setViewportSize({ width: 768, height: 1024 })
        await expectNoSidewaysScroll(page)
      })
})
