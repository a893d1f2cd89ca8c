// dependency-cruiser with the layers as errors. With an unfit TypeScript it reads no module and reports success,
// so the number of modules it saw is asserted too.
import { spawnSync } from 'node:child_process'

const LEAST_MODULES = 40
const run = spawnSync('npx', ['depcruise', '--output-type', 'json', 'packages', 'apps'], {
  encoding: 'utf8',
  maxBuffer: 256 * 1024 * 1024,
})
if (!run.stdout) {
  process.stderr.write(run.stderr)
  process.exit(1)
}
const { summary } = JSON.parse(run.stdout)
for (const { rule, from, to } of summary.violations)
  process.stderr.write(`${rule.severity} ${rule.name}: ${from} → ${to}\n`)
process.stdout.write(`layers: ${summary.totalCruised} modules, ${summary.error} violations\n`)
if (summary.totalCruised < LEAST_MODULES)
  process.stderr.write('dependency-cruiser saw too few modules: is its TypeScript the 5.9 one?\n')
process.exit(summary.error > 0 || summary.totalCruised < LEAST_MODULES ? 1 : 0)
