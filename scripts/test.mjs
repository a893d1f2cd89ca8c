// `npm test`: installs what is missing, runs every test, and ends with one line that counts them.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkNode, findBrowser, installPackages } from './install.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const log = (line) => process.stdout.write(`${line}\n`)
const artifacts = join(root, 'artifacts')
const counts = { passed: 0, failed: 0, skipped: 0 }
const failures = []

checkNode()
installPackages(log)
mkdirSync(artifacts, { recursive: true })
const { build } = await import('./build.mjs')
await build({ log })
demos()
for (const check of ['types', 'lint', 'layers', 'dead']) gate(check)
units()
browser()
if (failures.length > 0) log(`\n# failed\n${failures.join('\n')}`)
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
  one('demos', run(process.execPath, ['dist/cli.mjs', 'demo', 'examples']))
}

function gate(name) {
  log(`\n# ${name}`)
  one(name, run('npm', ['run', '--silent', name]))
}

function one(name, isFine) {
  if (isFine) counts.passed++
  else failed(1, [name])
}

/** What failed is named again at the end: a log is often read from there. */
function failed(count, names) {
  counts.failed += count
  failures.push(...names)
}

function units() {
  log('\n# unit, golden, engine and API tests')
  const report = join(artifacts, 'vitest.json')
  rmSync(report, { force: true })
  run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`])
  if (!existsSync(report)) return failed(1, ['vitest: no report'])
  const told = JSON.parse(readFileSync(report, 'utf8'))
  counts.passed += told.numPassedTests
  counts.skipped += told.numPendingTests
  if (told.success) return
  const files = told.testResults.filter(({ status }) => status === 'failed')
  failed(told.numFailedTests || Math.max(1, told.numFailedTestSuites), [
    ...files.flatMap(failedTests),
    ...(files.length > 0 ? [] : ['vitest: an error outside any test, see above']),
  ])
}

function failedTests({ name, message, assertionResults }) {
  const tests = assertionResults.filter(({ status }) => status === 'failed')
  if (tests.length === 0) return [`${relative(root, name)}: ${firstLine(message)}`]
  return tests.map(
    ({ fullName, failureMessages }) =>
      `${relative(root, name)} > ${fullName}: ${firstLine(failureMessages.join('\n'))}`,
  )
}

function firstLine(text) {
  return text.split('\n', 1)[0]
}

function failedSpecs({ file, specs = [], suites = [] }) {
  const own = specs.filter(({ ok }) => !ok).map(({ line, title }) => `${file}:${line} > ${title}`)
  return [...own, ...suites.flatMap(failedSpecs)]
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
  if (!existsSync(report)) return failed(1, ['playwright: no report'])
  const { stats, suites } = JSON.parse(readFileSync(report, 'utf8'))
  counts.passed += stats.expected + stats.flaky
  counts.skipped += stats.skipped
  if (stats.unexpected > 0) failed(stats.unexpected, suites.flatMap(failedSpecs))
  else if (!isFine) failed(1, ['playwright: the product did not start for it, see above'])
}
