import type { providerRoutes } from '../contract/providers.ts'
import type { ServerDeps } from '../server-deps.ts'
import type { HandlersOf } from './call.ts'

export const providerHandlers = ({ signIn }: ServerDeps): HandlersOf<keyof typeof providerRoutes> => ({
  'GET /v1/identity-providers': async ({ principal }) => signIn.providers(principal).list(),
  'PUT /v1/identity-providers/:provider': async ({ params, body, principal }) =>
    signIn.providers(principal).save(params.provider, body),
  'POST /v1/identity-providers/:provider/test': async ({ params, principal }) =>
    signIn.providers(principal).test(params.provider),
  'DELETE /v1/identity-providers/:provider': async ({ params, principal }) => {
    await signIn.providers(principal).remove(params.provider)
    return null
  },
})
