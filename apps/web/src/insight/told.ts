import type { Reply } from '@numize/server/contract'

export type Told = Extract<Reply, { status: 'told' }>
