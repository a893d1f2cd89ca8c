import type { Command } from 'commander'

export interface OfOrg {
  readonly org?: string
}

/** A command that may be about another organisation. */
export const inOrg = (command: Command): Command =>
  command.option('--org <name>', 'an organisation, local unless said')

export const orgIn = ({ org }: OfOrg): OfOrg => (org === undefined ? {} : { org })

/** Takes an option that may be given again. */
export const gather = (value: string, earlier: string[]): string[] => [...earlier, value]
