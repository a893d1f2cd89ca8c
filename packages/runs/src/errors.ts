import { errorTable } from '@numize/base'

export const fail = errorTable('runs', {
  'unknown-kind': (f: { kind: string; known: readonly string[] }) =>
    `No such kind of run: ${f.kind}. Known are ${f.known.join(', ')}.`,
  'unknown-run': (f: { runId: string }) => `No such run: ${f.runId}.`,
  'bad-schedule': (f: { cron: string; timeZone: string }) =>
    `"${f.cron}" in ${f.timeZone} is no schedule: give five fields, as in "0 8 * * 1" (Mondays at 8:00), and an IANA zone.`,
  'lease-lost': (f: { runId: string }) => `The run ${f.runId} was taken over by another process.`,
  'step-twice': (f: { step: string }) => `The step ${f.step} was asked for twice in one run.`,
  closed: () => 'Runs are closed: the server is stopping.',
})
