/** What is said in threads about any need: none of it tells which. */

export const SYMPTOMS: readonly string[] = [
  '{report} looks off to me {since}, {metric} is about {pct} away from what I expected',
  'can anyone explain {metric} for {period}? {team} asks and I have nothing to tell them',
  'something is wrong with {rows} in {report}, anybody looking at that',
  'I do not trust {metric} any more {since}',
  '{metric} for {segment}: does this look right to you',
  'numbers for {period} do not add up on my side, {pct} are missing or too many',
  '{team} sent back {report} with a question mark on {metric}',
  'who looks after {table}? I have a question on {segment}',
  'I have to sign off {report} {deadline} and cannot, because of {metric}',
  'this comes up in every review: {metric} in {report} and what people see elsewhere',
  'we stumbled over {rows} for {segment} again',
  'trying to answer a simple question on {segment} for {team} and failing',
  'odd one: {metric} of {segment} in {report}. Is that on us or on the data',
  'need some help with {rows} {deadline}, {team} is waiting',
  'cannot finish the {segment} analysis, {table} is not what I thought it was',
  '{team} and {team2} are both asking me about {metric} and I am out of answers',
]

/** `CAUSE` stands for a cause: of something else, which it is not. */
export const RULED_OUT: readonly string[] = [
  'first thought was CAUSE, but no',
  'it is not CAUSE, I checked',
  'ruled out CAUSE',
  'last time it was CAUSE, that is fixed and this is different',
  'before you ask: not CAUSE',
  'I was sure it would be CAUSE. Nope',
  'CAUSE? looked at it, does not explain it',
  'not CAUSE this time, that part is clean',
  '{team} blamed CAUSE, which it turned out not to be',
  'for CAUSE the gap would have to be elsewhere, so no',
  'nothing to do with CAUSE, as far as I can tell',
  'we had CAUSE in spring, but those rows are fine now',
]

/** `CAUSE` stands for a cause: of the need itself. */
export const FOUND: readonly string[] = [
  'found it: CAUSE',
  'looks like CAUSE',
  'it comes down to CAUSE',
  'pretty sure it is CAUSE',
  'so the reason is CAUSE',
  'ok, CAUSE. that explains all of it',
  'turns out to be CAUSE',
  'I would bet on CAUSE, the sample I took shows it',
  'all that is left: CAUSE',
]

/** Another need in passing, dealt with or somebody else's. */
export const ASIDES: readonly string[] = [
  'unrelated, but the other ticket (CAUSE) is closed',
  'separate topic, {team} also had CAUSE, that one is sorted',
  'not to mix it with CAUSE, there is another thread for that',
  'the one about CAUSE was last month, do not reopen it',
  'different from what {team} reported, that was CAUSE',
]

export const QUESTIONS: readonly string[] = [
  'which page are you on',
  'do you have an example {row}',
  'for all of it or only {segment}',
  'when did you first see that',
  'how urgent is it, {deadline} or can it wait',
  'is that in {report} too or just in {table}',
  'who else is affected, {team}?',
  'can you send me the query',
]

export const REACTIONS: readonly string[] = [
  'hm, let me have a look',
  'good catch',
  'thanks for digging',
  'oh. that is worse than I thought',
  'same here, by the way',
  'makes sense',
  'that would explain the {pct}',
  'adding {team} for visibility',
  '+1, we run into this as well',
  'I can reproduce it',
  'ok, noted',
  'we have had this on the list for a while',
  'it costs us half a day every week',
]

export const ASKS: readonly string[] = [
  'can somebody take this {deadline}',
  'could we get this done {deadline}? {report} depends on it',
  'what can I do to move this along',
  'who owns that',
  'is there a ticket I can follow',
  'happy to test once something is there',
]

export const MET: readonly string[] = [
  'fixed and merged, please check on your side',
  'this is resolved now, thanks all',
  'done, deployed an hour ago',
  'works, thank you. closing this',
  'shipped this afternoon, looks right now',
]

export const UNMET: readonly string[] = [
  'still waiting on {team} for this',
  'no owner yet, it sits in the backlog',
  'not this quarter, sorry. we will have to live with it',
  'any news? still the same on my side',
  'bumping this, nothing has changed',
  'blocked until {team} answers',
  'we keep doing it by hand for now',
  'not planned so far',
]

export const OPEN: readonly string[] = [
  'let us talk about it tomorrow',
  'I will come back to this',
  'ok, putting it on the agenda for {team}',
  'will look after lunch',
  'sounds good',
  'let me ask around',
]

export const VAGUE_SUBJECTS: readonly string[] = [
  'Question on {report}',
  '{metric} for {period}',
  '{rows}: need help {deadline}',
  'A question from {team}',
  '{segment}',
  'About {table}',
]

/** What was noticed was nothing: said by whom noticed it. */
export const FALSE_ALARMS: readonly string[] = [
  'never mind, I had the wrong month selected. {metric} is right',
  'my mistake: an old filter was on. all fine, sorry for the noise',
  'please ignore, I read the wrong line of {report}',
  'ok it was me, I compared {period} with another period. nothing to do',
  'found it in the docs, works as described. closing this myself',
  'forget it, I was on the test copy. the real one is correct',
  'false alarm, my browser had an old tab open. numbers agree',
  'all good after all, I had added a row by hand in {place}',
  'withdrawn, {team} explained it to me and it is as it should be',
  'sorry all, I looked at last year. {report} is correct',
]

/** After a false alarm. */
export const RELIEFS: readonly string[] = [
  'no harm done',
  'ok, good to hear',
  'happens to me as well',
  'phew',
  'no problem',
  'thanks for telling us',
  'better than the other way round',
  'all right then',
]
