import type { ReadinessFacts } from '@numize/access'
import type { Clock } from '@numize/base'
import { profileTables } from '@numize/sources'
import { type Ground, groundMoment } from './ground.ts'

/** What the data says of how ready a slice is: keys, values, the last day. For whoever builds slices. */
export const readinessFacts = async (ground: Ground, clock: Clock): Promise<ReadinessFacts> => ({
  tables: await profileTables(ground.source),
  lastDay: ground.loaded?.end.slice(0, 10) ?? null,
  today: groundMoment(ground, clock.now()).at.slice(0, 10),
})
