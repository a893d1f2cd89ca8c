// Runs ClickHouse as chdb's library holds it (`clickhouse local`) and lets it listen for HTTP, until stdin ends.
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [folder, dir, port] = process.argv.slice(2)
const require = createRequire(join(folder, 'package.json'))
const { DataType, load, open } = require('ffi-rs')
open({ library: 'chdb', path: require('chdb/libchdb').libchdbPath() })

const words = [
  'clickhouse-local',
  '--listen_host=127.0.0.1',
  `--http_port=${port}`,
  `--path=${join(dir, 'data')}`,
  `--config-file=${join(dir, 'config.xml')}`,
  '--query',
  "SYSTEM START LISTEN HTTP; SELECT count() FROM file('stdin', 'LineAsString')",
]
const call = { library: 'chdb', retType: DataType.External }
const result = load({
  ...call,
  funcName: 'chdb_query_cmdline',
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [words.length, words],
})
const said = load({
  library: 'chdb',
  funcName: 'chdb_result_error',
  retType: DataType.String,
  paramsType: [DataType.External],
  paramsValue: [result],
})
process.stderr.write(String(said))
// Its own way out does not survive the library's.
process.kill(process.pid, 'SIGKILL')
