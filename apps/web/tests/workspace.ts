import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'

export const PROJECT = 'neobank'
/** Questions of the neobank demo, one for each kind of reply. */
export const ANSWERED = 'Card spend by month this year compared to last year'
export const WHY = 'why did card spend rise in July 2026'
export const UNCLEAR = 'Revenue by month this year'
export const UNANSWERABLE = 'What is the weather in Paris?'

export const composer = (page: Page): Locator => page.getByRole('textbox', { name: 'Your question' })
export const lastTurn = (page: Page): Locator => page.locator('article').last()

export async function openWorkspace(page: Page): Promise<void> {
  await page.goto(`/p/${PROJECT}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

/** Asks and waits for what came of it. */
export async function ask(page: Page, question: string): Promise<Locator> {
  await composer(page).fill(question)
  await composer(page).press('Enter')
  return settled(page, question)
}

export async function settled(page: Page, question: string): Promise<Locator> {
  const turn = page.locator('article[data-status]', {
    has: page.getByRole('heading', { name: question, exact: true }),
  })
  await expect(turn.last()).toBeVisible()
  return turn.last()
}

/** Charts are loaded late; a page is whole once they are drawn. */
export const drawn = async (turn: Locator): Promise<void> =>
  expect(turn.locator('figure [data-state="drawn"] svg')).toBeVisible()

export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
  ).toEqual([])
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0)
}
