import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Problem } from '../project.ts'
import { assembleModel } from './assemble-model.ts'
import { checkModel } from './check-model.ts'
import { readModelFile } from './read-model-file.ts'

const evals = process.env['NUMIZE_EVALS'] ?? '../shared/evals'
const manifests = join(evals, 'metricflow/manifests')
const acme = join(evals, 'acme/dbt_models/omg_semantics')

function readFolder(folder: string) {
  const problems: Problem[] = []
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => /\.ya?ml$/.test(file))
  const model = assembleModel(
    files.toSorted().map((file) => readModelFile(file, readFileSync(join(folder, file), 'utf8'), problems)),
  )
  return { model, problems: [...problems, ...checkModel(model)] }
}

describe.skipIf(!existsSync(manifests))(
  'other people’s models (skipped: no evaluation data, where absent)',
  () => {
    const index = existsSync(manifests)
      ? (JSON.parse(readFileSync(join(manifests, 'index.json'), 'utf8')) as {
          name: string
          valid: boolean
          semantic_models: number
          saved_queries: number
        }[])
      : []

    it.each(index.filter(({ valid }) => valid))('reads $name whole and without a complaint', (entry) => {
      const { model, problems } = readFolder(join(manifests, entry.name))
      expect(problems).toEqual([])
      expect(model.semanticModels).toHaveLength(entry.semantic_models)
      expect(model.savedQueries).toHaveLength(entry.saved_queries)
    })

    it.each(index.filter(({ valid }) => !valid))('finds what is wrong with $name', ({ name }) => {
      expect(readFolder(join(manifests, name)).problems.length).toBeGreaterThan(0)
    })

    it('reads the insurance models of dbt’s own comparison', () => {
      const { model, problems } = readFolder(acme)
      expect(problems).toEqual([])
      expect(model.semanticModels.length).toBeGreaterThan(20)
    })
  },
)
