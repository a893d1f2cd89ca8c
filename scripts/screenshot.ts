// Takes the README's picture: a real question, asked in the real product. `npm run screenshot [-- "question" file.png]`
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [
  question = 'Card spend by month this year compared to last year',
  file = join(root, 'docs/images/answer.png'),
] = process.argv.slice(2)
const PORT = '4191'
const WIDTH = 1440
const HEIGHT = 1000

const state = mkdtempSync(join(tmpdir(), 'numize-picture-'))
const server = spawn(
  process.execPath,
  [join(root, 'dist/cli.mjs'), 'serve', '--projects', join(root, 'examples'), '--port', PORT],
  {
    env: { ...process.env, NUMIZE_STATE: state },
    stdio: ['ignore', 'pipe', 'inherit'],
  },
)
try {
  await picture(await signInLink(server))
} finally {
  server.kill()
  rmSync(state, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
}

async function signInLink({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('the server has no output')
  for await (const line of createInterface({ input: stdout })) {
    const link = /https?:\S+sign-in#token=\S+/.exec(line)?.[0]
    if (link) return link
  }
  throw new Error('the server stopped before it printed a sign-in link')
}

async function picture(link: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env['NUMIZE_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT }, reducedMotion: 'reduce' })
  await page.goto(link)
  const composer = page.getByRole('textbox', { name: 'Your question' })
  await composer.waitFor()
  await page.goto(new URL('/p/neobank', link).href)
  await composer.fill(question)
  await composer.press('Enter')
  await page.locator('figure [data-state="drawn"] svg').waitFor({ timeout: 60_000 })
  await page.screenshot({ path: file })
  await browser.close()
}
