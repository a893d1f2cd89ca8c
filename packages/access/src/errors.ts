import { errorTable } from '@numize/base'

export const accessError = errorTable('access', {
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
