import { expect, type Page, test } from '@playwright/test'
import { BASE_URL } from './product.ts'
import {
  ANSWERED,
  ask,
  composer,
  drawn,
  expectAccessible,
  expectNoSidewaysScroll,
  openWorkspace,
  UNANSWERABLE,
  UNCLEAR,
  WHY,
} from './workspace.ts'

const shown = async (page: Page, question: string): Promise<void> => {
  await openWorkspace(page)
  await ask(page, question)
}

/** A board with a figure, a chart and a note, made through the API and opened. */
async function boardOf(page: Page): Promise<void> {
  const plan = { version: 1, kind: 'metrics', metrics: [{ metric: 'card_spend' }] }
  const overTime = { ...plan, groupBy: [{ dimension: 'metric_time', grain: 'month' }] }
  const blocks = [
    { kind: 'plan', id: 'a', title: 'Card spend', width: 1, plan, as: 'metric', chart: null },
    {
      kind: 'plan',
      id: 'b',
      title: 'Card spend by month',
      width: 2,
      plan: overTime,
      as: 'chart',
      chart: null,
    },
    { kind: 'text', id: 'c', width: 1, text: 'What the bank lives on.' },
  ]
  const content = { title: 'The bank', description: 'At a glance', range: '1Y', filters: [], blocks }
  const reply = await page.request.post('/v1/projects/neobank/boards', {
    data: { content, visibility: 'private' },
    headers: { origin: new URL(BASE_URL).origin },
  })
  const { id } = (await reply.json()) as { id: string }
  await page.goto(`/p/neobank/boards/${id}`)
}

/** Every state the workspace can be in, and how to get there. */
const STATES: Record<string, (page: Page) => Promise<void>> = {
  empty: openWorkspace,
  answered: async (page) => {
    await openWorkspace(page)
    const turn = await ask(page, ANSWERED)
    await drawn(turn)
    await turn.getByText('How this was answered').click()
  },
  explained: async (page) => {
    await shown(page, WHY)
    await expect(page.getByRole('region', { name: 'Why it changed' })).toBeVisible()
  },
  told: async (page) => {
    await shown(page, ANSWERED)
    await ask(page, 'show the SQL')
  },
  'asked back': (page) => shown(page, UNCLEAR),
  refused: (page) => shown(page, UNANSWERABLE),
  working: async (page) => {
    await page.routeWebSocket('**/v1/stream', () => {})
    await openWorkspace(page)
    await composer(page).fill(ANSWERED)
    await composer(page).press('Enter')
    await expect(page.locator('article[aria-busy="true"]')).toBeVisible()
  },
  'not found': async (page) => {
    await page.goto('/p/neobank/t/no-such-thread')
    await expect(page.getByText('This thread cannot be shown')).toBeVisible()
  },
  'explore, empty': async (page) => {
    await page.goto('/p/neobank/explore')
    await expect(page.getByText('Choose a metric to begin')).toBeVisible()
  },
  explore: async (page) => {
    const view = { metrics: ['card_spend'], split: [{ path: 'merchant__sector' }], top: 5, compare: 'year' }
    await page.goto(`/p/neobank/explore?view=${encodeURIComponent(JSON.stringify(view))}`)
    await expect(page.locator('figure [data-state="drawn"] svg')).toBeVisible()
  },
  'explore, refused': async (page) => {
    await page.goto(`/p/neobank/explore?view=${encodeURIComponent('{"metrics":["no_such_metric"]}')}`)
    await expect(page.getByText('This cannot be shown')).toBeVisible()
  },
  'boards, empty': async (page) => {
    await page.goto('/p/marketplace/boards')
    await expect(page.getByText('There is no board yet')).toBeVisible()
  },
  board: async (page) => {
    await boardOf(page)
    await expect(page.locator('figure [data-state="drawn"] svg')).toBeVisible()
  },
  'board, changed': async (page) => {
    await boardOf(page)
    await page.getByRole('button', { name: 'Change' }).click()
    await expect(page.getByLabel('Text or question to add')).toBeVisible()
  },
  'board, not found': async (page) => {
    await page.goto('/p/neobank/boards/nothing')
    await expect(page.getByText('This board cannot be shown')).toBeVisible()
  },
  catalog: async (page) => {
    await page.goto('/p/neobank/catalog')
    await expect(page.getByRole('article').getByRole('heading', { level: 2 })).toBeVisible()
  },
  'catalog, a column': async (page) => {
    await page.goto('/p/neobank/catalog/dimension')
    await page.getByLabel('Search the catalog').fill('merchant')
    await expect(page.getByRole('article').getByRole('heading', { level: 2 })).toBeVisible()
  },
  console: async (page) => {
    await page.goto('/p/neobank/sql')
    await page.getByRole('textbox', { name: 'SQL' }).fill('SELECT nothing FROM nowhere')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('The statement did not run')).toBeVisible()
  },
  'govern, people': async (page) => {
    await page.goto('/p/neobank/govern/people')
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await expect(page.getByRole('table', { name: 'People' })).toBeVisible()
  },
  'govern, slice': async (page) => {
    await page.goto('/p/neobank/govern/slices/sector_team')
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await expect(page.getByText(/^Readiness/)).toBeVisible()
  },
  'govern, audit': async (page) => {
    await page.goto('/p/neobank/govern/audit')
    await page
      .getByRole('button', { name: /^Details/ })
      .first()
      .click()
    await expect(page.getByText('Chain', { exact: true })).toBeVisible()
  },
  palette: async (page) => {
    await openWorkspace(page)
    await page.keyboard.press('Control+k')
    await page.getByLabel('Search or ask').fill('card')
    await expect(page.getByRole('button', { name: /Ask “card”/ })).toBeVisible()
  },
  keys: async (page) => {
    await openWorkspace(page)
    await page.locator('#conversation').focus()
    await page.keyboard.press('?')
    await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible()
  },
  'no such page': async (page) => {
    await page.goto('/p/neobank/nowhere')
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible()
  },
  'signed out': async (page) => {
    await page.context().clearCookies()
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'Sign in to Numize' })).toBeVisible()
  },
}
const SIZES = { desktop: { width: 1440, height: 900 }, tablet: { width: 820, height: 1180 } }

