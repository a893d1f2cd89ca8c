export { startTestServer, type TestServer } from '@numize/store/testing'
export {
  type FakeAnswer,
  type FakeBigquery,
  type FakeTable,
  startFakeBigquery,
} from './bigquery/fake-bigquery.ts'
export { installChdb } from './clickhouse/testing/chdb-folder.ts'
export { copyTables } from './clickhouse/testing/copy-tables.ts'
export {
  startTestClickhouse,
  type TestClickhouse,
  type TestLogin,
} from './clickhouse/testing/start-clickhouse.ts'
export { writeDuckdbFile } from './duckdb/write-duckdb-file.ts'
