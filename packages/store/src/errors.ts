import { errorTable } from '@numize/base'

export const fail = errorTable('store', {
  'board-changed': () => 'somebody else changed this board meanwhile: load it again, then make your change',
  locked: (f: { dir: string; pid: number }) =>
    `The folder ${f.dir} is in use by process ${f.pid}. Stop that process, or choose another folder.`,
  folder: (f: { dir: string; reason: string }) =>
    `The folder ${f.dir} cannot be opened (${f.reason}). Check that it exists, is writable and has free space.`,
  unreachable: (f: { server: string; reason: string }) =>
    `The Postgres server ${f.server} cannot be used (${f.reason}). Check DATABASE_URL, and that the server runs.`,
  lost: (f: { seconds: number }) =>
    `The database of this installation does not answer just now. Try again in ${f.seconds} s.`,
  'old-server': (f: { server: string; version: number; least: number }) =>
    `The Postgres server ${f.server} is version ${f.version}. Use version ${f.least} or newer.`,
  'not-empty': () => 'The target already holds organisations. Restore into an empty folder or database.',
  'bad-backup': (f: { problem: string }) =>
    `This is not a whole backup of Numize (${f.problem}). Nothing was restored.`,
  newer: (f: { version: number; known: number }) =>
    `This store was written by a newer version (schema ${f.version}, this one knows ${f.known}). Update Numize.`,
  'link-spent': () => 'This sign-in link was used, has expired or is not one of ours. Ask for a new one.',
  'too-many-rows': (f: { rows: number; limit: number }) =>
    `A result of ${f.rows} rows is too large to keep inline (${f.limit} at most). Add a limit.`,
  'retention-kind': (f: { kind: string; known: readonly string[] }) =>
    `Nothing called ${f.kind} is kept. Choose ${f.known.join(', ')}.`,
  'retention-days': (f: { kind: string; least: number }) =>
    `Keep ${f.kind} for a whole number of days, ${f.least} at least, or for good.`,
  'no-person': (f: { userId: string }) => `There is no user ${f.userId}. Check the name.`,
  'forget-yourself': () => 'You cannot forget yourself. Let another admin do it.',
  'foreign-thread': () => 'This thread is somebody else’s. Start one of your own.',
  taken: (f: { slice: string; version: number }) =>
    `Somebody else published slice ${f.slice} as version ${f.version} at this moment. Look at what they changed and publish again.`,
  closed: () => 'The store is closed. Start again.',
})
