import { expect, it } from 'vitest'
import type { Project } from '../project.ts'
import { projectToFiles } from '../write/project-files.ts'
import { loadProject } from './load-project.ts'

const load = (connection: string) =>
  loadProject('/shop', {
    list: () => ['numize.yml'],
    read: () => `name: shop\nconnection: ${connection}\n`,
  })

it.each([
  'clickhouse://ann@db:8123/shop',
  'clickhouse://ann:${SHOP}@db/shop?secure=true',
  '${CLICKHOUSE_URL}',
])('reads %s', (url) => {
  expect(load(`{type: clickhouse, url: "${url}"}`).project?.connection).toEqual({ kind: 'clickhouse', url })
})

it.each([
  ['{type: clickhouse}', /url/],
  ['{type: clickhouse, url: "http://db:8123"}', /url must begin with clickhouse:\/\/ or be a variable/],
])('complains of %s', (written, problem) => {
  const { problems } = load(written)
  expect(problems.map(({ message }) => message).join(' ')).toMatch(problem)
})

it('is written without a password', () => {
  const { project } = load('{type: clickhouse, url: "clickhouse://ann:s3@cr:et@db/shop"}')
  const text = [...projectToFiles(project as Project).values()].join('')
  expect(text).toContain('clickhouse://ann:${CLICKHOUSE_PASSWORD}@db/shop')
  expect(text).not.toContain('s3')
})
