import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Principal } from '@numize/access'
import { fixedClock } from '@numize/base'
import type { TestServer } from '@numize/engines/testing'
import { loadProject } from '@numize/semantic'
import { type OpenSource, openSource } from '@numize/sources'
import type { AuditEntry } from '../ask-plans.ts'
import { type AskSql, createAskSql } from '../ask-sql.ts'
import { openGround } from '../ground.ts'

/** Rows a nurse of ward B may see hold `open` values, all others `canary`. */
const VISITS = [
  [1, 1, 'A', 'canary1', 10],
  [2, 1, 'B', '020', 20],
  [3, 2, 'B', '030', 40],
  [4, 2, 'A', 'canary4', 80],
  [5, 3, 'B', '050', 160],
  [6, 3, 'A', 'canary6', 0],
] as const
const PATIENTS = [
  [1, 'Rome', 'canary Ann'],
  [2, 'Oslo', 'canary Bob'],
  [3, 'Oslo', 'canary Cy'],
] as const

const csv = (header: string, rows: readonly (readonly unknown[])[]): string =>
  `${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`

const MODELS = `semantic_models:
  - name: visits
    model: ref('visit')
    entities:
      - {name: visit, type: primary, expr: visit_id}
      - {name: patient, type: foreign, expr: patient_id}
    dimensions:
      - {name: ward, type: categorical}
      - {name: note, type: categorical}
      - {name: cost, type: categorical}
  - name: patient
    model: ref('patient')
    entities:
      - {name: patient, type: primary, expr: patient_id}
    dimensions:
      - {name: city, type: categorical}
      - {name: full_name, type: categorical, config: {meta: {numize: {pii: true}}}}
`
const SLICE = `name: ward
audience: [nurse]
min_group_size: 1
models: [visits, patient]
inline_measures: true
row_filters:
  - model: visits
    where: "{{ Dimension('visit__ward') }} = {{ user('ward') }}"
`
const SETTINGS = 'time_zone: UTC\nnow: clock\n'
const PAYROLL = [
  ['canary Zed', 900_001],
  ['canary Yul', 900_002],
] as const
const GOVERNED: Readonly<Record<string, string>> = {
  'numize.yml': `name: clinic\nconnection: {type: files, path: data}\n${SETTINGS}`,
  'models/visit.yml': MODELS,
  'slices/ward.yml': SLICE,
  'data/visit.csv': csv('visit_id,patient_id,ward,note,cost', VISITS),
  'data/patient.csv': csv('patient_id,city,full_name', PATIENTS),
  'data/payroll.csv': csv('who,pay', PAYROLL),
}
const shown = csv(
  'visit_id,patient_id,ward,note,cost',
  VISITS.filter(([, , ward]) => ward === 'B'),
)
/** What the nurse may see, as files of its own, under both names. */
const FILTERED: Readonly<Record<string, string>> = {
  'visit.csv': shown,
  'visits.csv': shown,
  'patient.csv': csv(
    'patient_id,city',
    PATIENTS.map(([id, city]) => [id, city]),
  ),
}

/** What may never be read: hidden rows, masked names, a table outside the slice. */
export const CANARY = /canary|90000[12]/

export interface GuardedClinic extends AsyncDisposable {
  readonly askSql: AskSql
  readonly nurse: Principal
  readonly audited: readonly AuditEntry[]
  /** Leaves the audit behind, which a long round would fill memory with. */
  readonly forget: () => void
  /** The same tables with nothing hidden in them, asked without a guard. */
  readonly open: OpenSource
}

/** The same on Postgres: what she may see in a schema of its own, for a login that finds it first. */
const POSTGRES = `
  CREATE TABLE visit (visit_id int, patient_id int, ward text, note text, cost int);
  CREATE TABLE patient (patient_id int, city text, full_name text); CREATE TABLE payroll (who text, pay int);
  INSERT INTO visit VALUES ${tuples(VISITS)}; INSERT INTO patient VALUES ${tuples(PATIENTS)};
  INSERT INTO payroll VALUES ${tuples(PAYROLL)};
  CREATE FUNCTION leak(visit) RETURNS text LANGUAGE sql AS 'SELECT who FROM payroll LIMIT 1';
  CREATE FUNCTION leak_any(anyelement) RETURNS text LANGUAGE sql AS 'SELECT who FROM payroll LIMIT 1';
  CREATE SCHEMA filtered; CREATE TABLE filtered.visit AS SELECT * FROM visit WHERE ward = 'B';
  CREATE TABLE filtered.visits AS SELECT * FROM filtered.visit;
  CREATE TABLE filtered.patient AS SELECT patient_id, city FROM patient;
  CREATE ROLE nurse LOGIN PASSWORD 'nurse'; CREATE ROLE copyist LOGIN PASSWORD 'copyist';
  ALTER ROLE copyist SET search_path = filtered; GRANT USAGE ON SCHEMA filtered TO copyist;
  GRANT SELECT ON ALL TABLES IN SCHEMA filtered TO copyist; GRANT SELECT ON visit, patient, payroll TO nurse;`

function tuples(rows: readonly (readonly (string | number)[])[]): string {
  const literal = (value: string | number): string =>
    typeof value === 'number' ? String(value) : `'${value}'`
  return rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ')
}

/**
 * A clinic whose nurse sees one ward, and a copy of it that holds only what she sees: on files, or in a Postgres
 * server that holds nothing else.
 */
export async function openGuardedClinic(server: TestServer | null = null): Promise<GuardedClinic> {
  const dir = mkdtempSync(join(tmpdir(), 'numize-clinic-'))
  writeAll(join(dir, 'governed'), GOVERNED)
  writeAll(join(dir, 'filtered'), FILTERED)
  if (server) {
    await server.execute(POSTGRES)
    const connection = `{type: postgres, url: "${server.urlFor('nurse', 'nurse')}", schema: public}`
    writeAll(join(dir, 'governed'), {
      'numize.yml': `name: clinic\nconnection: ${connection}\n${SETTINGS}`,
    })
  }
  const { project } = loadProject(join(dir, 'governed'), {
    list: (from) =>
      readdirSync(from, { recursive: true })
        .map(String)
        .filter((name) => name.endsWith('.yml')),
    read: (path) => readFileSync(path, 'utf8'),
  })
  if (!project) throw new Error('the clinic did not load')
  const stateDir = join(dir, 'state')
  const source = await openSource(project.connection, project.dir, { stateDir, threads: 1 })
  const copy = server
    ? ({ kind: 'postgres', url: server.urlFor('copyist', 'copyist') } as const)
    : ({ kind: 'files', path: 'filtered' } as const)
  const open = await openSource(copy, dir, { stateDir, threads: 1 })
  const { ground } = await openGround(project, source)
  const audited: AuditEntry[] = []
  const ledger = {
    findResult: () => Promise.resolve(null),
    keepResult: () => Promise.resolve(),
    audit: (entry: AuditEntry) => Promise.resolve(void audited.push(entry)),
  }
  return {
    askSql: createAskSql(ground, ledger, fixedClock('2026-03-15T12:00:00Z')),
    nurse: { orgId: 'o', userId: 'nu', roles: ['nurse'], attributes: { ward: 'B' } },
    audited,
    forget: () => void audited.splice(0),
    open,
    [Symbol.asyncDispose]: async () => {
      await source[Symbol.asyncDispose]()
      await open[Symbol.asyncDispose]()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

function writeAll(dir: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(dir, name, '..'), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
}
