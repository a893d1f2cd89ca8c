import type { Command } from 'commander'
import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { type Exit, withDesk } from '../with-desk.ts'
import { type AuditFlags, auditExport, auditSearch, auditVerify } from './audit.ts'
import { retention, runRetention, setRetention } from './retention.ts'

/** Who did what, whether that is still what was written, and how long things are kept. */
export function addAuditCommands(program: Command, effects: Effects, exit: Exit): void {
  const through = (work: (desk: Desk) => Promise<number>): Promise<number> => withDesk(effects, work)
  const audit = program.command('audit').description('who did what: verify, search, export')
  audit
    .command('verify')
    .description('whether every entry is as it was written; the first that is not is named')
    .option('--anchors <file>', 'anchors kept elsewhere, or a log that holds them')
    .option('--json', 'print JSON')
    .action(async (flags: AuditFlags) => exit(await through((desk) => auditVerify(flags, desk, effects))))
  filtering(audit.command('search').description('the newest entries that match'))
    .option('--limit <n>', 'how many', wholeNumber)
    .option('--json', 'print one JSON object a line')
    .action(async (flags: AuditFlags) => exit(await through((desk) => auditSearch(flags, desk, effects))))
  filtering(audit.command('export').description('write all that match to a file, oldest first'))
    .argument('<file>', 'one JSON object a line; CSV where it ends in .csv')
    .action(async (file: string, flags: AuditFlags) =>
      exit(await through((desk) => auditExport(file, flags, desk, effects))),
    )
  const kept = program
    .command('retention')
    .description('how long audit, threads, results, caches and runs are kept')
    .action(async () => exit(await through((desk) => retention(desk, effects))))
  kept
    .command('set')
    .description('keep something for so many days')
    .argument('<kind>', 'audit, threads, results, caches or runs')
    .argument('<days>', 'a number, or forever')
    .action(async (kind: string, days: string) =>
      exit(await through((desk) => setRetention(kind, days, desk, effects))),
    )
  kept
    .command('run')
    .description('take away what is older, now')
    .action(async () => exit(await through((desk) => runRetention(desk, effects))))
}

const filtering = (command: Command): Command =>
  command
    .option('--user <name>', 'who acted, or whom it was about')
    .option('--action <kind>', 'ask, view, export, sign-in, grant, secret …')
    .option('--project <name>')
    .option('--outcome <outcome>', 'answered, refused or failed')
    .option('--run <hash>', 'the run that stands below an answer')
    .option('--from <moment>', 'from then on')
    .option('--to <moment>', 'before then')
    .option('--csv', 'write CSV')

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1)
    throw cliError('bad-option', { option: '--limit', value: text, expected: 'a whole number above 0' })
  return number
}
