/** The engine's own process: opens what its parent names, locks itself, then runs one SELECT at a time per connection. */
import { leaveRoot } from './guest/leave-root.ts'
import { OpenFailure } from './open-failure.ts'
import type { FromChild, Setup, ToChild } from './protocol.ts'
import { scrubError } from './scrub-error.ts'
import { Session } from './session.ts'
import { setUp } from './set-up.ts'

let session: Session | null = null

const reply = (message: FromChild): void => {
  process.send?.(message)
}

process.on('message', (message: ToChild) => {
  switch (message.kind) {
    case 'open':
      void open(message.setup).then(reply)
      break
    case 'run':
      session?.run(message)
      break
    case 'interrupt':
      session?.interrupt(message.id)
      break
  }
})

// A query in native code would keep an orphan busy: leave at once.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

async function open(setup: Setup): Promise<FromChild> {
  try {
    const ready = await setUp(setup)
    if (setup.guest?.uid) leaveRoot(setup.guest.uid)
    session = new Session(ready, reply, setup.guest !== null)
    return { kind: 'opened', opened: ready.opened }
  } catch (error) {
    return { kind: 'notOpened', failure: error instanceof OpenFailure ? error.failure : scrubError(error) }
  }
}
