import { errorTable } from '@numize/base'

export const serverError = errorTable('server', {
  'no-board': (f: { board: string }) =>
    `there is no board ${f.board} that you may see: ask whoever made it to share it`,
  'no-block': (f: { block: string }) => `this board has no block ${f.block} with rows: load the board again`,
  'no-share': () => 'this link is unknown, over or revoked: ask for a new one',
  'no-upload': (f: { upload: string }) => `there is no file of yours under ${f.upload}: send it in again`,
  'not-a-file': () =>
    'send the bytes of the file as the body, with content-type application/octet-stream, and its name as ?name=',
  'not-found': (f: { method: string; path: string }) =>
    `there is nothing at ${f.method} ${f.path}: the routes are listed in /v1/openapi.json`,
  'unknown-project': (f: { project: string; projects: readonly string[] }) =>
    `unknown project: ${f.project}. There ${f.projects.length === 1 ? 'is' : 'are'} ${f.projects.join(', ') || 'none'}.`,
  'bad-request': (f: { problems: readonly string[] }) =>
    `the request is not what this route takes: ${f.problems.join('; ')}`,
  'no-body-here': (f: { method: string; path: string }) =>
    `${f.method} ${f.path} takes no body: send the request without one`,
  'bad-message': (f: { problems: readonly string[] }) =>
    `the message is not one of the stream's: ${f.problems.join('; ')}`,
  'too-large': () => 'the request is too large: send less than 64 kB',
  'which-project': (f: { projects: readonly string[] }) =>
    `say which project: there are ${f.projects.join(', ') || 'none'}`,
  'name-taken': (f: { name: string }) =>
    `there is a data source called ${f.name} already: choose another name`,
  'secret-in-address': () =>
    'an address holds no password and names nothing of the environment: keep the password with `npx numize secrets set NAME` and write ${secret:NAME} in its place',
  'no-answer': (f: { turn: string }) =>
    `no question of this thread with rows goes by ${f.turn}: choose one that was answered.`,
  'no-session': (f: { session: string }) => `no such session of yours: ${f.session}. Start a new one.`,
  'no-slice': (f: { slice: string }) => `there is no slice ${f.slice} here.`,
  'no-review': (f: { review: string }) => `nothing waits under ${f.review}: it may be settled already.`,
  'no-chart': (f: { chart: string }) =>
    `there is no chart of yours under ${f.chart}: give the id of a message that drew one`,
  'no-rows': (f: { message: string }) =>
    `message ${f.message} of yours holds no rows: give one that was answered`,
  'no-schema': (f: { schema: string; schemas: readonly string[] }) =>
    `unknown schema: ${f.schema}. There are ${f.schemas.join(', ')}.`,
  'bad-cursor': () => 'this cursor belongs to another list or is damaged: start again without one',
  'not-built': (f: { what: string }) => `${f.what} is not built yet`,
  'bad-key': () => 'an Idempotency-Key is 1 to 200 letters, digits and signs without spaces',
  'key-of-another': () =>
    'this Idempotency-Key came with another request before: use a new key for a new request',
  'key-under-way': (f: { seconds: number }) =>
    `the request with this Idempotency-Key is still being carried out: ask again in ${f.seconds} s`,
  busy: (f: { seconds: number }) =>
    `too much is being asked at once: what was answered before is still answered, try the rest again in ${f.seconds} s`,
  'too-many': (f: { seconds: number }) => `too many requests: wait ${f.seconds} s and try again`,
  'too-many-questions': (f: { most: number }) =>
    `${f.most} of your questions are being answered already: wait for one of them, or stop it`,
  'too-many-watches': (f: { most: number }) =>
    `${f.most} deep dives are watched over this connection already: stop watching one of them`,
  'no-goal': (f: { reason: string }) => `no goal was kept: ${f.reason}`,
  'no-dives': () => 'no deep dives are run by this server: ask why it changed instead',
  'foreign-origin': (f: { origin: string }) =>
    `requests that change something must come from this site's own pages, not from ${f.origin}`,
  'unknown-request': () =>
    'the server no longer knows this question (it may have been restarted): ask it again',
  starting: () => 'Numize is still starting: try again in a moment',
  'port-in-use': (f: { port: number }) =>
    `port ${f.port} is in use: stop what holds it, or choose another with --port`,
})
