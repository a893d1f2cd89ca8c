import { type Command, InvalidArgumentError, Option } from 'commander'

/** An option with a closed list of values. */
export const choice = (flags: string, description: string, choices: readonly string[]): Option =>
  new Option(flags, description).choices(choices)

export function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

/** Zero or more, with decimals: money and shares. */
export function amount(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It must be a number, 0 or more.')
  return Number(text)
}

/** `--config FILE`, which every command has. */
export const configured = (command: Command): Command =>
  command.option('--config <file>', 'settings (default: configs/default.yaml where it exists)')

/** Lines under a command's help, as it would be typed. */
export const examples = (command: Command, lines: readonly string[]): Command =>
  command.addHelpText('after', `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`)
