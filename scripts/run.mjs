// Runs a TypeScript file of this repository from source: node scripts/run.mjs eval/main.ts time --json
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { register } from 'tsx/esm/api'

const [file, ...rest] = process.argv.slice(2)
if (!file) {
  process.stderr.write('usage: node scripts/run.mjs FILE.ts [arguments]\n')
  process.exit(2)
}
register()
process.argv = [process.argv[0], resolve(file), ...rest]
await import(pathToFileURL(resolve(file)).href)
