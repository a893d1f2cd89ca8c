import { errorTable } from '@numize/base'

/** The caller's mistakes in this package: an argument outside what a function is defined for. */
export const fail = errorTable('statistics', {
  domain: ({ fn, argument, value, needs }: { fn: string; argument: string; value: string; needs: string }) =>
    `${fn}: ${argument} is ${value}; it must be ${needs}.`,
})

/** Throws `statistics/domain` unless the condition holds. */
export function demand(
  holds: boolean,
  fn: string,
  argument: [name: string, value: unknown],
  needs: string,
): void {
  if (!holds) throw fail('domain', { fn, argument: argument[0], value: String(argument[1]), needs })
}

export const demandPositive = (fn: string, name: string, value: number): void =>
  demand(value > 0 && value < Infinity, fn, [name, value], 'a positive number')

export const demandShare = (fn: string, name: string, value: number): void =>
  demand(value >= 0 && value <= 1, fn, [name, value], 'between 0 and 1')

export const demandNumber = (fn: string, name: string, value: number): void =>
  demand(!Number.isNaN(value), fn, [name, value], 'a number')
