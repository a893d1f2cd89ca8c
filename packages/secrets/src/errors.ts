import { errorTable } from '@numize/base'

export const fail = errorTable('secrets', {
  'bad-key': (f: { from: string }) =>
    `${f.from} does not hold a key. Write 32 random bytes in base64, as \`openssl rand -base64 32\` prints them.`,
  'open-key-file': (f: { file: string }) =>
    `The key file ${f.file} can be read by others. Run \`chmod 600 ${f.file}\`.`,
  'unknown-key': (f: { key: string; where: string }) =>
    `The key ${f.key} is not here. Add it as a line of its own to ${f.where}, below the key in use.`,
  unreadable: (f: { name: string }) =>
    `The secret ${f.name} cannot be opened: it was changed behind our back. Set it again.`,
  'no-secret': (f: { name: string }) =>
    `There is no secret ${f.name}. Set it with \`npx numize secrets set ${f.name}\`.`,
  'bad-name': () =>
    'A secret has a name of letters, digits, dots, dashes and underscores, 100 at most. Choose another.',
  'bad-reference': (f: { reference: string }) =>
    `${f.reference} is not a reference to a secret. Write env:NAME, file:/PATH, secret:NAME or vault:PATH#FIELD.`,
  'no-variable': (f: { name: string }) =>
    `The environment variable ${f.name}, which the connection names, is not set. Set it and try again.`,
  'closed-file': (f: { file: string; folders: string }) =>
    `The file ${f.file} is not in a folder of secrets (${f.folders}). Put it there, or name its folder in NUMIZE_SECRETS_DIR.`,
  'no-file': (f: { file: string; reason: string }) =>
    `The secret file ${f.file} cannot be read (${f.reason}). Check that it is there and readable.`,
  'no-vault': () => 'A reference names Vault, but no Vault is set up. Set VAULT_ADDR and VAULT_TOKEN.',
  'vault-silent': (f: { server: string; reason: string }) =>
    `The Vault at ${f.server} gave no answer (${f.reason}). Check VAULT_ADDR, and that it runs.`,
  'vault-refused': (f: { server: string; path: string; status: number }) =>
    `The Vault at ${f.server} refused to give ${f.path} (${f.status}). Check the token and its policy.`,
  'vault-missing': (f: { server: string; path: string; field: string | null }) =>
    f.field === null
      ? `The Vault at ${f.server} has nothing at ${f.path}. Check the path.`
      : `The Vault at ${f.server} has no field ${f.field} at ${f.path}. Check the field's name.`,
  'program-failed': (f: { program: string; reason: string }) =>
    `The command ${f.program} failed (${f.reason}). Run it by hand to see why.`,
  'cannot-replace': (f: { from: string }) =>
    `The master key comes from ${f.from}, which we cannot write. Name the new one: --to env:NAME or --to file:PATH.`,
  'same-key': () => 'The new master key is the one in use. Name another.',
})
