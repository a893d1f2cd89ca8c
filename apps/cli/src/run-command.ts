import { REASONS } from '@numize/assistant'
import { describeError } from '@numize/base'
import { Command, CommanderError } from 'commander'
import { addAuditCommands } from './commands/add-audit.ts'
import { addDeepDive } from './commands/add-deep-dive.ts'
import { addEventCommands } from './commands/add-event.ts'
import { addIdentityCommands } from './commands/add-identity.ts'
import { addProfile } from './commands/add-profile.ts'
import { addSecretsCommands } from './commands/add-secrets.ts'
import { addSliceCommands } from './commands/add-slice.ts'
import { addStoreCommands } from './commands/add-store.ts'
import { type AnomaliesFlags, anomalies } from './commands/anomalies.ts'
import { type AskFlags, ask, requestOf } from './commands/ask.ts'
import { batch } from './commands/batch.ts'
import { benchmark } from './commands/benchmark.ts'
import { check } from './commands/check.ts'
import { demo } from './commands/demo.ts'
import { type ExperimentFlags, experiment } from './commands/experiment.ts'
import { explain } from './commands/explain.ts'
import { type ForecastFlags, forecast } from './commands/forecast.ts'
import { type GoalFlags, goal } from './commands/goal.ts'
import { type InitFlags, init } from './commands/init.ts'
import { insights } from './commands/insights.ts'
import { approve, correct, type MemoryFlags, reject, review } from './commands/memory.ts'
import { type QueryFlags, query } from './commands/query.ts'
import { querySql } from './commands/query-sql.ts'
import { forgetUser } from './commands/retention.ts'
import { type ServeFlags, serve } from './commands/serve.ts'
import { user } from './commands/user.ts'
import { whatIf } from './commands/what-if.ts'
import type { Desk } from './desk.ts'
import { type Effects, withRedactor } from './effects.ts'
import { cliError } from './errors.ts'
import { asking, type Exit, withDesk, withInstallation } from './with-desk.ts'

/** Exit codes: 0 fine, 2 the caller's fault, 1 ours. */
export async function runCommand(argv: readonly string[], given: Effects): Promise<number> {
  const effects = withRedactor(given)
  let code = 0
  const program = programOf(effects, (exit) => {
    code = exit
  })
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    const told = describeError(error)
    effects.err(`${told.message}\n`)
    for (const line of otherProblems(told)) effects.err(`${line}\n`)
    if (told.code === 'base/bug')
      effects.err(`${error instanceof Error ? (error.stack ?? '') : String(error)}\n`)
    return told.code === 'base/bug' ? 1 : 2
  }
}

/** Where each fault of a plan stands, and what else is wrong with it. */
function otherProblems({ facts }: ReturnType<typeof describeError>): readonly string[] {
  const problems = Array.isArray(facts['problems']) ? facts['problems'] : []
  return problems.flatMap((one) =>
    one !== null && typeof one === 'object' && 'place' in one
      ? [`  ${one.place}: ${String(one['message'])}`]
      : [],
  )
}

function programOf(effects: Effects, exit: Exit): Command {
  const program = new Command('numize')
    .description('Answers business questions from governed data.')
    .exitOverride()
    .configureOutput({ writeOut: effects.out, writeErr: effects.err })
  addQuestions(program, effects, exit)
  addInsights(program, effects, exit)
  addGoalsAndTests(program, effects, exit)
  program
    .command('check')
    .description('validate a project: every problem with file and line')
    .argument('[dir]', 'project folder', '.')
    .action(async (dir: string) => exit(await check(dir, effects)))
  initCommand(program).action(async (dir: string, flags: InitFlags) => exit(await init(dir, flags, effects)))
  program
    .command('demo')
    .description('generate the data of the example projects that have none')
    .argument('[dir]', 'folder of projects', 'examples')
    .action(async (dir: string) => exit(await demo(dir, effects)))
  program
    .command('link')
    .description('print a new sign-in link of the server that runs here')
    .action(async () => exit(await withDesk(effects, printLink)))
  addUser(program, effects, exit)
  addMemory(program, effects, exit)
  addProfile(program, effects, exit)
  addDeepDive(program, effects, exit)
  addEventCommands(program, effects, exit)
  addSliceCommands(program, effects, exit)
  addStoreCommands(program, effects, exit)
  addIdentityCommands(program, effects, exit)
  addAuditCommands(program, effects, exit)
  addSecretsCommands(program, effects, exit)
  program
    .command('serve')
    .description('start the web and the API over every project below a folder')
    .option('--projects <dir>', 'a project, or a folder of projects', '.')
    .option('--port <number>', 'port', wholePort, 4173)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--trusted-proxies <list>', 'proxies in front: their word on where requests come from is taken')
    .option('--log-level <level>', 'silent, error, warn, info or debug')
    .option('--log-format <format>', 'json or text')
    .action(async (flags: ServeFlags) =>
      exit(await withInstallation(effects, (installation) => serve(flags, installation, effects))),
    )
  return program
}

