import { expect, type Page, test } from '@playwright/test'
import { ANSWERED, composer, drawn, openWorkspace, settled } from './workspace.ts'

/** Presses Tab until the focus is on something of that name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
    )
    if (name.test(focused.trim())) return
  }
  throw new Error(`Tab never reached ${name}`)
}

test('by keyboard alone: ask, read, check, follow up', async ({ page }) => {
  await openWorkspace(page)
  await expect(composer(page)).toBeFocused()
  await page.keyboard.type(ANSWERED)
  await page.keyboard.press('Enter')
  const turn = await settled(page, ANSWERED)
  await drawn(turn)

  await page.keyboard.press('ArrowUp')
  await expect(composer(page)).toHaveValue(ANSWERED)
  await page.keyboard.press('ArrowDown')
  await expect(composer(page)).toHaveValue('')

  await page.locator('#conversation').focus()
  await tabTo(page, /^\$?\d/)
  await expect(turn.locator('td[data-cited]').first()).toBeVisible()
  await tabTo(page, /^Show as table/)
  await page.keyboard.press('Enter')
  await expect(turn.locator('figure')).toHaveCount(0)
  await tabTo(page, /^How this was answered/)
  await page.keyboard.press('Enter')
  await expect(turn.getByRole('heading', { name: 'Confidence' })).toBeVisible()

  await page.keyboard.press('/')
  await expect(composer(page)).toBeFocused()
  await page.keyboard.type('as a')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('table')
  await expect(composer(page)).toHaveValue('as a\ntable')
})

test('the first stop of the page skips to the conversation', async ({ page }) => {
  await openWorkspace(page)
  await page.locator('a[href], button, textarea').first().focus()
  await expect(page.getByRole('link', { name: 'Skip to the conversation' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#conversation')).toBeFocused()
})

test('Esc stops a question that is under way', async ({ page }) => {
  await page.routeWebSocket('**/v1/stream', (socket) => {
    const server = socket.connectToServer()
    // the question never arrives, so that it is under way for as long as the test wants
    socket.onMessage((message) => {
      if (!String(message).includes('"kind":"ask"')) server.send(message)
    })
  })
  await openWorkspace(page)
  await page.keyboard.type(ANSWERED)
  await page.keyboard.press('Enter')
  await expect(page.locator('article[aria-busy="true"]')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('You stopped this question')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Ask it again' })).toBeVisible()
})
