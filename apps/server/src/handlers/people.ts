import { isScope, ROLES, SCOPES } from '@numize/access'
import type { peopleRoutes } from '../contract/people.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'

export const peopleHandlers = ({ signIn }: ServerDeps): HandlersOf<keyof typeof peopleRoutes> => ({
  'GET /v1/people': async ({ principal }) => signIn.people(principal).list(),
  'GET /v1/roles': async () =>
    Object.entries(ROLES).map(([name, { label, scopes }]) => ({ name, label, scopes })),
  'GET /v1/rights': async () => rights(),
  'POST /v1/people': async ({ principal, body }) => ({
    link: signIn.linkTo(await signIn.people(principal).invite(body)),
  }),
  'PATCH /v1/people/:person': async ({ principal, params, body }) =>
    signIn.people(principal).change(params.person, body),
  'POST /v1/people/:person/reset': async ({ principal, params, body: { authenticator = false } }) => ({
    link: signIn.linkTo(await signIn.people(principal).resetLink(params.person, { authenticator })),
  }),
  'GET /v1/people/:person/sessions': async ({ principal, params }) =>
    signIn.people(principal).sessions(params.person),
  'DELETE /v1/people/:person/sessions': async ({ principal, params }) => {
    await signIn.people(principal).endSessions(params.person)
    return null
  },
  'DELETE /v1/people/:person/sessions/:session': async ({ principal, params }) => {
    await signIn.people(principal).endSession(params.person, params.session)
    return null
  },
  'POST /v1/service-accounts': async ({ principal, body }) => {
    await signIn.people(principal).addServiceAccount(body)
    return null
  },
})

/** Every right with the labels of the roles that have it. */
const rights = () =>
  Object.entries(SCOPES).flatMap(([scope, means]) => {
    const roles = Object.values(ROLES).filter(({ scopes }) => scopes.some((one) => one === scope))
    return isScope(scope) ? [{ scope, means, roles: roles.map(({ label }) => label) }] : []
  })
