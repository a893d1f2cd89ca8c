// `npm test`: installs what is missing, runs every test, and ends with one line that counts them.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkNode, findBrowser, installPackages } from './install.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const log = (line) => process.stdout.write(`${line}\n`)
const artifacts = join(root, 'artifacts')
const counts = { passed: 0, failed: 0, skipped: 0 }

checkNode()
installPackages(log)
mkdirSync(artifacts, { recursive: true })
const { build } = await import('./build.mjs')
await build({ log })
demos()
for (const check of ['types', 'lint', 'layers', 'dead']) gate(check)
units()
browser()
log(
  `tests: ${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`,
)
process.exit(counts.failed > 0 ? 1 : 0)

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options }).status === 0
}

/** The demos are test data too: their questions are asked end to end. */
function demos() {
  log('\n# demos')
  counts[run(process.execPath, ['dist/cli.mjs', 'demo', 'examples']) ? 'passed' : 'failed']++
}

function gate(name) {
  log(`\n# ${name}`)
  counts[run('npm', ['run', '--silent', name]) ? 'passed' : 'failed']++
}

function units() {
  log('\n# unit, golden, engine and API tests')
  const report = join(artifacts, 'vitest.json')
  rmSync(report, { force: true })
  run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`])
  if (!existsSync(report)) return counts.failed++
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, success } = JSON.parse(
    readFileSync(report, 'utf8'),
  )
  counts.passed += numPassedTests
  counts.failed += numFailedTests || (success ? 0 : Math.max(1, numFailedTestSuites))
  counts.skipped += numPendingTests
}

function browser() {
  log('\n# browser tests')
  const executable = findBrowser(log)
  if (!executable) {
    log('skipped: no Chromium here and none can be installed (apt-get install chromium as root)')
    return counts.skipped++
  }
  const report = join(artifacts, 'playwright.json')
  rmSync(report, { force: true })
  const isFine = run('npx', ['playwright', 'test', '--reporter=list,json'], {
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, NUMIZE_CHROMIUM: executable },
  })
  if (!existsSync(report)) return counts.failed++
  const { stats } = JSON.parse(readFileSync(report, 'utf8'))
  counts.passed += stats.expected + stats.flaky
  // a product that does not start fails no single test
  counts.failed += stats.unexpected || (isFine ? 0 : 1)
  counts.skipped += stats.skipped
}