test.use({ contextOptions: { reducedMotion: 'reduce' } })

for (const scheme of ['dark', 'light'] as const)
  for (const [size, viewport] of Object.entries(SIZES))
    for (const [state, reach] of Object.entries(STATES))
      test(`${state}, ${scheme}, ${size}: nothing in the way of anybody`, async ({ page }) => {
        await page.addInitScript((chosen) => localStorage.setItem('numize-color-scheme', chosen), scheme)
        await page.setViewportSize(viewport)
        await reach(page)
        await page.screenshot({
          path: `artifacts/screens/${state.replaceAll(' ', '-')}-${scheme}-${size}.png`,
        })
        await expectAccessible(page)
        await expectNoSidewaysScroll(page)
      })

test('dark until light is chosen, which is remembered; more contrast on either', async ({ page }) => {
  await openWorkspace(page)
  const root = (name: string) => page.locator('html').getAttribute(name)
  const choose = async (look: string) => {
    await page.getByRole('button', { name: /^Theme/ }).click()
    await page.getByRole('menuitem', { name: look }).click()
  }
  expect(await root('data-mantine-color-scheme')).toBe('dark')
  await choose('Light')
  expect(await root('data-mantine-color-scheme')).toBe('light')
  await page.reload()
  await expect(composer(page)).toBeVisible()
  expect(await root('data-mantine-color-scheme')).toBe('light')
  await choose('High contrast')
  await ask(page, ANSWERED)
  await expectAccessible(page)
  await page.screenshot({ path: 'artifacts/screens/answered-contrast-light.png' })
  await page.reload()
  await expect(composer(page)).toBeVisible()
  expect(await root('data-contrast')).toBe('more')
  await choose('Dark')
  expect(await root('data-contrast')).toBe('normal')
})

test('at 768 px the menu slides in and leads to another project', async ({ page }) => {
  await openWorkspace(page)
  // 1440 px at 200 % zoom
  await page.setViewportSize({ width: 720, height: 450 })
  await expectNoSidewaysScroll(page)
  await page.setViewportSize({ width: 768, height: 1024 })
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: 'Open the menu' }).click()
  await page.getByRole('button', { name: /^Project/ }).click()
  await expectAccessible(page)
  await page.getByRole('menuitem', { name: 'Marketplace' }).click()
  await expect(page).toHaveURL(/\/p\/marketplace/)
})
