import { expect, it } from 'vitest'
import { connectionOf } from './connection.ts'

const SERVER = { host: ' db.example:5433 ', database: 'the shop', login: 'ann@x' }

it('names a password by its secret, and nothing else of it', () => {
  expect(connectionOf('postgres', { ...SERVER, secret: 'PG' })).toEqual({
    type: 'postgres',
    config: { url: 'postgres://ann%40x:${secret:PG}@db.example:5433/the%20shop' },
  })
  expect(connectionOf('clickhouse', SERVER)).toEqual({
    type: 'clickhouse',
    config: { url: 'clickhouse://ann%40x@db.example:5433/the%20shop' },
  })
})

it('is nothing while something is missing', () => {
  expect(connectionOf('postgres', { ...SERVER, login: ' ' })).toBeNull()
  expect(connectionOf('files', {})).toBeNull()
  expect(connectionOf('bigquery', { project: 'p', dataset: 'd' })).toEqual({
    type: 'bigquery',
    config: { url: 'bigquery://p/d' },
  })
})
