// Installs what is missing, and only then: npm packages by the lockfile, and (when asked) the system's browser.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const LEAST_NODE = [20, 19]

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return
  process.stderr.write(
    `Numize needs Node ${LEAST_NODE.join('.')} or newer; this is ${process.versions.node}.\n`,
  )
  process.exit(2)
}

export function installPackages(log) {
  if (isInstalled()) return
  log('installing packages (about a minute, once)')
  const run = spawnSync('npm', ['ci', '--engine-strict', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (run.status === 0) return
  process.stderr.write(
    'The packages could not be installed: see the lines above, mend, and run the command again.\n',
  )
  process.exit(1)
}

/** Whether every package this platform needs lies in node_modules in the version of the lockfile. */
function isInstalled() {
  const hidden = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(hidden)) return false
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const installed = packagesOf(hidden)
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      !path.startsWith('node_modules/') ||
      optional ||
      version === undefined ||
      installed[path]?.version === version,
  )
}

const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages

/** The path of a Chromium, installing Debian's when root; null when there is none and none can be had. */
export function findBrowser(log) {
  const found = () =>
    ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync) ?? null
  if (found() || process.platform !== 'linux' || process.getuid?.() !== 0) return found()
  log('installing chromium for the browser tests (once)')
  const apt = (args) =>
    spawnSync('apt-get', args, {
      stdio: 'ignore',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  apt(['update'])
  apt(['install', '-y', '--no-install-recommends', 'chromium'])
  return found()
}
