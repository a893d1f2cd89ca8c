// Bundles the product into dist/: one file per process, npm packages left outside. Skipped when nothing changed.
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const dist = join(root, 'dist')

const ENTRIES = {
  cli: 'apps/cli/src/main.ts',
  dnr: 'apps/cli/src/dnr.ts',
  'duckdb-child': 'packages/engines/src/duckdb/child.ts',
  'postgres-parser': 'packages/engines/src/postgres/governed/parser-worker.ts',
  'pglite-worker': 'packages/store/src/pglite/worker.ts',
  'sqlite-child': 'packages/sources/src/sqlite/child.ts',
  'upload-child': 'packages/sources/src/uploads/child.ts',
}
const INPUTS = ['packages', 'apps', 'package-lock.json', 'scripts/build.mjs']
const IGNORED = /(^|\/)(node_modules|tests?|golden)(\/|$)|\.test\.tsx?$|\.md$/

/** Builds what is stale and says whether anything was done. `parts`: 'node', 'web' or both. */
export async function build({ parts = ['node', 'web'], log = () => {} } = {}) {
  const wanted = stamp()
  for (const part of parts) {
    const file = join(dist, `.${part}-stamp`)
    if (existsSync(file) && readFileSync(file, 'utf8') === wanted) continue
    log(`building ${part}`)
    await (part === 'node' ? buildNode() : buildWeb())
    mkdirSync(dist, { recursive: true })
    writeFileSync(file, wanted)
  }
}

async function buildNode() {
  const esbuild = await import('esbuild')
  const entryPoints = Object.fromEntries(
    Object.entries(ENTRIES)
      .filter(([, file]) => existsSync(join(root, file)))
      .map(([name, file]) => [name, join(root, file)]),
  )
  await esbuild.build({
    entryPoints,
    outdir: dist,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [{ name: 'npm-stays-outside', setup: keepNpmOutside }],
  })
  const sql = join(root, 'packages/store/sql')
  rmSync(join(dist, 'sql'), { recursive: true, force: true })
  if (existsSync(sql)) cpSync(sql, join(dist, 'sql'), { recursive: true })
}

/** Our own packages are bundled from source; everything from npm is imported from node_modules as it is. */
function keepNpmOutside({ onResolve }) {
  onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
    kind === 'entry-point' || path.startsWith('@numize/') || path.startsWith('/')
      ? undefined
      : { path, external: true },
  )
}

async function buildWeb() {
  if (!existsSync(join(root, 'apps/web/index.html'))) return
  const vite = await import('vite')
  await vite.build({ root: join(root, 'apps/web'), logLevel: 'warn' })
}

/** Changes when any input's path, size or time does. */
function stamp() {
  const hash = createHash('sha256')
  const visit = (path) => {
    if (IGNORED.test(path)) return
    const stat = statSync(join(root, path))
    if (stat.isDirectory())
      for (const name of readdirSync(join(root, path)).toSorted()) visit(`${path}/${name}`)
    else hash.update(`${path}:${stat.size}:${Math.floor(stat.mtimeMs)};`)
  }
  for (const input of INPUTS) visit(input)
  return hash.digest('hex')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await build({ log: (line) => process.stdout.write(`${line}\n`) })
