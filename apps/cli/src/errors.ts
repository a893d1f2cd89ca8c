import { errorTable } from '@numize/base'

export const cliError = errorTable('cli', {
  'data-dirs': (f: { path: string }) =>
    `${f.path} is not below a folder that may be read: whoever runs the server names those in NUMIZE_DATA_DIRS`,
  'own-bigquery': () =>
    'BigQuery is asked with the Google account of this machine, which is not yours: ask whoever runs it to set up a project for you',
  'no-tables-chosen': (f: { tables: readonly string[] }) =>
    `none of these tables is there: choose among ${f.tables.slice(0, 20).join(', ') || 'none'}`,
  'project-or-source': () =>
    'say what to ask: --project DIR (a Numize project) or --source FILE (your own data), not both',
  'broken-project': (f: { dir: string; problems: readonly string[]; more: number }) =>
    `${f.dir} has mistakes:\n${f.problems.map((line) => `  ${line}`).join('\n')}${f.more > 0 ? `\n  … and ${f.more} more: run \`npx numize check ${f.dir}\`` : ''}`,
  unreadable: (f: { file: string; problem: string }) => `${f.file} cannot be read: ${f.problem}`,
  'no-file': (f: { file: string }) => `no such file: ${f.file}`,
  'bad-batch-line': (f: { file: string; line: number; problem: string }) =>
    `${f.file}:${f.line}: ${f.problem}. Each line is JSON: {"id": "1", "question": "…"}`,
  'dry-run': () => 'not run, as asked: --dry-run only estimates',
  'bad-plan-file': (f: { file: string; problem: string }) => `${f.file} is not a plan: ${f.problem}`,
  'from-or-dbt': () => 'say what the project is made of: --from FILE (data) or --dbt TARGET (dbt), not both',
  'not-empty': (f: { dir: string }) => `${f.dir} is not empty: give an empty or a new folder`,
  'no-projects': (f: { dir: string }) =>
    `no Numize project in ${f.dir}: a project is a folder with a numize.yml. Create one with \`npx numize init --from FILE DIR\`.`,
  'bad-option': (f: { option: string; value: string; expected: string }) =>
    `${f.option} ${f.value}: expected ${f.expected}`,
  'unknown-slice': (f: { slice: string; known: readonly string[] }) =>
    `there is no slice ${f.slice} under slices/. ${f.known.length === 0 ? 'Make one with' : `Known are ${f.known.join(', ')}; make one with`} \`npx numize slice new NAME\`.`,
  'bad-slice': (f: { problems: readonly string[] }) =>
    `the slice cannot be like this:\n${f.problems.join('\n')}`,
  'slice-there': (f: { slice: string }) =>
    `slice ${f.slice} is there already: edit its file under slices/, or choose another name`,
  'unknown-user': (f: { user: string; known: readonly string[] }) =>
    `unknown user: ${f.user}. Known are ${f.known.join(', ')}; add one with \`npx numize user NAME --role ROLE\`.`,
  'dive-ended': (f: { state: string; reason: string }) =>
    `the deep dive ${f.state === 'stopped' ? 'was stopped' : 'failed'}: ${f.reason}`,
  'not-serving': () =>
    'no server runs here: start one with `npm start` or `npx numize serve`; it prints a sign-in link',
  'owner-silent': (f: { dir: string; pid: number }) =>
    `another Numize (process ${f.pid}) owns ${f.dir} and does not answer: stop it, or set NUMIZE_STATE to another folder`,
  'demo-data': (f: { dir: string }) =>
    `${f.dir} has no data yet: run \`npm start\` or \`npx numize demo ${f.dir}\` once`,
})
