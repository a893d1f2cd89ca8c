import { defineConfig } from '@playwright/test'
import { BASE_URL, SESSION_FILE } from './apps/web/tests/product.ts'

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Browser tests on the real product: the demo projects, a store of their own, Debian's Chromium. */
export default defineConfig({
  testDir: 'apps/web/tests',
  testMatch: '*.spec.ts',
  outputDir: 'artifacts/browser',
  globalSetup: './apps/web/tests/start-product.ts',
  // one product, one store: files run one after the other
  workers: 1,
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: 'list',
  use: {
    baseURL: BASE_URL,
    storageState: SESSION_FILE,
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['NUMIZE_CHROMIUM'] ?? '/usr/bin/chromium',
      args: CHROMIUM_FLAGS,
    },
  },
})
