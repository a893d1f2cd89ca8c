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
  ['{type: postgres, url: "postgres://ann@db/shop"}', { url: 'postgres://ann@db/shop' }],
  ['{type: postgres, url: "${DATABASE_URL}", schema: sales}', { url: '${DATABASE_URL}', schema: 'sales' }],
])('reads %s', (written, expected) => {
  expect(load(written).project?.connection).toEqual({ kind: 'postgres', ...expected })
})

it('reads the address of a BigQuery dataset, and says how one is written', () => {
  const url = 'bigquery://shop/sales?location=EU'
  const { project } = load(`{type: bigquery, url: "${url}"}`)
  expect(project?.connection).toEqual({ kind: 'bigquery', url })
  expect(projectToFiles(project as Project).get('numize.yml')).toContain(`url: ${url}`)
  expect(load('{type: bigquery, url: shop.sales}').problems[0]?.message).toContain(
    'bigquery://project/dataset',
  )
})

it.each([
  ['{type: postgres}', /url/],
  ['{type: postgres, url: db.example.org}', /url must begin with postgres:\/\/ or be a variable/],
])('complains of %s', (written, problem) => {
  expect(
    load(written)
      .problems.map(({ message }) => message)
      .join(' '),
  ).toMatch(problem)
})

it.each([
  ['postgres://ann:s3cret@db:5432/shop', 'postgres://ann:${PGPASSWORD}@db:5432/shop'],
  [
    'postgres://ann:s3@cr:et/@db/shop?sslmode=require',
    'postgres://ann:${PGPASSWORD}@db/shop?sslmode=require',
  ],
  [
    'postgres://db/shop?user=ann&password=s3cret&x=1',
    'postgres://db/shop?user=ann&password=${PGPASSWORD}&x=1',
  ],
  ['postgres://ann@db/shop', 'postgres://ann@db/shop'],
  ['postgres://ann:${SHOP}@db/shop', 'postgres://ann:${SHOP}@db/shop'],
  ['${DATABASE_URL}', '${DATABASE_URL}'],
])('writes %s without a password', (url, written) => {
  const { project } = load(`{type: postgres, url: "${url}"}`)
  const files = projectToFiles(project as Project)
  const again = loadProject('/shop', {
    list: () => [...files.keys()],
    read: (path) => files.get(path.replace('/shop/', '')) ?? '',
  })
  expect(again.project?.connection).toEqual({ kind: 'postgres', url: written })
  expect([...files.values()].join('')).not.toMatch(/s3/)
})