function addUser(program: Command, effects: Effects, exit: Exit): void {
  program
    .command('user')
    .description('create a user, or replace what is known of them')
    .argument('<name>')
    .option('--role <role>', 'a role; may be given again', gather, [])
    .option('--attribute <key=value>', 'an attribute for row filters; may be given again', gather, [])
    .action(async (name: string, flags: { role: string[]; attribute: string[] }) =>
      exit(await withInstallation(effects, (installation) => user(name, flags, installation, effects))),
    )
    .command('forget')
    .description('take away what is of a person: conversations, memories, e-mail, name')
    .argument('<name>')
    .action(async (name: string) => exit(await withDesk(effects, (desk) => forgetUser(name, desk, effects))))
}

/** What is made of answers once they were told: RUN is the run that stands below an answer. */
function addMemory(program: Command, effects: Effects, exit: Exit): void {
  const on = (name: string, description: string): Command =>
    asking(program.command(name).description(description).argument('<run>'))
  const acting = (act: typeof approve) => async (run: string, flags: MemoryFlags) =>
    exit(await withDesk(effects, (desk) => act(run, flags, desk, effects)))
  on('approve', 'approve an answer: its question is answered so from now on').action(acting(approve))
  on('reject', 'say what is wrong with an answer')
    .option('--reason <reason>', REASONS.join(', '))
    .option('--note <text>', 'more, in your words')
    .action(acting(reject))
  on('correct', 'put an answer right for everyone of its slice')
    .option('--metric <name>', 'the metric it should have shown')
    .option('--synonym <phrase=name>', 'what a word means')
    .option('--filter <words>', 'a condition its metric is always counted under')
    .action(acting(correct))
  asking(program.command('review').description('what was said of answers, and what was learnt'))
    .option('--dismiss <id>', 'settle or forget one')
    .option('--export <file>', 'write lexicon.yml with the words that were learnt')
    .action(async (flags: MemoryFlags) =>
      exit(await withDesk(effects, (desk) => review(flags, desk, effects))),
    )
}

/** The commands that answer: they share their flags. */
function addQuestions(program: Command, effects: Effects, exit: Exit): void {
  asking(program.command('ask').description('ask one question, or a batch of them').argument('[question]'))
    .option('--batch <file>', 'questions, one JSON object a line: {"id", "question", "now"?, "source"?}')
    .option('--out <file>', 'where the answers of a batch go, one JSON object a line')
    .option('--sql', 'print the query too')
    .option('--dry-run', 'print what the query would take, without running it')
    .action(async (question: string | undefined, flags: AskFlags & { batch?: string; out?: string }) =>
      exit(await withDesk(effects, askOrBatch(question, flags))),
    )
  asking(program.command('query').description('run a plan, or a SELECT, from a file').argument('[file]'))
    .option('--sql <file>', 'a SELECT over the tables of your slice, instead of a plan')
    .option('--explain', 'print SQL, lineage, policies and the estimate without running')
    .option('--dry-run', 'print what the query would take, without running it')
    .action(async (file: string | undefined, flags: QueryFlags) =>
      exit(await withDesk(effects, queryWork(file, flags))),
    )
}

/** What changed and why, what stands out, what is to come, what would follow. */
function addInsights(program: Command, effects: Effects, exit: (code: number) => void): void {
  asking(
    program
      .command('explain')
      .description('why a metric changed: "why did revenue fall last month"')
      .argument('<question>'),
  ).action(async (question: string, flags: AskFlags) =>
    exit(await withDesk(effects, (desk) => explain(question, flags, desk, effects))),
  )
  asking(
    program
      .command('benchmark')
      .description('a metric beside what others measured, from benchmarks.yml: "churn rate last month"')
      .argument('<what>'),
  ).action(async (what: string, flags: AskFlags) =>
    exit(await withDesk(effects, (desk) => benchmark(what, flags, desk, effects))),
  )
  asking(
    program
      .command('insights')
      .description('what stands out in a table: "orders of last month"; without one, in the first tables')
      .argument('[what]'),
  ).action(async (what: string | undefined, flags: AskFlags) =>
    exit(await withDesk(effects, (desk) => insights(what, flags, desk, effects))),
  )
  asking(
    program.command('anomalies').description('days on which a metric was unlike the days it should be like'),
  )
    .option('--days <number>', 'how many days back, 90 unless said')
    .option('--settle <number>', 'days at the end whose data is still coming in, 1 unless said')
    .option('--change <percent>', 'also tell a metric whose week changed by so much')
    .option('--drop <percent>', 'also tell a metric whose week fell by so much')
    .option('--snooze <metric>', 'leave out METRIC, or METRIC:dimension=value, until a day')
    .option('--until <day>', 'with --snooze: told again from this day on')
    .action(async (flags: AnomaliesFlags) =>
      exit(await withDesk(effects, (desk) => anomalies(flags, desk, effects))),
    )
  asking(
    program
      .command('forecast')
      .description('what a metric will be: "revenue", or "what will revenue be next month"')
      .argument('<what>', 'a metric with its filters, or a question'),
  )
    .option('--horizon <span>', 'how far ahead: 30d, 8w, 3m, 2q, 1y; 3m unless said')
    .option('--by <dimension>', 'for each of its largest members')
    .action(async (what: string, flags: ForecastFlags) =>
      exit(await withDesk(effects, (desk) => forecast(what, flags, desk, effects))),
    )
  asking(
    program
      .command('what-if')
      .description(
        'what would follow from a change, by arithmetic: "conversion +10% for country=DE last month"',
      )
      .argument('<change>'),
  ).action(async (change: string, flags: AskFlags) =>
    exit(await withDesk(effects, (desk) => whatIf(change, flags, desk, effects))),
  )
}

