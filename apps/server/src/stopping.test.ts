import { expect, it } from 'vitest'
import { createServer, listen } from './server.ts'
import { memoryKeepers, memoryProject } from './test-support/memory-project.ts'
import { memorySignIn } from './test-support/memory-sign-in.ts'

/** A promise kept by whoever opens it. */
function opening() {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}

it('answers what is under way before it stops', async () => {
  const project = memoryProject()
  const { answer } = project.assistant
  const [begun, gate] = [opening(), opening()]
  project.assistant.answer = async (question, options) => {
    begun.open()
    await gate.opened
    return answer(question, options)
  }
  const ada = { orgId: 'org', userId: 'ada', roles: ['analyst'], attributes: {} }
  const app = await createServer({
    projects: [project],
    keepersOf: () => memoryKeepers(),
    signIn: memorySignIn({ 'link-ada': ada }),
    version: '1.2.3',
    webRoot: null,
    isReady: () => true,
    onBug: () => {},
  })
  const address = await listen(app, { port: 0 })
  const post = (path: string, body: object, cookie = '') =>
    fetch(`${address}${path}`, {
      method: 'POST',
      headers: { cookie, origin: address, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const signedIn = await post('/v1/sign-in', { token: 'link-ada' })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const asked = post('/v1/projects/shop/threads', { question: 'orders' }, cookie)
  await begun.opened
  const closed = app.close()
  gate.open()
  expect((await asked).status).toBe(201)
  await closed
})
