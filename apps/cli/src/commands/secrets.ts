import type { Desk } from '../desk.ts'
import type { Effects } from '../effects.ts'
import { cliError } from '../errors.ts'
import { outsideResolver } from '../secret-keeper.ts'
import { type OfOrg, orgIn } from './of-org.ts'

/** `numize secrets set NAME`: what is typed or piped in, or what `--from` refers to. It is never an argument. */
export async function setSecret(
  name: string,
  flags: OfOrg & { readonly from?: string },
  desk: Desk,
  effects: Effects,
): Promise<number> {
  const value =
    flags.from === undefined
      ? await effects.secretInput?.(`Value of ${name}: `)
      : await outsideResolver(effects)(flags.from)
  if (!value)
    throw cliError('bad-option', {
      option: 'secrets set',
      value: name,
      expected: 'a value on the standard input, or --from',
    })
  effects.redactor?.add(value)
  await desk.secrets({ kind: 'set', name, value, ...orgIn(flags) })
  effects.out(`${name} is kept, sealed. Refer to it as secret:${name}\n`)
  return 0
}

/** `numize secrets list`: names, who set them and when. */
export async function listSecrets(flags: OfOrg, desk: Desk, effects: Effects): Promise<number> {
  const { secrets = [] } = await desk.secrets({ kind: 'list', ...orgIn(flags) })
  for (const { name, setBy, setAt } of secrets) effects.out(`${name}  set by ${setBy} at ${setAt}\n`)
  if (secrets.length === 0) effects.out('No secrets are kept.\n')
  return 0
}

/** `numize secrets remove NAME`. */
export async function removeSecret(
  name: string,
  flags: OfOrg,
  desk: Desk,
  effects: Effects,
): Promise<number> {
  await desk.secrets({ kind: 'remove', name, ...orgIn(flags) })
  effects.out(`${name} is gone\n`)
  return 0
}

/** `numize secrets rotate`: a new master key for everything that is sealed, at once. */
export async function rotateMasterKey(
  flags: { readonly to?: string },
  desk: Desk,
  effects: Effects,
): Promise<number> {
  const { rotated = 0 } = await desk.secrets({ kind: 'rotate', to: flags.to ?? null })
  effects.out(`${rotated} sealed texts are under the new master key\n`)
  effects.out(
    flags.to === undefined
      ? 'The old key stays below it in the key file, for backups made before; delete that line when none is left.\n'
      : 'Start Numize with the new key from now on.\n',
  )
  return 0
}