function addGoalsAndTests(program: Command, effects: Effects, exit: (code: number) => void): void {
  asking(
    program
      .command('goal')
      .description('goals and how they stand: add "2M revenue this quarter", list, status, remove NAME')
      .argument('[action]', 'add, list, status or remove', 'status')
      .argument('[text]', 'the goal in words, or its name'),
  )
    .option('--name <name>', 'what to call a new goal')
    .action(async (action: string, text: string | undefined, flags: GoalFlags) =>
      exit(await withDesk(effects, (desk) => goal([action, text], flags, desk, effects))),
    )
  asking(
    program
      .command('experiment')
      .description(
        'which variant does better: "conversion last month" --variant prompt_version, or a question',
      )
      .argument('<what>', 'a metric with its filters and period, or a question'),
  )
    .option('--variant <dimension>', 'the dimension whose values are the variants')
    .option('--control <value>', 'the variant the others are compared with')
    .option('--treatment <value>', 'a variant to compare; may be given again; all unless said', gather, [])
    .option('--unit <entity>', 'what is assigned to variants and counted')
    .option('--guardrail <metric>', 'must not become worse; may be given again', gather, [])
    .option('--segment <dimension>', 'told apart by its members; may be given again', gather, [])
    .option('--before <span>', 'units’ own past to take out: 14d, 4w')
    .option('--split <shares>', 'planned shares, the control first: 90/10; equal unless said')
    .action(async (what: string, flags: ExperimentFlags) =>
      exit(await withDesk(effects, (desk) => experiment(what, flags, desk, effects))),
    )
}

/** A plan, or with `--sql` a statement: exactly one of them. */
function queryWork(
  file: string | undefined,
  flags: QueryFlags,
): (desk: Desk, effects: Effects) => Promise<number> {
  if ((file === undefined) === (flags.sql === undefined))
    throw cliError('bad-option', { option: 'query', value: '', expected: 'a plan FILE, or --sql FILE' })
  if (flags.sql !== undefined) {
    const statement = flags.sql
    return (desk, effects) => querySql(statement, flags, desk, effects)
  }
  return (desk, effects) => query(file ?? '', flags, desk, effects)
}

const initCommand = (program: Command): Command =>
  program
    .command('init')
    .description('make a project from data or from dbt: models in dbt’s spec, to edit')
    .option('--from <source>', 'CSV, TSV, JSON, Parquet, SQLite or DuckDB file, or a folder of them')
    .option('--dbt <target>', 'dbt’s target folder; in a project, shows what changed in dbt', gather, [])
    .option(
      '--source <file>',
      'with --dbt: where the models are (a DuckDB file, postgres://…, clickhouse://…)',
    )
    .option(
      '--models <list>',
      'with --dbt: names, tag:, group:, access:, path:, package:, exposure:, by commas',
    )
    .option('--apply', 'with --dbt in a project: write what changed')
    .option('--json', 'with --dbt: print JSON')
    .argument('<dir>')

/** What is wrong with the flags is said before anything is opened. */
function askOrBatch(
  question: string | undefined,
  flags: AskFlags & { batch?: string; out?: string },
): (desk: Desk, effects: Effects) => Promise<number> {
  const { batch: file, out } = flags
  if (file === undefined && question === undefined)
    throw cliError('bad-option', {
      option: 'ask',
      value: '',
      expected: 'a question in quotes, or --batch FILE',
    })
  if (file === undefined) {
    const request = requestOf(question ?? '', flags)
    return (desk, effects) => ask(request, flags, desk, effects)
  }
  if (out === undefined)
    throw cliError('bad-option', { option: '--batch', value: file, expected: '--out FILE beside it' })
  return (desk, effects) => batch({ in: file, out }, flags, desk, effects)
}

async function printLink(desk: Desk, effects: Effects): Promise<number> {
  effects.out(`${await desk.link({})}\n`)
  return 0
}

const gather = (value: string, earlier: string[]): string[] => [...earlier, value]

function wholePort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port
  throw cliError('bad-option', { option: '--port', value: text, expected: 'a number from 0 to 65535' })
}
