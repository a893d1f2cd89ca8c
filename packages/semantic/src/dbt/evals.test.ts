import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { assembleDbt } from './assemble-dbt.ts'
import { chooseModels } from './choose-models.ts'
import { dbtContent } from './dbt-content.ts'
import { readDbtFile } from './read-dbt-file.ts'

const evals = process.env['NUMIZE_EVALS'] ?? '../shared/evals'
const manifests = join(evals, 'metricflow/manifests')
const jaffle = join(evals, 'dbt/jaffle-shop')
const place = <T>(relation: T): T => relation

function contentOf(paths: readonly string[]) {
  const project = assembleDbt(paths.map((path) => readDbtFile(path, readFileSync(path, 'utf8'))))
  return {
    project,
    content: dbtContent(project, chooseModels(project, null), { from: 't', select: null, place }),
  }
}

describe.skipIf(!existsSync(manifests))(
  'semantic manifests of MetricFlow (skipped: no evaluation data, where absent)',
  () => {
    const names = existsSync(manifests)
      ? readdirSync(manifests).filter((name) =>
          existsSync(join(manifests, name, 'semantic_manifest.transformed.json')),
        )
      : []

    it.each(names)('%s comes over whole', (name) => {
      const path = join(manifests, name, 'semantic_manifest.transformed.json')
      const said = JSON.parse(readFileSync(path, 'utf8')) as {
        semantic_models: unknown[]
        metrics: unknown[]
        saved_queries: unknown[]
      }
      const { model } = contentOf([path]).content
      expect([model.semanticModels.length, model.metrics.length, model.savedQueries.length]).toEqual([
        said.semantic_models.length,
        said.metrics.length,
        said.saved_queries.length,
      ])
    })
  },
)

describe.skipIf(!existsSync(jaffle))('the jaffle shop (skipped: no evaluation data, where absent)', () => {
  const files = existsSync(jaffle) ? readdirSync(jaffle) : []
  const newest = files
    .filter((file) => /manifest_1\.10|catalog|run_results_1\.11/.test(file))
    .map((file) => join(jaffle, file))

  it('brings its semantic models, the types of its catalog and the states of its tests', () => {
    const { project, content } = contentOf(newest)
    expect(content.model.metrics).toHaveLength(19)
    expect(content.proposed).toEqual([])
    expect(content.record.models.every(({ columns }) => columns.every(({ type }) => type !== null))).toBe(
      true,
    )
    expect(project.tests.filter(({ state }) => state?.status === 'pass').length).toBeGreaterThan(20)
  })
})
