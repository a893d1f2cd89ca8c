import { errorTable } from '@numize/base'

export const serverError = errorTable('server', {
  'not-found': (f: { method: string; path: string }) =>
    `there is nothing at ${f.method} ${f.path}: the routes are listed in /v1/openapi.json`,
  'unknown-project': (f: { project: string; projects: readonly string[] }) =>
    `unknown project: ${f.project}. There ${f.projects.length === 1 ? 'is' : 'are'} ${f.projects.join(', ') || 'none'}.`,
  'bad-request': (f: { problems: readonly string[] }) =>
    `the request is not what this route takes: ${f.problems.join('; ')}`,
  'bad-message': (f: { problems: readonly string[] }) =>
    `the message is not one of the stream's: ${f.problems.join('; ')}`,
  'too-large': () => 'the request is too large: send less than 64 kB',
  'too-many': (f: { seconds: number }) => `too many requests: wait ${f.seconds} s and try again`,
  'too-many-questions': (f: { most: number }) =>
    `${f.most} of your questions are being answered already: wait for one of them, or stop it`,
  'foreign-origin': (f: { origin: string }) =>
    `requests that change something must come from this site's own pages, not from ${f.origin}`,
  'unknown-request': () =>
    'the server no longer knows this question (it may have been restarted): ask it again',
  starting: () => 'Numize is still starting: try again in a moment',
  'port-in-use': (f: { port: number }) =>
    `port ${f.port} is in use: stop what holds it, or choose another with --port`,
})
