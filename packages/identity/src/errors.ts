import { errorTable } from '@numize/base'

export const identityError = errorTable('identity', {
  'bad-sign-in': () =>
    'that name and password do not belong together: try again, or ask an administrator for a reset link',
  'code-needed': () => 'your account asks for a code too: type the six digits your authenticator app shows',
  'too-many-attempts': (f: { minutes: number }) =>
    `too many sign-ins failed: wait ${f.minutes} min and try again, or ask for a sign-in link`,
  'weak-password': (f: { why: string }) => `choose another password: ${f.why}`,
  'wrong-password': () => 'that is not your present password: try again',
  'bad-code': () => 'that code is wrong, used or too old: type the one your authenticator app shows now',
  'no-authenticator': () => 'no authenticator app is being set up for your account: start with a new one',
  'has-authenticator': () => 'your account has an authenticator app already: remove it first',
  'session-needed': () =>
    'this can only be done by a person who signed in, not with an API key or an access token',
  'proof-needed': () => 'say your present password, or sign in anew by a link',
  'no-session': () => 'there is no such session: it may have ended already',
  'no-person': (f: { user: string }) => `nobody here is called ${f.user}: see the list of people`,
  'person-exists': (f: { user: string }) => `there is somebody called ${f.user} already: choose another name`,
  'bad-name': () => 'a name for signing in has letters, digits, @ . _ - and + only, at most 200',
  'not-a-person': (f: { user: string }) => `${f.user} is a service account: it has API keys and nothing else`,
  'not-a-service': (f: { user: string }) =>
    `${f.user} is a person, who makes their own keys: name a service account`,
  'last-admin': () => 'nobody else could manage people then: make another administrator first',
  'beyond-own-rights': (f: { scopes: readonly string[] }) =>
    `you cannot give what you may not do yourself: ${f.scopes.join(', ')}`,
  'no-key': (f: { key: string }) =>
    `there is no API key ${f.key} that could be revoked: see the list of keys`,
  'past-expiry': () => 'a key must end in the future: give a later day',
  'no-token-for-token': () => 'an access token gives no other: ask with the API key or session it came from',
  'no-organisation': (f: { organisation: string }) =>
    `unknown organisation: ${f.organisation}. See \`npx numize org list\`.`,
  'bad-organisation': () =>
    'an organisation is named by lower-case letters, digits and dashes, at most 40, a letter first',
  'no-provider': (f: { provider: string }) => `no identity provider is called ${f.provider} here`,
  'bad-provider': (f: { problems: readonly string[] }) =>
    `these settings of an identity provider do not work: ${f.problems.join('; ')}`,
  'foreign-secret': () =>
    'a client secret is written as it is, as secret:NAME (kept with `npx numize secrets set NAME`) or as vault:PATH#FIELD',
  'provider-silent': (f: { provider: string }) =>
    `${f.provider} does not answer as an identity provider should: try again, or tell an administrator`,
  'sign-in-lost': () =>
    'this sign-in was not begun here, was used already or took too long: go back and start it again',
  'provider-refused': (f: { provider: string }) =>
    `${f.provider} sent an answer that cannot be trusted, or did not let you in: start again`,
  'not-allowed-in': (f: { provider: string }) =>
    `${f.provider} knows you, but you are not among those who may use Numize: ask an administrator`,
  'account-taken': (f: { provider: string }) =>
    `an account of your name exists here and is not linked to ${f.provider}: ask an administrator to link it`,
})
