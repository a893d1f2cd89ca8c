import type { CatalogIndex } from '../index/catalog-index.ts'
import type { Frame } from '../structure/frame.ts'
import { attachment } from './attachment.ts'
import { comparedWith } from './compared.ts'
import type { Completion } from './completion.ts'
import { countsOfGroups } from './counts.ts'
import { countsOfShown } from './counts-of-shown.ts'
import { eachListed } from './each-listed.ts'
import { eachOrAll } from './each-or-all.ts'
import { eventDates } from './event-dates.ts'
import { extremes } from './extremes.ts'
import { groupedAmounts } from './grouped-amounts.ts'
import { openRanks } from './open-rank.ts'
import { orderedSuperlatives } from './ordered-superlatives.ts'
import { rowOfEach } from './row-of-each.ts'
import { severalLists } from './several-lists.ts'
import { shares } from './shares.ts'
import { subtypes } from './subtypes.ts'
import { superlatives } from './superlatives.ts'
import { whatTheyDid } from './what-they-did.ts'
import { whereAndWhen } from './where-when.ts'

/** In this order: what is counted is known before amounts and ranks are. */
const completions: readonly Completion[] = [
  whereAndWhen,
  countsOfShown,
  subtypes,
  whatTheyDid,
  eventDates,
  superlatives,
  rowOfEach,
  orderedSuperlatives,
  extremes,
  comparedWith,
  openRanks,
  shares,
  eachOrAll,
  eachListed,
  severalLists,
  attachment,
  countsOfGroups,
  groupedAmounts,
]

/** The frames a frame stands for: itself, or one for each meaning a word of it can have. */
export const completed = (frame: Frame, index: CatalogIndex): readonly Frame[] =>
  completions.reduce<readonly Frame[]>((frames, one) => frames.flatMap((each) => one(each, index)), [frame])
