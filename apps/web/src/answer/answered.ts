import type { Reply } from '@numize/server/contract'

export type Answered = Extract<Reply, { status: 'answered' }>
