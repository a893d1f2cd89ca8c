import { errorTable } from '@numize/base'

export const needsError = errorTable('needs', {
  'unknown-choice': (f: { option: string; value: string; choices: readonly string[] }) =>
    `--${f.option} cannot be "${f.value}": choose ${f.choices.join(' or ')}`,
  'bad-number': (f: { option: string; value: string; low: number; high: number }) =>
    `--${f.option} must be a whole number from ${f.low} to ${f.high}, not "${f.value}"`,
  'bad-day': (f: { value: string }) => `"${f.value}" is not a day: write it as 2026-10-31`,
  'unknown-time-zone': (f: { value: string }) =>
    `unknown time zone: ${f.value}. Use an IANA name such as America/Los_Angeles.`,
  'not-a-folder': (f: { path: string }) => `${f.path} is a file: give a folder to write the warehouse to`,
  'foreign-folder': (f: { path: string }) =>
    `${f.path} holds other files: give an empty folder, or one that an earlier run wrote`,
  'cannot-write': (f: { path: string; reason: string }) =>
    `cannot write to ${f.path} (${f.reason}): give another folder`,
  'bad-config': (f: { problems: readonly string[] }) => f.problems.join('\n'),
  'no-config-file': (f: { path: string }) =>
    `there is no settings file ${f.path}: give another --config, or run dnr init to make one`,
  'disk-full': (f: { path: string }) =>
    `the disk that holds ${f.path} is full: nothing was left there; free some space or give another folder`,
  'no-warehouse': (f: { path: string }) =>
    `there is no warehouse in ${f.path}: make one with "dnr gen-warehouse", or give the folder that holds its Parquet files`,
  'missing-table': (f: { path: string; table: string }) =>
    `the warehouse has no ${f.table}: ${f.path} is missing; generate the warehouse again`,
  'missing-columns': (f: { path: string; columns: readonly string[] }) =>
    `${f.path} lacks ${f.columns.length === 1 ? 'the column' : 'the columns'} ${f.columns.join(', ')}: generate the warehouse again`,
  'broken-table': (f: { path: string }) =>
    `${f.path} cannot be read, it is damaged or of another format: generate the warehouse again`,
  'unreadable-rows': (f: { table: string }) =>
    `rows of ${f.table} cannot be read: its file is damaged, or a column has another type; generate the warehouse again`,
  'other-archetype': (f: { path: string; wanted: string; found: string }) =>
    `the warehouse in ${f.path} is a ${f.found}, not a ${f.wanted}: give the other folder or archetype`,
  'no-oracle': (f: { path: string }) =>
    `there is no defects.json in ${f.path}: give the folder that dnr gen-warehouse wrote with --meta, or use --sample-policy uniform`,
  'broken-file': (f: { path: string }) =>
    `${f.path} cannot be read as what it should hold: generate it again`,
  'no-comms': (f: { path: string }) =>
    `there are no communications in ${f.path}: make them with "dnr gen-comms", or give the folder that holds slack_messages.parquet`,
  'no-labels': (f: { path: string; file: string }) =>
    `there is no ${f.file} in ${f.path}: give the folder of true labels that dnr gen-comms wrote with --meta`,
  'no-predictions': (f: { path: string; file: string }) =>
    `there is no ${f.file} in ${f.path}: give the preds folder of a run, such as runs/<id>/preds`,
  'repeated-id': (f: { path: string }) =>
    `${f.path} has an id more than once: each item may have one prediction`,
  'empty-warehouse': (f: { table: string }) =>
    `${f.table} has no rows: there is nothing to report on; generate the warehouse again`,
  'other-comms': (f: { path: string }) =>
    `the labels in ${f.path} are of other communications than the run read: give those that were written with them`,
})
