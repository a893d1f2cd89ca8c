// Starts a bundled command, building it first when the sources are newer (a clone that is being worked on).
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

export async function launch(name) {
  if (existsSync(join(root, 'packages')) && !process.env.NUMIZE_NO_BUILD) {
    if (!existsSync(join(root, 'node_modules/esbuild'))) {
      process.stderr.write(
        'Numize is not installed yet: run `npm start` (or `npm ci`) in its folder first.\n',
      )
      process.exit(2)
    }
    const { build } = await import('./build.mjs')
    await build({ parts: ['node'] })
  }
  await import(pathToFileURL(join(root, 'dist', `${name}.mjs`)).href)
}
