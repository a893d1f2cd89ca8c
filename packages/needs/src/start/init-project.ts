import { constants } from 'node:fs'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { configYaml } from '../config/config-yaml.ts'
import { DEFAULT_CONFIG } from '../config/default-config.ts'
import { CONFIG_FILE } from '../config/load-config.ts'
import { asCallerError } from '../replace-folder.ts'

export interface InitResult {
  readonly made: readonly string[]
  /** What was there already, and was left as it is. */
  readonly kept: readonly string[]
}

const { paths, cache, classification } = DEFAULT_CONFIG

const GITIGNORE = `# what dnr makes: the same seed makes it again
${paths.data}/
${paths.comms}/
${paths.meta}/
${paths.reports}/
runs/
${cache.dir.split('/')[0]}/
.env
`

const ENV_EXAMPLE = `# Copy to .env, fill in, and export it before dnr: set -a; . ./.env; set +a
# Without a key everything works: texts come from a grammar, labels from our own classifier.
${classification.env_key_var}=
# Every setting can be given here too, by its path:
# DNR_CLASSIFICATION_API_CAP_USD=0.5
# DNR_WAREHOUSE_SCALE=demo
`

/**
 * Makes the settings, the folders and an example of the environment in a folder. Nothing that exists is changed.
 * @throws `needs/cannot-write`, `needs/disk-full`
 */
export async function initProject(folder: string): Promise<InitResult> {
  const made: string[] = []
  const kept: string[] = []
  try {
    for (const name of [paths.data, paths.comms, paths.meta, paths.reports]) {
      const isNew = (await mkdir(join(folder, name), { recursive: true })) !== undefined
      ;(isNew ? made : kept).push(`${name}/`)
    }
    const files = {
      [CONFIG_FILE]: configYaml(DEFAULT_CONFIG),
      '.env.example': ENV_EXAMPLE,
      '.gitignore': GITIGNORE,
    }
    for (const [name, text] of Object.entries(files))
      ((await writeNew(join(folder, name), text)) ? made : kept).push(name)
  } catch (error) {
    throw asCallerError(error, folder)
  }
  return { made, kept }
}

/** False where the file exists. */
async function writeNew(path: string, text: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true })
  const exists = await access(path, constants.F_OK).then(
    () => true,
    () => false,
  )
  if (!exists) await writeFile(path, text, { flag: 'wx' })
  return !exists
}
