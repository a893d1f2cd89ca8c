import { errorTable } from '@numize/base'

export const fail = errorTable('lake', {
  'writer-busy': (f: { dir: string; pid: number }) =>
    `The data in ${f.dir} is being written by process ${f.pid}. Wait for it to end, or stop it.`,
  'manifest-damaged': (f: { file: string }) =>
    `The list of data in ${f.file} is damaged. Restore it from a backup, or delete its folder and load the data again.`,
  'segment-missing': (f: { file: string; table: string }) =>
    `The data file ${f.file} of table ${f.table} is missing. Restore it from a backup, or load the table again.`,
})
