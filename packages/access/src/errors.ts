import { errorTable } from '@numize/base'

export const accessError = errorTable('access', {
  'unreachable-host': (f: { host: string }) =>
    `${f.host} may not be called from here: it is unknown or inside our own network, where whoever runs the server opens hosts by NUMIZE_DATA_HOSTS`,
  'no-slice': (f: { project: string }) =>
    `nothing of ${f.project} is exposed to you: ask its data team for a slice, or add you to the audience of one in slices/`,
  'unknown-slice': (f: { slice: string; slices: readonly string[] }) =>
    `unknown slice: ${f.slice}. Yours are ${f.slices.join(', ')}.`,
  'missing-attribute': (f: { attribute: string; slice: string }) =>
    `slice ${f.slice} filters rows by your attribute "${f.attribute}", which you do not have: ask an administrator to set it`,
  'bad-attribute': (f: { attribute: string }) =>
    `your attribute "${f.attribute}" holds characters that cannot be put into a row filter: ask an administrator to change it`,
  forbidden: (f: { scope: string; means: string }) =>
    `your roles do not let you ${f.means} (${f.scope}): ask an administrator`,
  'no-why': (f: { slice: string }) => `say why: it is kept with what happens to slice ${f.slice} (--why "…")`,
  'nothing-new': (f: { slice: string; version: number }) =>
    `slice ${f.slice} is as it was published last (version ${f.version}): there is nothing to publish`,
  'slice-breaks': (f: { slice: string; broke: readonly string[] }) =>
    `slice ${f.slice} is not published, because ${f.broke.length} ${f.broke.length === 1 ? 'thing' : 'things'} people rely on would no longer work:\n${f.broke.map((one) => `  ${one}`).join('\n')}\nMend the slice or those, or publish it all the same with a reason (--force "…").`,
  'unknown-version': (f: { slice: string; version: number; known: readonly number[] }) =>
    f.known.length === 0
      ? `slice ${f.slice} was never published, so there is no version ${f.version} to go back to`
      : `slice ${f.slice} has no version ${f.version}: there are ${f.known.join(', ')}`,
  'not-masked': (f: { dimension: string; slice: string; masked: readonly string[] }) =>
    `${f.dimension} is no masked personal column of slice "${f.slice}". ${f.masked.length === 0 ? 'It has none.' : `Those are ${f.masked.join(', ')}.`}`,
  'unknown-request': (f: { id: string }) =>
    `there is no one request ${f.id}: \`npx numize slice requests\` lists them`,
  'own-request': (f: { id: string }) =>
    `request ${f.id} is your own: ask somebody else who may approve it to decide`,
  'bad-days': (f: { most: number }) => `an approval lasts for more than 0 and at most ${f.most} days`,
  'no-today': (f: { slice: string }) =>
    `slice ${f.slice} shows the latest rows only, and which day is today is not known here: ask through a project that is open`,
  'content-refused': (f: { direction: 'upload' | 'export'; sentence: string }) =>
    `your organisation's check refuses this ${f.direction}: ${f.sentence}`,
  'content-unseen': (f: { direction: 'upload' | 'export'; reason: string }) =>
    `this ${f.direction} was not made, because ${f.reason}: ask an administrator`,
  'not-signed-in': () =>
    'you are not signed in: open the sign-in link that the server printed, or ask for a new one',
  'bad-link': () => 'this sign-in link was used already or is too old: run `npx numize link` for a new one',
})
